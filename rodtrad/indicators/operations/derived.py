"""Puts what is reckoned from figures into the store, beside what is published and never in its place.

All statements run in a transaction that holds the turn of `load.write`. What goes is kept, as for what is loaded.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from rodtrad.indicators.columns import WITH_FIGURE, ObservationStatus
from rodtrad.indicators.models import Derivation

_FIGURE = ", ".join(str(one.value) for one in WITH_FIGURE)
#: Published, but with nothing that could be in the way of a figure. «:» is not here: who hid it, meant it.
_NOTHING = (ObservationStatus.MISSING, ObservationStatus.NOT_POSSIBLE, ObservationStatus.NOT_YET)
_EMPTY = ", ".join(str(one.value) for one in _NOTHING)
_CARRIED = f"{Derivation.FOLLOWED.value}, {Derivation.SUMMED.value}"

#: Rows after which the planner must know how many there are.
_MANY = 10_000

_CREATE = """
    CREATE TEMPORARY TABLE IF NOT EXISTS derived (
        indicator_id integer, breakdown_id integer, period integer, area_id uuid,
        value double precision, status smallint, derivation smallint, batch_id bigint,
        PRIMARY KEY (indicator_id, breakdown_id, period, area_id)
    ) ON COMMIT DROP
"""
_SAME_CELL = """o.indicator_id = d.indicator_id AND o.breakdown_id = d.breakdown_id
    AND o.period = d.period AND o.area_id = d.area_id"""
#: What stands before a derived figure: a published one, and for what is reckoned one that was carried over. Statistics
#: Norway gives zeros for codes that were not yet in use, so zero does not stand before a sum.
_STANDS_BEFORE = f"""
    (o.derivation = {Derivation.PUBLISHED.value}
        AND NOT (d.status IN ({_FIGURE}) AND o.status IN ({_EMPTY}))
        AND NOT (d.status IN ({_FIGURE}) AND d.derivation IN ({_CARRIED}) AND o.value IS NOT DISTINCT FROM 0))
    OR (d.derivation = {Derivation.RECKONED.value} AND o.derivation IN ({_CARRIED}))
"""
_YIELD = f"DELETE FROM derived d USING indicators_observation o WHERE {_SAME_CELL} AND ({_STANDS_BEFORE})"
_DIFFERS = """(o.value, o.status, o.derivation) IS DISTINCT FROM (d.value, d.status, d.derivation)"""
_COLUMNS = "indicator_id, breakdown_id, period, area_id, value, status, derivation, batch_id"
#: It tells of which indicators something published is replaced, with nothing in it that was in the way of a figure.
_KEEP = f"""
    WITH kept AS (
        INSERT INTO indicators_vintage ({_COLUMNS}, replaced_by_id)
        SELECT o.indicator_id, o.breakdown_id, o.period, o.area_id, o.value, o.status, o.derivation, o.batch_id,
            COALESCE(%s, d.batch_id)
        FROM derived d JOIN indicators_observation o ON {_SAME_CELL} WHERE {_DIFFERS}
        RETURNING indicator_id, derivation
    )
    SELECT DISTINCT indicator_id FROM kept WHERE derivation = {Derivation.PUBLISHED.value}
"""
_WRITE = f"""
    WITH written AS (INSERT INTO indicators_observation AS o ({_COLUMNS}) SELECT {_COLUMNS} FROM derived
    ON CONFLICT (indicator_id, breakdown_id, period, area_id) DO UPDATE
    SET value = excluded.value, status = excluded.status, derivation = excluded.derivation,
        batch_id = excluded.batch_id
    WHERE (o.value, o.status, o.derivation)
        IS DISTINCT FROM (excluded.value, excluded.status, excluded.derivation)
    RETURNING o.indicator_id, o.batch_id)
    SELECT indicator_id, count(*), bool_or(batch_id IS DISTINCT FROM %s) FROM written GROUP BY indicator_id
"""
_REMOVE = f"""
    WITH gone AS (
        DELETE FROM indicators_observation o
        WHERE o.indicator_id = ANY(%s) AND o.derivation = ANY(%s)
            AND NOT EXISTS (SELECT FROM derived d WHERE {_SAME_CELL})
        RETURNING {_COLUMNS}
    ), kept AS (
        INSERT INTO indicators_vintage ({_COLUMNS}, replaced_by_id)
        SELECT {_COLUMNS}, COALESCE(%s, batch_id) FROM gone
    )
    SELECT indicator_id, count(*), true FROM gone GROUP BY indicator_id
"""

#: What a published cell, `new`, says that does not take a derived figure away.
LEAVES_DERIVED = f"""(
    o.derivation <> {Derivation.PUBLISHED.value} AND o.status IN ({_FIGURE})
    AND ({{new}}.status IN ({_EMPTY}) OR ({{new}}.value IS NOT DISTINCT FROM 0 AND o.derivation IN ({_CARRIED})))
)"""


@dataclass(frozen=True)
class Stored:
    """How many figures changed, and which indicators have some that the cause did not bring.

    Those came of older figures that got room again, or went. What rests on them cannot be told by the cause's batch.
    `replaced` are the indicators of which something published was replaced: what was carried over from it is to go.
    """

    changed: int = 0
    older: frozenset[int] = frozenset()
    replaced: frozenset[int] = frozenset()

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(self.changed + other.changed, self.older | other.older, self.replaced | other.replaced)


def is_empty(cell: str) -> str:
    """Return whether a cell is published with nothing that is in the way of a figure carried over."""
    return f"({cell}.derivation = {Derivation.PUBLISHED.value} AND ({cell}.status IN ({_EMPTY}) OR {cell}.value = 0))"


def may_make_room(columns: Mapping[str, NDArray[np.generic]]) -> bool:
    """Tell whether some of the figures are nothing that is in the way of a figure carried over."""
    return bool((np.isin(columns["status"], _NOTHING) | (columns["value"] == 0)).any())


def start() -> None:
    """Make an empty table `derived`, which queries fill."""
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        cursor.execute("TRUNCATE derived")


def fill(query: str, given: Sequence[Any] | Mapping[str, Any]) -> None:
    """Put what a query selects into `derived`, in the order of its columns."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO derived ({_COLUMNS}) {query}", given)
        if cursor.rowcount > _MANY:
            cursor.execute("ANALYZE derived")


def put(
    *, indicators: Collection[int], derivations: Collection[Derivation], cause: int | None, is_whole: bool
) -> Stored:
    """Store what `derived` holds.

    What published figures stand before is left out. `cause` is the batch that brought it about, where one did. What is
    whole is all that these indicators have of these derivations: any others go.
    """
    with connection.cursor() as cursor:
        cursor.execute(_YIELD)
        stored = Stored()
        if is_whole:
            cursor.execute(_REMOVE, [list(indicators), [one.value for one in derivations], cause])
            stored += _stored(cursor.fetchall())
        cursor.execute(_KEEP, [cause])
        stored += Stored(replaced=frozenset(number for (number,) in cursor.fetchall()))
        cursor.execute(_WRITE, [cause])
        written = _stored(cursor.fetchall())
        if written.changed > _MANY:
            cursor.execute("ANALYZE indicators_observation")
        return stored + written


def _stored(rows: Sequence[tuple[int, int, bool]]) -> Stored:
    return Stored(
        sum(count for _number, count, _is_older in rows),
        frozenset(number for number, _count, is_older in rows if is_older),
    )
