"""Hides small counts in columns of figures: over areas and those they lie in, over breakdowns and their totals."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from rodtrad.indicators.columns import WITH_FIGURE, Figures, Mark, ObservationStatus
from rodtrad.indicators.small_numbers.hiding import Hidden, Sum, hide_small

#: Counts that differ by less are the same; a total that differs from its parts by more is no sum of them.
_SAME = 0.5
_Place = tuple[int, int, int]


@dataclass(frozen=True)
class HiddenFigures:
    """Figures as they may be published, and which rows of them are hidden, why and for the sake of which row."""

    figures: Figures
    hidden: Mapping[int, Hidden[int]]


def hide_in_figures(
    figures: Figures, *, thresholds: Mapping[str, int], parent_of: Mapping[str, str]
) -> HiddenFigures:
    """Make small counts confidential, and those that would tell them.

    `thresholds` are by indicator; one that is not there, or is zero, has none. `parent_of` says in which area an area
    lies. A total counts as the sum of its parts where the figures add up, or cannot be seen to.
    """
    hidden: dict[int, Hidden[int]] = {}
    for indicator, threshold in thresholds.items():
        series = [at for at, mark in enumerate(figures.marks) if mark.indicator == indicator]
        rows = np.flatnonzero(np.isin(figures.series, series))
        if threshold and len(rows):
            hidden |= _hide_rows(figures, rows.tolist(), threshold, parent_of)
    if not hidden:
        return HiddenFigures(figures, {})
    value, status = figures.value.copy(), figures.status.copy()
    at = list(hidden)
    value[at], status[at] = np.nan, ObservationStatus.CONFIDENTIAL
    return HiddenFigures(replace(figures, value=value, status=status), hidden)


def _hide_rows(
    figures: Figures, rows: list[int], threshold: int, parent_of: Mapping[str, str]
) -> dict[int, Hidden[int]]:
    """Hide among the rows of one indicator."""
    known = np.isin(figures.status, WITH_FIGURE)
    counts = {row: float(figures.value[row]) if known[row] else None for row in rows}
    already = [row for row in rows if figures.status[row] == ObservationStatus.CONFIDENTIAL]
    sums = [one for one in _sums(figures, rows, parent_of) if _adds_up(one, counts, frozenset(already))]
    return hide_small(counts, sums, threshold=threshold, already=already)


def _adds_up(one: Sum[int], counts: Mapping[int, float | None], already: frozenset[int]) -> bool:
    rows = {one.total, *one.parts}
    if rows & already:
        return True
    parts = [counts[part] for part in one.parts]
    total = counts[one.total]
    if total is None or None in parts:
        return True
    return abs(total - sum(part or 0.0 for part in parts)) < _SAME


def _sums(figures: Figures, rows: list[int], parent_of: Mapping[str, str]) -> Iterator[Sum[int]]:
    """Yield a sum for each area with parts, and for each total with a breakdown of it."""
    series, area, period = (column.tolist() for column in (figures.series, figures.area, figures.period))
    at: dict[_Place, int] = {(series[row], area[row], period[row]): row for row in rows}
    numbers = {code: number for number, code in enumerate(figures.areas)}
    parents = [numbers.get(parent_of.get(code, "")) for code in figures.areas]
    totals = _totals(figures.marks)
    parts: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        parent = parents[area[row]]
        if parent is not None and (total := at.get((series[row], parent, period[row]))) is not None:
            parts[total, ""].append(row)
        for dimension, total_series in totals[series[row]]:
            if (total := at.get((total_series, area[row], period[row]))) is not None:
                parts[total, dimension].append(row)
    for (total, _dimension), held in parts.items():
        yield Sum(total, tuple(held))


def _totals(marks: tuple[Mark, ...]) -> list[list[tuple[str, int]]]:
    """Return for each series the dimensions it is a part by, with the series that is the total of each."""
    numbers = {mark: number for number, mark in enumerate(marks)}
    found = []
    for mark in marks:
        without = (
            (pair[0], replace(mark, breakdown=tuple(p for p in mark.breakdown if p != pair)))
            for pair in mark.breakdown
        )
        found.append([(dimension, numbers[total]) for dimension, total in without if total in numbers])
    return found
