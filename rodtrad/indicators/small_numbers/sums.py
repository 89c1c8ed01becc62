"""Which figures are sums of which others: over areas, over breakdowns, and over the columns of one table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from rodtrad.indicators.columns import Figures, Mark
from rodtrad.indicators.small_numbers.otherwise import Sum

#: Dimensions that are taken away at once to find a total, at the most.
_MOST_DIMENSIONS = 4
_Dimensions = tuple[str, ...]


def sums_in(figures: Figures, rows: Sequence[int], parent_of: Mapping[str, str]) -> Iterator[Sum[int]]:
    """Yield each total among the rows with its parts.

    A part's total is in the nearest area it lies in that has a figure, and where its dimensions are taken away. What
    has neither is a part of the nearest area's figure without some dimensions.
    """
    lying = _Lying(figures, rows, parent_of)
    parts: dict[tuple[int, _Dimensions], list[int]] = defaultdict(list)
    for row in rows:
        for total, dimensions in lying.totals_of(row):
            parts[total, dimensions].append(row)
    for (total, dimensions), held in parts.items():
        if len(dimensions) < 2 or not all(lying.is_nearer(part, dimensions) for part in held):
            yield Sum(total, tuple(held))


def sums_of_columns(figures: Figures, rows: Sequence[int], sums: Sequence[Sum[str]]) -> Iterator[Sum[int]]:
    """Yield the rows that are sums of other rows of the same place, since their indicators are."""
    by_cell: dict[tuple[int, int, object], dict[str, int]] = defaultdict(dict)
    for row in rows:
        mark = figures.marks[figures.series[row]]
        cell = (int(figures.area[row]), int(figures.period[row]), mark.breakdown)
        by_cell[cell][mark.indicator] = row
    for held in by_cell.values():
        for one in sums:
            if one.total in held and all(part in held for part in one.parts):
                yield Sum(held[one.total], tuple(held[part] for part in one.parts))


class _Lying:
    """Where figures lie: in which area, and in which series with fewer dimensions."""

    def __init__(self, figures: Figures, rows: Sequence[int], parent_of: Mapping[str, str]) -> None:
        series, area, period = (column.tolist() for column in (figures.series, figures.area, figures.period))
        self.place = {row: (series[row], area[row], period[row]) for row in rows}
        self.at = {place: row for row, place in self.place.items()}
        self.ancestors = _ancestors(figures.areas, parent_of)
        self.lesser = _lesser(figures.marks)

    def totals_of(self, row: int) -> Iterator[tuple[int, _Dimensions]]:
        series, area, period = self.place[row]
        is_linked = False
        for ancestor in self.ancestors[area]:
            if (total := self.at.get((series, ancestor, period))) is not None:
                yield total, ()
                is_linked = True
                break
        for dimensions, lesser in self.lesser[series]:
            if (total := self.at.get((lesser, area, period))) is not None:
                yield total, dimensions
                is_linked = True
        if not is_linked:
            yield from self._both_away(row)

    def _both_away(self, row: int) -> Iterator[tuple[int, _Dimensions]]:
        series, area, period = self.place[row]
        for dimensions, lesser in self.lesser[series]:
            for ancestor in self.ancestors[area]:
                if (total := self.at.get((lesser, ancestor, period))) is not None:
                    yield total, dimensions
                    break

    def is_nearer(self, row: int, dimensions: _Dimensions) -> bool:
        """Tell whether a figure has a total where only some of the dimensions are taken away."""
        series, area, period = self.place[row]
        return any(
            set(fewer) < set(dimensions) and (lesser, area, period) in self.at
            for fewer, lesser in self.lesser[series]
        )


def _ancestors(areas: Sequence[str], parent_of: Mapping[str, str]) -> list[list[int]]:
    """Return for each area those of the others that it lies in, the nearest first."""
    numbers = {code: number for number, code in enumerate(areas)}
    found = []
    for code in areas:
        above: list[str] = []
        while (parent := parent_of.get(above[-1] if above else code)) and parent not in above:
            above.append(parent)
        found.append([numbers[one] for one in above if one in numbers])
    return found


def _lesser(marks: Sequence[Mark]) -> list[list[tuple[_Dimensions, int]]]:
    """Return for each series the sets of dimensions that may be taken away, with the series that is left."""
    numbers = {mark: number for number, mark in enumerate(marks)}
    found = []
    for mark in marks:
        names = [dimension for dimension, _category in mark.breakdown]
        held = []
        for count in range(1, min(len(names), _MOST_DIMENSIONS) + 1):
            for away in combinations(names, count):
                left = replace(mark, breakdown=tuple(p for p in mark.breakdown if p[0] not in away))
                if left in numbers:
                    held.append((away, numbers[left]))
        found.append(held)
    return found
