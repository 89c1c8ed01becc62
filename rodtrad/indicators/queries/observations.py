"""Figures of some indicators, chosen by area, period and what they are broken down by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.indicators.jsonstat.cube import Cube
from rodtrad.indicators.models import Batch, Breakdown, Indicator, Observation
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.queries.as_cube import CELL, Cell, came_to, cube_with

#: What a cube may hold, told of or not; more is asked for in parts.
MOST_CELLS = 200_000
EVERY = "all"
#: From a period's code to that of one as long that begins a month later.
_MONTH = Period(24_001, 1).code - Period(24_000, 1).code


class TooManyCellsError(Exception):
    """What was asked for does not go into one cube."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(str(count))


@dataclass(frozen=True)
class Selection:
    """Which figures are asked for. No areas are all areas; `breakdown` is a key, empty for the total, or `EVERY`.

    The periods are those that begin in `first` or after it, and before the end of `last`.
    """

    indicators: Sequence[Indicator]
    areas: Sequence[str] = ()
    first: Period | None = None
    last: Period | None = None
    breakdown: str = ""

    @property
    def rows(self) -> QuerySet[Observation]:
        """Return the figures in the order of indicators, breakdowns, periods and areas."""
        rows = Observation.objects.filter(indicator__in=[one.pk for one in self.indicators])
        if not self.breakdown:
            rows = rows.filter(breakdown=TOTAL)
        elif self.breakdown != EVERY:
            rows = rows.filter(breakdown__in=Breakdown.objects.filter(key=self.breakdown))
        if self.areas:
            rows = rows.filter(area__in=Area.objects.filter(code__in=self.areas).order_by())
        if self.first is not None:
            rows = rows.filter(period__gte=self.first.code - self.first.months)
        if self.last is not None:
            last_month = Period(self.last.first + self.last.months - 1, 1)
            rows = rows.filter(period__lt=last_month.code + _MONTH - 1)
        return rows.order_by("indicator", "breakdown", "period", "area")


@dataclass(frozen=True)
class Names:
    """What the numbers of figures stand for."""

    areas: dict[object, Area]
    breakdowns: dict[int, Breakdown]
    batches: dict[int, Batch]


def names_of(rows: Iterable[Observation]) -> Names:
    """Name what these figures refer to: three queries."""
    told = list(rows)
    return Names(
        areas=dict(Area.objects.in_bulk({one.area_id for one in told})),
        breakdowns=Breakdown.objects.in_bulk({one.breakdown_id for one in told}),
        batches=Batch.objects.in_bulk({one.batch_id for one in told}),
    )


def cube_of_selection(selection: Selection) -> Cube:
    """Return the figures as a cube. Raises TooManyCellsError."""
    cells: list[Cell] = list(selection.rows.values_list(*CELL)[: MOST_CELLS + 1])
    if len(cells) > MOST_CELLS:
        raise TooManyCellsError(selection.rows.count())
    sides = (len({cell[place] for cell in cells}) for place in (1, 2, 3))
    size = len(selection.indicators)
    for side in sides:
        size *= max(side, 1)
    if size > MOST_CELLS:
        raise TooManyCellsError(size)
    areas = Area.objects.filter(pk__in={cell[1] for cell in cells}).order_by("-kind", "code")
    return cube_with(selection.indicators, list(areas), cells, came_to(selection.rows))
