"""Finds indicators of one table of which one is the sum of others, as «boys», «girls» and «all»."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from rodtrad.indicators.columns import WITH_FIGURE, Figures
from rodtrad.indicators.small_numbers.otherwise import Sum

#: A table of more columns of one unit is not looked through for every set of them, only for the sum of all the others.
_MOST_COLUMNS = 9
_SAME = 0.5


def columns_that_add(figures: Figures, units: Mapping[str, str]) -> tuple[Sum[str], ...]:
    """Return the sums that hold in every row where all are known, and that at least one such row tells of.

    `units` are of the indicators that count something; only those of one unit can add up.
    """
    by_unit: dict[str, list[str]] = defaultdict(list)
    for indicator in dict.fromkeys(mark.indicator for mark in figures.marks):
        if indicator in units:
            by_unit[units[indicator]].append(indicator)
    found: list[Sum[str]] = []
    for held in by_unit.values():
        if len(held) > 2:
            found += _sums_among(held, _values_of(figures, held))
    return tuple(found)


def _values_of(figures: Figures, indicators: Sequence[str]) -> NDArray[np.float64]:
    """Return a row for each place and period, a column for each indicator; NaN where there is no figure."""
    breakdowns = {mark.breakdown: number for number, mark in enumerate(figures.marks)}
    column = np.array(
        [indicators.index(m.indicator) if m.indicator in indicators else -1 for m in figures.marks]
    )
    breakdown = np.array([breakdowns[mark.breakdown] for mark in figures.marks])
    at = np.flatnonzero((column[figures.series] >= 0) & np.isin(figures.status, WITH_FIGURE))
    series = figures.series[at]
    cells = np.stack([figures.area[at], figures.period[at], breakdown[series]])
    _unique, places = np.unique(cells, axis=1, return_inverse=True)
    values = np.full((int(places.max(initial=-1)) + 1, len(indicators)), np.nan)
    values[places.ravel(), column[series]] = figures.value[at]
    return values


def _sums_among(indicators: Sequence[str], values: NDArray[np.float64]) -> list[Sum[str]]:
    found: list[Sum[str]] = []
    for total, name in enumerate(indicators):
        others = [at for at in range(len(indicators)) if at != total]
        counts = range(2, len(others) + 1) if len(indicators) <= _MOST_COLUMNS else (len(others),)
        for parts in (parts for count in counts for parts in combinations(others, count)):
            if _holds(values[:, total], values[:, parts]):
                found.append(Sum(name, tuple(indicators[part] for part in parts)))
    return found


def _holds(total: NDArray[np.float64], parts: NDArray[np.float64]) -> bool:
    told = ~np.isnan(total) & ~np.isnan(parts).any(axis=1)
    if not told.any() or (parts[told] == 0).all(axis=0).any():
        return False
    return bool((np.abs(total[told] - parts[told].sum(axis=1)) < _SAME).all())
