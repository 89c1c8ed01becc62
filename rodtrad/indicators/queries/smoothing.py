"""Figures of several periods together, for places where one period's figure may be chance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from rodtrad.core.periods import Frequency, Period
from rodtrad.geography.models import Area
from rodtrad.indicators import comparing
from rodtrad.indicators.comparing import Smoothed, SmoothedBy
from rodtrad.indicators.models import Indicator, Observation, Quantity
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.queries.compare import Comparison
from rodtrad.indicators.queries.formulas import has_ratio_parts, ratio_factor

_Held = Mapping[tuple[int, UUID, int], float]


@dataclass(frozen=True)
class _Window:
    """An indicator's latest periods, the earliest first, and the areas that are asked for."""

    indicator: Indicator
    periods: tuple[Period, ...]
    areas: tuple[Area, ...]

    @property
    def numbers(self) -> list[int]:
        """Return the indicator and, for a ratio, what it is made of."""
        parts = (self.indicator.numerator_id, self.indicator.denominator_id)
        return [self.indicator.pk, *(one for one in parts if one is not None)]


def smoothed_own(compared: Iterable[Comparison]) -> dict[int, Smoothed]:
    """Return one's own figures that may be chance, over several periods, by the indicator's number: one query."""
    doubtful = [one for one in compared if one.doubt]
    found = _smoothed([_window(one, one.field.ranked[:1]) for one in doubtful])
    return {number: smoothed for (number, _area), smoothed in found.items()}


def smoothed_units(one: Comparison) -> dict[UUID, Smoothed]:
    """Return the figures of one indicator that may be chance, over several periods, by area: one query."""
    doubtful = [area for place, area in enumerate(one.field.ranked) if one.doubt_at(place)]
    found = _smoothed([_window(one, doubtful)])
    return {area: smoothed for (_number, area), smoothed in found.items()}


def _window(one: Comparison, areas: Sequence[Area]) -> _Window:
    periods = tuple(one.period.next(-step) for step in reversed(range(comparing.WINDOW)))
    return _Window(one.indicator, periods, tuple(areas))


def _smoothed(windows: Collection[_Window]) -> dict[tuple[int, UUID], Smoothed]:
    held = _read(windows)
    return {
        (window.indicator.pk, area.pk): smoothed
        for window in windows
        for area in window.areas
        if (smoothed := _one(window, area.pk, held)) is not None
    }


def _read(windows: Collection[_Window]) -> _Held:
    areas = {area.pk for window in windows for area in window.areas}
    if not areas:
        return {}
    rows = Observation.objects.filter(
        breakdown=TOTAL,
        value__isnull=False,
        indicator__in={number for window in windows for number in window.numbers},
        period__in={period.code for window in windows for period in window.periods},
        area__in=areas,
    ).values_list("indicator", "area", "period", "value")
    return {(number, area, period): value for number, area, period, value in rows if value is not None}


def _one(window: _Window, area: UUID, held: _Held) -> Smoothed | None:
    """Sum a ratio's parts, where they are held for all that it is told for; else take the mean of what is told."""
    indicator = window.indicator
    is_years = window.periods[-1].frequency in (Frequency.YEAR, Frequency.SCHOOL_YEAR)
    told = _row(window, indicator.pk, area, held)
    factor = ratio_factor(indicator) if has_ratio_parts(indicator) else None
    if factor is not None:
        above, below = (_row(window, number, area, held) for number in window.numbers[1:])
        if np.isfinite(above + below)[np.isfinite(told)].all():
            ratio = float(comparing.moving_ratio(above, below, scale=factor)[-1])
            return Smoothed(ratio, SmoothedBy.PARTS, is_years) if isfinite(ratio) else None
    mean = float(comparing.moving_average(told)[-1])
    by = SmoothedBy.RATIOS if indicator.quantity == Quantity.RATIO else SmoothedBy.FIGURES
    return Smoothed(mean, by, is_years) if isfinite(mean) else None


def _row(window: _Window, number: int, area: UUID, held: _Held) -> NDArray[np.float64]:
    return np.array([held.get((number, area, period.code), np.nan) for period in window.periods])
