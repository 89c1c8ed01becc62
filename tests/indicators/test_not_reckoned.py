"""What a reader can reckon of hidden figures: always more than one count, tried by going through them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import Figures, Mark
from rodtrad.indicators.columns import ObservationStatus as Status
from rodtrad.indicators.small_numbers import Sum, Why, hide_in_figures, hide_small

#: An area, an indicator and what it is broken down by.
Cell = tuple[str, str, tuple[tuple[str, str], ...]]
PARENTS = {
    "03010101": "030101",
    "03010102": "030101",
    "03010201": "030102",
    "030101": "0301",
    "030102": "0301",
    "0301": "03",
    "3201": "32",
    "03": "0",
    "32": "0",
}
#: How much more than it is the reader tries a figure to be; enough to see that it could be another.
MORE = 1


def figures_of(cells: Mapping[Cell, float | Status]) -> Figures:
    areas = tuple(dict.fromkeys(area for area, _of, _by in cells))
    marks = tuple(dict.fromkeys(Mark(indicator, by) for _area, indicator, by in cells))
    return Figures(
        areas=areas,
        periods=(Period.year_of(2024),),
        marks=marks,
        area=np.array([areas.index(area) for area, _of, _by in cells], np.int32),
        period=np.zeros(len(cells), np.int32),
        series=np.array([marks.index(Mark(indicator, by)) for _area, indicator, by in cells], np.int32),
        value=np.array([np.nan if isinstance(one, Status) else one for one in cells.values()], float),
        status=np.array([one if isinstance(one, Status) else 0 for one in cells.values()], np.uint8),
    )


def hidden_of(
    cells: Mapping[Cell, float | Status], threshold: int = 3, units: Mapping[str, str] | None = None
) -> set[Cell]:
    thresholds = {indicator: threshold for _area, indicator, _by in cells}
    found = hide_in_figures(figures_of(cells), thresholds=thresholds, parent_of=PARENTS, units=units)
    return {list(cells)[row] for row in found.hidden}


def in_areas(values: Mapping[str, float | Status]) -> dict[Cell, float | Status]:
    return {(area, "n", ()): value for area, value in values.items()}


def areas_hidden(values: Mapping[str, float | Status], threshold: int = 3) -> set[str]:
    return {area for area, _of, _by in hidden_of(in_areas(values), threshold)}


def possible(
    leaves: Mapping[str, int],
    totals: Mapping[str, tuple[str, ...]],
    hidden: Mapping[str, Why],
    threshold: int,
) -> dict[str, set[int]]:
    """Return what each hidden figure can be, by trying every count of every hidden leaf.

    The reader knows the sums, what is shown, which are hidden because they are small, and what small is.
    """
    told = dict(leaves) | {total: sum(leaves[leaf] for leaf in held) for total, held in totals.items()}
    small = {key for key, why in hidden.items() if why is Why.SMALL}

    def choices(leaf: str) -> range:
        if leaf not in hidden:
            return range(told[leaf], told[leaf] + 1)
        return range(1, threshold) if leaf in small else range(told[leaf] + MORE + 1)

    found: dict[str, set[int]] = {key: set() for key in hidden}
    for counts in product(*(choices(leaf) for leaf in leaves)):
        tried = dict(zip(leaves, counts, strict=True))
        tried |= {total: sum(tried[leaf] for leaf in held) for total, held in totals.items()}
        agrees = all(tried[key] == told[key] for key in told if key not in hidden)
        if agrees and all(0 < tried[key] < threshold for key in small):
            for key in hidden:
                found[key].add(tried[key])
    return found


def known_exactly(
    leaves: Mapping[str, int],
    totals: Mapping[str, tuple[str, ...]],
    hidden: Mapping[str, Why],
    threshold: int,
) -> set[str]:
    """Return the hidden figures that can be one count alone."""
    return {key for key, counts in possible(leaves, totals, hidden, threshold).items() if len(counts) == 1}


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, tuple[str, ...]], list[Sum[str]]]:
    """Make a country of districts in places, or of places by sex, as leaves, totals of leaves, and sums."""
    leaves: dict[str, int] = {}
    totals: dict[str, tuple[str, ...]] = {}
    sums: list[Sum[str]] = []
    counts = st.one_of(st.integers(0, 4), st.integers(0, 7))
    sizes = draw(st.sampled_from([(2,), (3,), (1, 2), (2, 1), (2, 2), (1, 3)]))
    for place, size in enumerate(sizes):
        held = tuple(f"{place}.{district}" for district in range(size))
        leaves |= {leaf: draw(counts) for leaf in held}
        totals[f"{place}"] = held
        sums.append(Sum(f"{place}", held))
    totals["all"] = tuple(leaves)
    sums.append(Sum("all", tuple(f"{place}" for place in range(len(sizes)))))
    if draw(st.booleans()) and len(sizes) == 2 and sizes[0] == sizes[1]:
        for sex in range(sizes[0]):
            totals[f"all.{sex}"] = (f"0.{sex}", f"1.{sex}")
            sums.append(Sum(f"all.{sex}", (f"0.{sex}", f"1.{sex}")))
        sums.append(Sum("all", tuple(f"all.{sex}" for sex in range(sizes[0]))))
    return leaves, totals, sums


@settings(max_examples=150)
@given(trees(), st.sampled_from([3, 5]))
def test_a_reader_who_tries_every_count_is_left_with_more_than_one(
    tree: tuple[dict[str, int], dict[str, tuple[str, ...]], list[Sum[str]]], threshold: int
) -> None:
    leaves, totals, sums = tree
    cells: dict[str, float | None] = dict(leaves)
    cells |= {total: sum(leaves[leaf] for leaf in held) for total, held in totals.items()}
    hidden = hide_small(cells, sums, threshold=threshold)
    small = {key for key, value in cells.items() if value and value < threshold}
    assert small <= set(hidden)
    given_away = known_exactly(leaves, totals, {key: one.why for key, one in hidden.items()}, threshold)
    if given_away:
        everything = {key: Why.SMALL if key in small else Why.TELLS_ANOTHER for key in cells}
        assert given_away <= known_exactly(leaves, totals, everything, threshold), "more could be hidden"
        assert not known_exactly(leaves, totals, dict.fromkeys(hidden, Why.TELLS_ANOTHER), threshold)


@settings(max_examples=150)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=5), st.data())
def test_what_stands_hidden_from_before_is_not_told_by_a_total_that_comes(
    counts: list[int], data: st.DataObject
) -> None:
    """The counts of what stands hidden are lost to us; those that are small are still not given away."""
    leaves = {f"{place}": count for place, count in enumerate(counts)}
    before = hide_small({**leaves, "all": sum(counts)}, [Sum("all", tuple(leaves))])
    sent = data.draw(st.sets(st.sampled_from(["all", *leaves]), min_size=1))
    then: dict[str, float | None] = {**leaves, "all": sum(counts)}
    then |= {key: None for key in before if key not in sent}
    standing = [key for key in before if key not in sent]
    hidden = hide_small(then, [Sum("all", tuple(leaves))], already=standing)
    assert set(standing) <= set(hidden)
    whys = {key: before[key].why if key in standing else one.why for key, one in hidden.items()}
    small = {key for key, why in whys.items() if why is Why.SMALL}
    totals = {"all": tuple(leaves)}
    everything = {key: Why.SMALL if key in small else Why.TELLS_ANOTHER for key in then}
    given_away = small & known_exactly(leaves, totals, whys, 3)
    assert not given_away or given_away <= known_exactly(leaves, totals, everything, 3), (
        "more could be hidden"
    )


@pytest.mark.parametrize(
    ("threshold", "values"),
    [
        (3, {"0301": 42, "030101": 2, "030102": 2, "030103": 20, "030104": 18}),
        (5, {"0301": 28, "030101": 4, "030102": 4, "030103": 20}),
        (5, {"0301": 22, "030101": 1, "030102": 1, "030103": 20}),
    ],
)
def test_parts_that_can_only_be_the_most_or_the_least_hide_their_total(
    threshold: int, values: dict[str, int]
) -> None:
    cells = {key: float(value) for key, value in values.items()}
    found = hide_small(cells, [Sum("0301", tuple(cells)[1:])], threshold=threshold)
    assert set(found) == {"0301", "030101", "030102"}


def test_a_gap_among_the_parts_does_not_keep_the_one_that_must_be_one() -> None:
    assert set(hide_small({"all": 19, "a": 18, "b": 1, "c": None}, [Sum("all", ("a", "b", "c"))])) == {
        "all",
        "b",
    }


def test_a_level_that_is_not_there_does_not_come_between() -> None:
    assert areas_hidden({"0301": 30, "03010101": 2, "03010102": 28}) == {"0301", "03010101"}
    assert areas_hidden({"0": 30, "0301": 2, "3201": 28}) == {"0", "0301"}


def test_some_of_a_level_may_be_there() -> None:
    values = {"0301": 30, "030101": 10, "03010101": 4, "03010102": 6, "03010201": 2, "03010202": 18}
    parents = PARENTS | {"03010202": "030102"}
    found = hide_in_figures(figures_of(in_areas(values)), thresholds={"n": 3}, parent_of=parents)
    assert {list(values)[row] for row in found.hidden} == {"0301", "03010201"}


def by(**categories: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(categories.items()))


def test_age_by_sex_without_either_alone_hides_the_total() -> None:
    parts = {"ung k": 2, "ung m": 8, "eldre k": 10, "eldre m": 10}
    cells: dict[Cell, float | Status] = {
        ("0301", "n", by(alder=age, kjonn=sex)): parts[f"{age} {sex}"]
        for age in ("ung", "eldre")
        for sex in "km"
    }
    cells["0301", "n", ()] = 30
    assert hidden_of(cells) == {("0301", "n", ()), ("0301", "n", by(alder="ung", kjonn="k"))}


def test_districts_by_sex_hide_a_city_that_is_not_by_sex() -> None:
    cells: dict[Cell, float | Status] = {
        ("030101", "n", by(kjonn="k")): 2,
        ("030101", "n", by(kjonn="m")): 8,
        ("030102", "n", by(kjonn="k")): 10,
        ("030102", "n", by(kjonn="m")): 10,
        ("0301", "n", ()): 30,
    }
    assert hidden_of(cells) == {("0301", "n", ()), ("030101", "n", by(kjonn="k"))}


def test_columns_of_a_table_that_add_up_hide_each_other() -> None:
    units = {"gutter": "child", "jenter": "child", "alle": "child"}
    cells: dict[Cell, float | Status] = {}
    for area, (boys, girls) in {"0301": (2, 18), "3201": (40, 30)}.items():
        cells |= {(area, "gutter", ()): boys, (area, "jenter", ()): girls, (area, "alle", ()): boys + girls}
    assert hidden_of(cells, units=units) == {("0301", "gutter", ()), ("0301", "alle", ())}
    other = {**units, "jenter": "km"}
    assert hidden_of(cells, units=other) == {("0301", "gutter", ())}
    cells["3201", "alle", ()] = 90
    assert hidden_of(cells, units=units) == {("0301", "gutter", ())}


def districts_by_age_and_sex() -> Iterator[tuple[Cell, float]]:
    """Yield a city's districts by age and sex with all their sums, of small counts and large."""
    chosen = np.random.default_rng(5)
    counts = chosen.poisson(chosen.choice([1, 6, 30], size=(60, 8, 2)))
    for district, of_ages in enumerate(counts.tolist()):
        for age, (women, men) in enumerate(of_ages):
            yield (f"0301{district:02}", "n", by(alder=f"{age}", kjonn="k")), women
            yield (f"0301{district:02}", "n", by(alder=f"{age}", kjonn="m")), men


def test_each_small_one_in_a_large_table_is_hidden_and_most_of_the_others_are_not() -> None:
    cells: dict[Cell, float | Status] = {}
    for (area, indicator, parts), count in districts_by_age_and_sex():
        alone = [tuple(p for p in parts if p[0] == name) for name in ("alder", "kjonn")]
        for place in (area, "0301"):
            for one in (parts, *alone, ()):
                key = (place, indicator, one)
                cells[key] = float(cells.get(key, 0)) + count
    parents = {f"0301{district:02}": "0301" for district in range(60)}
    found = hide_in_figures(figures_of(cells), thresholds={"n": 3}, parent_of=parents)
    small = sum(isinstance(value, float) and 0 < value < 3 for value in cells.values())
    whys = [one.why for one in found.hidden.values()]
    assert whys.count(Why.SMALL) == small
    assert len(whys) < 2.5 * small, "and not half the table"
