"""Small counts in columns of figures: areas, breakdowns, and both."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import Figures, Mark
from rodtrad.indicators.columns import ObservationStatus as Status
from rodtrad.indicators.small_numbers import HiddenFigures, Why, hide_in_figures

#: Marks by a short name: the total and two breakdowns of it.
MARKS = {
    "": Mark("users"),
    "k": Mark("users", (("kjønn", "kvinner"),)),
    "m": Mark("users", (("kjønn", "menn"),)),
    "ung": Mark("users", (("alder", "0-17"),)),
    "ung k": Mark("users", (("alder", "0-17"), ("kjønn", "kvinner"))),
    "ung m": Mark("users", (("alder", "0-17"), ("kjønn", "menn"))),
}
PARENTS = {"030101": "0301", "030102": "0301", "030103": "0301", "0301": "03", "03": "0"}


def figures_of(cells: Mapping[tuple[str, str], float | Status], period: int = 2024) -> Figures:
    """Make columns of (area, mark) → count, or the status of a cell without one."""
    areas = tuple(dict.fromkeys(area for area, _mark in cells))
    marks = tuple(dict.fromkeys(mark for _area, mark in cells))
    given_status = [value if isinstance(value, Status) else Status.FIGURE for value in cells.values()]
    return Figures(
        areas=areas,
        periods=(Period.year_of(period),),
        marks=tuple(MARKS[mark] for mark in marks),
        area=np.array([areas.index(area) for area, _mark in cells], np.int32),
        period=np.zeros(len(cells), np.int32),
        series=np.array([marks.index(mark) for _area, mark in cells], np.int32),
        value=np.array([np.nan if isinstance(value, Status) else value for value in cells.values()], float),
        status=np.array(given_status, np.uint8),
    )


def hidden_of(
    cells: Mapping[tuple[str, str], float | Status], threshold: int = 3
) -> tuple[set[tuple[str, str]], HiddenFigures]:
    found = hide_in_figures(figures_of(cells), thresholds={"users": threshold}, parent_of=PARENTS)
    return {list(cells)[row] for row in found.hidden}, found


def test_a_district_hides_the_city() -> None:
    cells = {("0301", ""): 30.0, ("030101", ""): 2.0, ("030102", ""): 18.0, ("030103", ""): 10.0}
    hidden, found = hidden_of(cells)
    assert hidden == {("0301", ""), ("030101", "")}
    assert np.isnan(found.figures.value[:2]).all()
    assert found.figures.status.tolist() == [
        Status.CONFIDENTIAL,
        Status.CONFIDENTIAL,
        Status.FIGURE,
        Status.FIGURE,
    ]
    assert (found.hidden[0].why, found.hidden[0].protects) == (Why.TELLS_ANOTHER, 1)


def test_a_breakdown_hides_its_total() -> None:
    assert hidden_of({("0301", ""): 30, ("0301", "k"): 28, ("0301", "m"): 2})[0] == {
        ("0301", ""),
        ("0301", "m"),
    }


def test_a_breakdown_by_two_is_a_part_of_each() -> None:
    cells = {("0301", "ung"): 9.0, ("0301", "ung k"): 8.0, ("0301", "ung m"): 1.0, ("0301", "k"): 40.0}
    assert hidden_of(cells)[0] == {("0301", "ung"), ("0301", "ung m")}


def test_what_does_not_add_up_tells_nothing() -> None:
    """Two districts of fifteen are no sum of the city."""
    assert hidden_of({("0301", ""): 300, ("030101", ""): 2, ("030102", ""): 18})[0] == {("030101", "")}


def test_a_cell_confidential_in_the_file_counts_as_hidden() -> None:
    cells = {("0301", ""): 30, ("030101", ""): Status.CONFIDENTIAL, ("030102", ""): 18}
    hidden, found = hidden_of(cells)
    assert hidden == {("0301", ""), ("030101", "")}
    assert found.hidden[1].why is Why.ALREADY


def test_a_missing_cell_is_not_confidential() -> None:
    cells = {("0301", ""): 30, ("030101", ""): Status.MISSING, ("030102", ""): 2}
    hidden, found = hidden_of(cells)
    assert hidden == {("030102", "")}
    assert found.figures.status[1] == Status.MISSING


@pytest.mark.parametrize(("threshold", "count"), [(0, 0), (3, 1), (5, 2)])
def test_each_indicator_has_its_own_threshold(threshold: int, count: int) -> None:
    cells = {("0301", ""): 2.0, ("030101", ""): 4.0}
    figures = figures_of(cells)
    found = hide_in_figures(figures, thresholds={"users": threshold}, parent_of={})
    assert len(found.hidden) == count
    other = hide_in_figures(figures, thresholds={"people": 3}, parent_of=PARENTS)
    assert other.figures is figures


def test_periods_are_kept_apart() -> None:
    cells = {("0301", ""): 30.0, ("030101", ""): 2.0, ("030102", ""): 28.0}
    one = figures_of(cells)
    both = Figures(
        areas=one.areas,
        periods=(Period.year_of(2023), Period.year_of(2024)),
        marks=one.marks,
        area=np.tile(one.area, 2),
        period=np.repeat(np.array([0, 1], np.int32), 3),
        series=np.tile(one.series, 2),
        value=np.array([30.0, 12.0, 18.0, 30.0, 2.0, 28.0]),
        status=np.tile(one.status, 2),
    )
    found = hide_in_figures(both, thresholds={"users": 3}, parent_of=PARENTS)
    assert set(found.hidden) == {3, 4}


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=3), st.sampled_from([3, 5])
)
def test_districts_by_sex_are_never_given_away_by_one_sum(
    counts: list[tuple[int, int]], threshold: int
) -> None:
    cells: dict[tuple[str, str], float] = {}
    for number, (women, men) in enumerate(counts, start=1):
        area = f"03010{number}"
        cells |= {(area, "k"): women, (area, "m"): men, (area, ""): women + men}
    for mark in ("k", "m", ""):
        cells["0301", mark] = sum(cells[f"03010{number}", mark] for number in (1, 2, 3))
    hidden, _found = hidden_of(cells, threshold)
    assert {place for place, count in cells.items() if 0 < count < threshold} <= hidden
    areas = ("0301", "030101", "030102", "030103")
    sums = [[(area, mark) for mark in ("", "k", "m")] for area in areas]
    sums += [[(area, mark) for area in areas] for mark in ("", "k", "m")]
    assert all(len(hidden.intersection(one)) != 1 for one in sums)
