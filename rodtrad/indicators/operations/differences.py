"""What figures would change, before they do."""

from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from django.db import connection, transaction

from rodtrad.geography.models import Area
from rodtrad.indicators.columns import Figures, ObservationStatus
from rodtrad.indicators.models import Breakdown, Dataset, Indicator
from rodtrad.indicators.operations.derived import LEAVES_DERIVED
from rodtrad.indicators.operations.resolve import resolve
from rodtrad.indicators.operations.staging import silent, stage

#: Changes that are shown one by one; the rest are counted.
SHOWN = 200
_JOINED = """
    FROM staged s LEFT JOIN indicators_observation o ON o.indicator_id = s.indicator
        AND o.breakdown_id = s.breakdown AND o.period = s.period AND o.area_id = s.area
"""
_DIFFERS = f"""(o.indicator_id IS NOT NULL AND (o.value, o.status) IS DISTINCT FROM (NULLIF(s.value, 'NaN'), s.status)
    AND NOT {LEAVES_DERIVED.format(new="s")})"""
_COUNT = f"""
    SELECT count(*) FILTER (WHERE o.indicator_id IS NULL), count(*) FILTER (WHERE {_DIFFERS}), count(*) {_JOINED}
"""
_CHANGED = f"""
    SELECT s.indicator, s.breakdown, s.period, s.area, o.value, o.status, NULLIF(s.value, 'NaN'), s.status
    {_JOINED} WHERE {_DIFFERS} ORDER BY s.indicator, s.period DESC, s.area LIMIT {SHOWN}
"""

_NEW = f"""
    SELECT s.indicator, s.breakdown, s.period, s.area, NULL::float8, NULL::smallint, NULLIF(s.value, 'NaN'), s.status
    {_JOINED} WHERE o.indicator_id IS NULL ORDER BY s.indicator, s.period DESC, s.area LIMIT {SHOWN}
"""


@dataclass(frozen=True)
class Change:
    """A figure that stands, and what would stand instead; a value is None where there is no figure.

    `status_before` is None where nothing stands yet.
    """

    indicator: Indicator
    breakdown: Breakdown
    period: int
    area: Area
    before: float | None
    status_before: ObservationStatus | None
    after: float | None
    status_after: ObservationStatus


@dataclass(frozen=True)
class Differences:
    """How many figures are new, changed and the same, and the first of those that change."""

    made: int
    changed: int
    same: int
    changes: list[Change]
    unknown_areas: tuple[str, ...] = ()
    #: The first of those that are new.
    news: list[Change] = field(default_factory=list)


def differences_of(*, dataset: Dataset, figures: Figures) -> Differences:
    """Compare figures with those that stand; nothing is stored. Raises as `load_figures` does."""
    if not len(figures):
        return Differences(0, 0, 0, [])
    with transaction.atomic(), connection.cursor() as cursor:
        columns, unknown = resolve(dataset, figures)
        stage(columns, silent)
        cursor.execute(_COUNT)
        made, changed, total = cursor.fetchone()
        cursor.execute(_CHANGED)
        changes = _changes(cursor.fetchall())
        cursor.execute(_NEW)
        news = _changes(cursor.fetchall())
        transaction.set_rollback(True)
    return Differences(made, changed, total - made - changed, changes, unknown, news)


_Row = tuple[int, int, int, UUID, float | None, int | None, float | None, int]


def _changes(rows: list[_Row]) -> list[Change]:
    indicators = Indicator.objects.in_bulk({row[0] for row in rows})
    breakdowns = Breakdown.objects.in_bulk({row[1] for row in rows})
    areas = Area.objects.in_bulk({row[3] for row in rows})
    return [
        Change(
            indicators[indicator],
            breakdowns.get(breakdown) or Breakdown(),
            period,
            areas[area],
            before,
            None if status_before is None else ObservationStatus(status_before),
            after,
            ObservationStatus(status_after),
        )
        for indicator, breakdown, period, area, before, status_before, after, status_after in rows
    ]


def periods_of(figures: Figures) -> list[str]:
    """Return the periods that the figures are for, in order."""
    return [
        str(figures.periods[place])
        for place in sorted(np.unique(figures.period), key=figures.periods.__getitem__)
    ]
