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
_NARROWED = "{narrowed}"
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
        SELECT o.*, d.target, d.sources
        FROM descent d
        JOIN indicators_observation o ON o.area_id = d.source
            AND {DIVISION_MONTH.format(cell="o")} >= d.first_month
            AND {DIVISION_MONTH.format(cell="o")} < d.end_month
        JOIN indicators_indicator i ON i.id = o.indicator_id
        WHERE o.indicator_id = ANY(%s) AND o.derivation = {Derivation.PUBLISHED.value}
            AND (d.sources = 1 OR i.quantity = '{Quantity.COUNT.value}')
    ) AS carried
    GROUP BY indicator_id, breakdown_id, period, target, sources
    HAVING count(*) = sources{_NARROWED}
"""


def follow(*, indicators: Collection[int], cause: int | None, only_new: bool = False) -> int:
    """Carry the published figures of these indicators over anew; return how many figures changed.

    With `only_new`, those that rest on what the batch `cause` has brought: the others stand as they are. It must run in
    a transaction that holds the turn of loads.
    """
    prepare_descents()
    derived.start()
    if only_new:
        derived.fill(_QUERY.replace(_NARROWED, " AND bool_or(batch_id = %s)"), [list(indicators), cause])
    else:
        derived.fill(_QUERY.replace(_NARROWED, ""), [list(indicators)])
    return derived.put(
        indicators=indicators,
        derivations=[Derivation.FOLLOWED, Derivation.SUMMED],
        cause=cause,
        is_whole=not only_new,
    )
