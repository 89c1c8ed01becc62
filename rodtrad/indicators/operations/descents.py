"""What the municipalities of today were, when: a small table that figures are followed by."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from uuid import UUID

from django.db import connection

from rodtrad.geography.models import Area, AreaChange, AreaKind
from rodtrad.indicators.following import Lineage, Origin
from rodtrad.indicators.operations.resolve import areas_by_code

_CREATE = """
    CREATE TEMPORARY TABLE IF NOT EXISTS descent (
        target uuid, source uuid, sources integer, first_month integer, end_month integer
    ) ON COMMIT DROP
"""
#: The month whose division a figure is given by, from a period's code: see `following.division_day`.
DIVISION_MONTH = """(CASE WHEN mod({cell}.period, 1000) <= 12 THEN {cell}.period / 1000
    ELSE ({cell}.period / 1000 + mod({cell}.period, 1000) - 1) / 12 * 12 END)"""
#: Whether a cell is of an area of today from when it was several.
MERGED = f"""EXISTS (SELECT FROM descent e WHERE e.target = {{cell}}.area_id AND e.sources > 1
    AND {DIVISION_MONTH} >= e.first_month AND {DIVISION_MONTH} < e.end_month)"""
_Row = tuple[UUID, UUID, int, int, int]


def prepare_descents() -> None:
    """Make the table `descent` for this transaction, unless it is there.

    A row says that an area of today was made of that source, among so many, in the figures of these months. Areas that
    were split, or had the same code while they were smaller, have none: nothing is carried over to them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('pg_temp.descent') IS NOT NULL")
        if cursor.fetchone()[0]:
            return
        rows = list(_descents())  # it asks on the same connection, which is busy while the copy goes on
        cursor.execute(_CREATE)
        with cursor.copy("COPY descent FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE descent")


def forget_descents() -> None:
    """Drop the table, for areas have changed in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.descent")


def former_areas() -> frozenset[UUID]:
    """Return the municipalities that are no more."""
    rows = Area.objects.filter(kind=AreaKind.MUNICIPALITY, valid_to__isnull=False)
    return frozenset(rows.values_list("pk", flat=True))


def _descents() -> Iterator[_Row]:
    codes = Area.objects.filter(kind=AreaKind.MUNICIPALITY, valid_to=None).values_list("code", flat=True)
    changes = list(AreaChange.objects.all())
    lineage = Lineage(changes=changes, codes=list(codes))
    starts = [0, *(_first_month(day) for day in sorted({one.date for one in changes}))]
    held = areas_by_code({*lineage.codes, *(one.from_code for one in changes)})
    for era, (first, end) in enumerate(pairwise(starts)):
        for code, origin in lineage.origins(era).items():
            yield from _rows_of(held, code, origin, first, end)


def _rows_of(held: Mapping[str, UUID], code: str, origin: Origin, first: int, end: int) -> Iterator[_Row]:
    if origin.splits or origin.own or not origin.codes:
        return
    for source in origin.codes:
        if source in held:
            yield held[code], held[source], len(origin.codes), first, end


def _first_month(day: date) -> int:
    """Return the first month, counted from year 0, that begins on the day or later."""
    return day.year * 12 + day.month - (1 if day.day == 1 else 0)
