"""Carries published figures of former municipalities over to those of today.

As `indicators.following` does, in SQL: what has a new number loses nothing, counts are summed where every predecessor
tells, other figures are left alone where areas were put together, and what was split is never guessed.
"""

from collections.abc import Collection

from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Derivation, Quantity
from rodtrad.indicators.operations import derived
from rodtrad.indicators.operations.descents import DIVISION_MONTH, prepare_descents

_CONFIDENTIAL = ObservationStatus.CONFIDENTIAL.value
_SAID_BY_ALL = " ".join(
    f"WHEN min(status) = {one.value} AND max(status) = {one.value} THEN {one.value}"
    for one in (ObservationStatus.NOT_POSSIBLE, ObservationStatus.NOT_YET)
)
_MAKES_ROOM, _HAS_ROOM, _NARROWED = "{makes_room}", "{has_room}", "{narrowed}"
#: Where the batch tells nothing, or no more, under the code of today, there is room for what is carried over.
_ROOM_BY_BATCH = f"""LEFT JOIN indicators_observation t ON t.batch_id = %(cause)s AND {derived.is_empty("t")}
            AND t.indicator_id = o.indicator_id AND t.breakdown_id = o.breakdown_id
            AND t.period = o.period AND t.area_id = d.target"""
#: The sum is in the order of the areas: in another order its last bits could differ, and it would seem revised.
_QUERY = f"""
    SELECT indicator_id, breakdown_id, period, target,
        CASE WHEN max(status) <= {ObservationStatus.PROVISIONAL.value} THEN sum(value ORDER BY area_id) END,
        CASE WHEN bool_or(status = {_CONFIDENTIAL}) THEN {_CONFIDENTIAL}
            WHEN max(status) <= {ObservationStatus.PROVISIONAL.value} THEN max(status)
            {_SAID_BY_ALL} ELSE {ObservationStatus.MISSING.value} END,
        CASE WHEN sources = 1 THEN {Derivation.FOLLOWED.value} ELSE {Derivation.SUMMED.value} END,
        max(batch_id)
    FROM (
        SELECT o.*, d.target, d.sources{_HAS_ROOM}
        FROM descent d
        JOIN indicators_observation o ON o.area_id = d.source
            AND {DIVISION_MONTH.format(cell="o")} >= d.first_month
            AND {DIVISION_MONTH.format(cell="o")} < d.end_month
        JOIN indicators_indicator i ON i.id = o.indicator_id
        {_MAKES_ROOM}
        WHERE o.indicator_id = ANY(%(indicators)s) AND o.derivation = {Derivation.PUBLISHED.value}
            AND (d.sources = 1 OR i.quantity = '{Quantity.COUNT.value}')
    ) AS carried
    GROUP BY indicator_id, breakdown_id, period, target, sources
    HAVING count(*) = sources{_NARROWED}
"""


def follow(*, indicators: Collection[int], cause: int | None, only_new: bool = False) -> derived.Stored:
    """Carry the published figures of these indicators over anew.

    With `only_new`, those that rest on what the batch `cause` has brought: the others stand as they are. It must run in
    a transaction that holds the turn of loads.
    """
    prepare_descents()
    derived.start()
    derived.fill(_query(only_new=only_new), {"indicators": list(indicators), "cause": cause})
    return derived.put(
        indicators=indicators,
        derivations=[Derivation.FOLLOWED, Derivation.SUMMED],
        cause=cause,
        is_whole=not only_new,
    )


def _query(*, only_new: bool) -> str:
    given = {_MAKES_ROOM: "", _HAS_ROOM: "", _NARROWED: ""}
    if only_new:
        given = {
            _MAKES_ROOM: _ROOM_BY_BATCH,
            _HAS_ROOM: ", t.area_id IS NOT NULL AS has_room",
            _NARROWED: " AND bool_or(batch_id = %(cause)s OR has_room)",
        }
    query = _QUERY
    for mark, text in given.items():
        query = query.replace(mark, text)
    return query
