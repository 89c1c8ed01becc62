"""Small counts are hidden, and cannot be reckoned from what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.small_numbers import (
    CARE_THRESHOLD,
    THRESHOLD,
    Hidden,
    Sum,
    Why,
    hide_small,
    is_small,
    sums_over,
)

Cells = Mapping[str, float | None]


@pytest.mark.parametrize(
    ("value", "threshold", "hidden"),
    [
        (0, THRESHOLD, False),
        (1, THRESHOLD, True),
        (2, THRESHOLD, True),
        (3, THRESHOLD, False),
        (4, CARE_THRESHOLD, True),
        (5, CARE_THRESHOLD, False),
        (None, THRESHOLD, False),
        (2, 0, False),
    ],
)
def test_what_is_small(value: float | None, threshold: int, hidden: bool) -> None:
    assert is_small(value, threshold) is hidden
    assert ("x" in hide_small({"x": value}, threshold=threshold)) is hidden


def test_where_one_part_is_hidden_the_total_is_too() -> None:
    found = hide_small({"all": 12, "a": 2, "b": 4, "c": 6}, [Sum("all", ("a", "b", "c"))])
    assert found == {"a": Hidden(Why.SMALL), "all": Hidden(Why.TELLS_ANOTHER, "a")}


def test_where_two_parts_are_hidden_the_total_may_stand() -> None:
    found = hide_small({"all": 9, "a": 2, "b": 1, "c": 6}, [Sum("all", ("a", "b", "c"))])
    assert set(found) == {"a", "b"}


def test_two_that_can_only_be_one_each_hide_the_total() -> None:
    found = hide_small({"all": 8, "a": 1, "b": 1, "c": 6}, [Sum("all", ("a", "b", "c"))])
    assert set(found) == {"a", "b", "all"}


def test_a_total_that_is_itself_a_part_hides_further_up() -> None:
    cells = {"country": 100, "x": 40, "y": 60, "x1": 2, "x2": 38}
    found = hide_small(cells, [Sum("country", ("x", "y")), Sum("x", ("x1", "x2"))])
    assert found["x"].protects == "x1"
    assert found["country"].protects == "x"
    assert "y" not in found


def test_a_total_hidden_where_it_comes_from_hides_its_smallest_part() -> None:
    cells = {"all": None, "a": 0, "b": 7, "c": 9}
    found = hide_small(cells, [Sum("all", ("a", "b", "c"))], already=["all"])
    assert found == {"all": Hidden(Why.ALREADY), "b": Hidden(Why.TELLS_ANOTHER, "all")}


def test_a_small_total_hides_its_part() -> None:
    assert set(hide_small({"all": 2, "a": 2, "b": 0}, [Sum("all", ("a", "b"))])) == {"all", "a"}


def test_the_same_total_by_two_breakdowns() -> None:
    """The total is hidden for the sake of one breakdown, and must not be reckoned from the other."""
    cells = {"all": 30, "girls": 2, "boys": 28, "young": 10, "old": 20}
    found = hide_small(cells, [Sum("all", ("girls", "boys")), Sum("all", ("young", "old"))])
    assert set(found) == {"girls", "all", "young"}


def test_a_figure_that_nobody_knows_keeps_the_others() -> None:
    found = hide_small({"all": 12, "a": 2, "b": None}, [Sum("all", ("a", "b"))])
    assert set(found) == {"a"}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hide_small({"all": 9, "a": 3, "b": 6}, [Sum("all", ("a", "b"))]) == {}


def test_several_sums_together_tell_no_more_than_one() -> None:
    """Each total has two hidden parts, but half of the three totals is the sum of all three."""
    cells = {"a": 2, "b": 2, "c": 1, "t": 4, "u": 3, "v": 3}
    sums = [Sum("t", ("a", "b")), Sum("u", ("a", "c")), Sum("v", ("b", "c"))]
    assert attack(cells, sums, "abc") == {"a", "b", "c"}
    hidden = hide_small(cells, sums)
    assert len(hidden) > 3
    assert attack(cells, sums, hidden) == set()


def test_words() -> None:
    assert str(Hidden[str](Why.SMALL).reason(threshold=5)) == "Skjult: færre enn 5."
    assert str(Hidden[str](Why.ALREADY).reason()) == "Skjult der tallet kommer fra."
    assert str(Hidden(Why.TELLS_ANOTHER, "a").reason(name="Bjerke")) == (
        "Skjult fordi Bjerke er skjult, og ellers kunne regnes ut av tall som vises."
    )


def attack(cells: Cells, sums: Iterable[Sum[str]], hidden: Iterable[str]) -> set[str]:
    """Return the hidden figures that follow from those shown, by the rank of all sums together."""
    unknown = sorted(set(hidden))
    if not unknown:
        return set()
    rows = [
        [float(key == one.total) - one.parts.count(key) for key in unknown]
        for one in sums
        if all(key in unknown or cells.get(key) is not None for key in (one.total, *one.parts))
    ]
    if not rows:
        return set()
    matrix = np.array(rows)
    rank = np.linalg.matrix_rank(matrix)
    alone = np.eye(len(unknown))
    return {
        key
        for position, key in enumerate(unknown)
        if np.linalg.matrix_rank(np.vstack([matrix, alone[position]])) == rank
    }


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[str, float], tuple[Sum[str], ...]]:
    """Make a country of counties of municipalities, each by sex, with sums both ways."""
    cells: dict[str, float] = {}
    parent: dict[str, str] = {}
    for county in range(draw(st.integers(1, 3))):
        for place in range(draw(st.integers(1, 3))):
            for sex in "mk":
                key = f"{county}.{place}.{sex}"
                cells[key] = draw(st.integers(0, 12))
    for key in list(cells):
        county, place, sex = key.split(".")
        for part, total in (
            (key, f"{county}.{sex}"),
            (f"{county}.{sex}", sex),
        ):
            parent[part] = total
        for total in (f"{county}.{sex}", sex, f"{county}.{place}", county, "all"):
            cells[total] = cells.get(total, 0) + cells[key]
        parent[f"{county}.{place}"] = county
        parent[county] = "all"
    places = [key for key in cells if key not in {"m", "k", "all"} and not key.endswith(("m", "k"))]
    by_sex = [Sum(key, (f"{key}.m", f"{key}.k")) for key in places]
    return cells, (*sums_over(parent), *by_sex, Sum("all", ("m", "k")))


@given(trees(), st.sampled_from([3, 5]))
def test_no_hidden_figure_can_be_reckoned(
    tree: tuple[dict[str, float], tuple[Sum[str], ...]], threshold: int
) -> None:
    cells, sums = tree
    hidden = hide_small(cells, sums, threshold=threshold)
    assert {key for key, value in cells.items() if 0 < value < threshold} <= set(hidden)
    for one in sums:
        assert sum(key in hidden for key in (one.total, *one.parts)) != 1
        parts = [part for part in one.parts if part in hidden]
        left = cells[one.total] - sum(cells[part] for part in one.parts if part not in hidden)
        assert not parts or one.total in hidden or left > len(parts), "as many as there are parts: one each"
    assert attack(cells, sums, hidden) == set()


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9), min_size=2, max_size=8),
    st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=2, max_size=4), max_size=4),
)
def test_no_sum_of_any_kind_gives_a_hidden_figure_away(
    values: dict[str, int], groups: list[set[str]]
) -> None:
    cells: dict[str, float | None] = dict(values)
    sums = []
    for number, group in enumerate(groups):
        parts = tuple(sorted(group & set(values)))
        if parts:
            cells[f"t{number}"] = sum(values[part] for part in parts)
            sums.append(Sum(f"t{number}", parts))
    hidden = hide_small(cells, sums)
    small = {key for key, value in cells.items() if is_small(value)}
    assert small <= set(hidden)
    assert not attack(cells, sums, hidden) & small
    assert bool(hidden) == bool(small)
