"""Hides small counts in columns of figures: over areas and those they lie in, over breakdowns and their totals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rodtrad.indicators.columns import WITH_FIGURE, Figures, ObservationStatus
from rodtrad.indicators.small_numbers.columns_that_add import columns_that_add
from rodtrad.indicators.small_numbers.hiding import Hidden, hide_small
from rodtrad.indicators.small_numbers.otherwise import Sum
from rodtrad.indicators.small_numbers.sums import sums_in, sums_of_columns

#: Counts that differ by less are the same; a total that differs from its parts by more is no sum of them.
_SAME = 0.5


@dataclass(frozen=True)
class HiddenFigures:
    """Figures as they may be published, and which rows of them are hidden, why and for the sake of which row."""

    figures: Figures
    hidden: Mapping[int, Hidden[int]]


def hide_in_figures(
    figures: Figures,
    *,
    thresholds: Mapping[str, int],
    parent_of: Mapping[str, str],
    units: Mapping[str, str] | None = None,
) -> HiddenFigures:
    """Make small counts confidential, and those that would tell them.

    `figures` are all that readers can see of these indicators in these periods. `thresholds` are by indicator; one
    that is not there, or is zero, has none. `parent_of` says in which area an area lies. A total counts as the sum of
    its parts where the figures add up, or cannot be seen to. Indicators of one unit in `units` that add up in every
    row are parts and total of each other too.
    """
    sums = columns_that_add(figures, units or {}) if any(thresholds.values()) else ()
    hidden: dict[int, Hidden[int]] = {}
    for group in _together(figures, thresholds, sums):
        series = [at for at, mark in enumerate(figures.marks) if mark.indicator in group]
        rows = np.flatnonzero(np.isin(figures.series, series)).tolist()
        if rows:
            hidden |= _hide_rows(figures, rows, thresholds, parent_of, sums)
    if not hidden:
        return HiddenFigures(figures, {})
    value, status = figures.value.copy(), figures.status.copy()
    at = list(hidden)
    value[at], status[at] = np.nan, ObservationStatus.CONFIDENTIAL
    return HiddenFigures(replace(figures, value=value, status=status), hidden)


def _together(figures: Figures, thresholds: Mapping[str, int], sums: Iterable[Sum[str]]) -> list[set[str]]:
    """Return the indicators in groups that add up to each other, those that have a threshold among them."""
    groups = [{one} for one in dict.fromkeys(mark.indicator for mark in figures.marks)]
    for one in sums:
        added = {one.total, *one.parts}
        joined = set().union(*(group for group in groups if group & added))
        groups = [*(group for group in groups if not group & added), joined]
    return [group for group in groups if any(thresholds.get(one) for one in group)]


def _hide_rows(
    figures: Figures,
    rows: list[int],
    thresholds: Mapping[str, int],
    parent_of: Mapping[str, str],
    columns: Sequence[Sum[str]],
) -> dict[int, Hidden[int]]:
    """Hide among the rows of indicators that belong together."""
    series = figures.series.tolist()
    limits = [thresholds.get(mark.indicator, 0) for mark in figures.marks]
    known = np.isin(figures.status, WITH_FIGURE).tolist()
    values = figures.value.tolist()
    counts = {row: values[row] if known[row] else None for row in rows}
    already = [row for row in rows if figures.status[row] == ObservationStatus.CONFIDENTIAL]
    found = [*sums_in(figures, rows, parent_of), *sums_of_columns(figures, rows, columns)]
    sums = [one for one in found if _adds_up(one, counts)]
    return hide_small(counts, sums, threshold={row: limits[series[row]] for row in rows}, already=already)


def _adds_up(one: Sum[int], counts: Mapping[int, float | None]) -> bool:
    total, parts = counts[one.total], [counts[part] for part in one.parts]
    if total is None or None in parts:
        return True
    return abs(total - sum(part or 0.0 for part in parts)) < _SAME
