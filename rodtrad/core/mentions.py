"""Where a name stands in what people have written: nobody but they can tell what may be taken out of a sentence."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

#: Shorter than this, a name stands inside too many ordinary words to be looked for.
SHORTEST = 5
_TEXTS = """
    SELECT columns.table_name, array_agg(columns.column_name::text)
    FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
        AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY') AND table_name !~ '^(search|django|accounts)_'
    GROUP BY columns.table_name ORDER BY columns.table_name
"""


@dataclass(frozen=True)
class Mentions:
    """How many rows hold a name: of what stands now, of remarks and reasons, and of the audit trail."""

    now: int = 0
    remarks: int = 0
    trail: int = 0

    @property
    def total(self) -> int:
        return self.now + self.remarks + self.trail


#: Tables of what people say to one another about the text.
_REMARKS = frozenset({"goals_comment", "goals_review", "goals_correction"})


def mentions_of(names: Collection[str]) -> Mentions:
    """Count the rows of all tables that hold one of the names, however its letters are written.

    Left out are the search index, which follows, and the accounts: another person may have the same name.
    """
    patterns = [f"%{_escaped(name)}%" for name in names if len(name) >= SHORTEST]
    if not patterns:
        return Mentions()
    found = {"now": 0, "remarks": 0, "trail": 0}
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS)
        for table, columns in cursor.fetchall():
            texts = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(one)) for one in columns)
            query = sql.SQL("SELECT count(*) FROM {} WHERE concat_ws(' ', {}) ILIKE ANY(%s)")
            cursor.execute(query.format(sql.Identifier(table), texts).as_string(None), [patterns])
            [(rows,)] = cursor.fetchall()
            found[_kind(table)] += rows
    return Mentions(**found)


def _escaped(name: str) -> str:
    return name.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _kind(table: str) -> str:
    if table in _REMARKS:
        return "remarks"
    return "trail" if table.endswith("event") or table.startswith("pghistory_") else "now"
