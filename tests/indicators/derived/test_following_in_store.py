"""Figures of former municipalities are found under those of today, as the pure functions of `following` say."""

from collections.abc import Mapping

import numpy as np
import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rodtrad.core.periods import Period, parse_period
from rodtrad.geography.models import Area, AreaChange, AreaKind
from rodtrad.indicators.columns import WITH_FIGURE, ObservationStatus
from rodtrad.indicators.following import Lineage, Table, Way, follow
from rodtrad.indicators.models import (
    Batch,
    Dataset,
    Derivation,
    Formula,
    Indicator,
    IndicatorTerm,
    Observation,
    Quantity,
    Vintage,
)
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.operations.settle import settle_all
from tests.indicators.factories import FEBRUARY, Cells, figures, make_dataset, make_indicator

pytestmark = [pytest.mark.django_db, pytest.mark.data]
HIDDEN, LACKING = ObservationStatus.CONFIDENTIAL, ObservationStatus.MISSING
#: Moss and Rygge became Moss in 2020, which got a new number in 2024.
MOSS, RYGGE, MOSS_2020, MOSS_TODAY = "0104", "0136", "3002", "3103"
Told = tuple[float | ObservationStatus, Derivation]


@pytest.fixture
def table() -> Dataset:
    return make_dataset()


def load(table: Dataset, cells: Cells, indicator: str = "innbyggere") -> Batch:
    return load_figures(dataset=table, figures=figures(cells, indicator), received_at=FEBRUARY).batch


def stands(area: str, indicator: str = "innbyggere") -> Mapping[str, Told]:
    rows = Observation.objects.filter(indicator__key=indicator, area__code=area, area__valid_to=None)
    return {
        str(Period.from_code(period)): (
            ObservationStatus(status) if value is None else value,
            Derivation(derivation),
        )
        for period, value, status, derivation in rows.values_list("period", "value", "status", "derivation")
    }


def test_a_new_number_loses_nothing(table: Dataset) -> None:
    make_indicator(dataset=table, quantity=Quantity.OTHER)
    load(table, {("0219", "2019"): 127_000, ("3024", "2021"): 128_000, ("3201", "2024"): 131_000})
    assert stands("3201") == {
        "2019": (127_000, Derivation.FOLLOWED),
        "2021": (128_000, Derivation.FOLLOWED),
        "2024": (131_000, Derivation.PUBLISHED),
    }


def test_counts_are_summed_over_those_that_became_one(table: Dataset) -> None:
    make_indicator(dataset=table)
    batch = load(table, {(MOSS, "2019"): 32_000, (RYGGE, "2019"): 16_000, (MOSS_2020, "2021"): 49_000})
    assert stands(MOSS_TODAY) == {
        "2019": (48_000, Derivation.SUMMED),
        "2021": (49_000, Derivation.FOLLOWED),
    }
    assert (batch.made, batch.changed) == (3, 0)
    assert Observation.objects.filter(area__code=MOSS_TODAY, batch=batch).count() == 2


@pytest.mark.parametrize(
    ("rygge", "expected"),
    [(HIDDEN, HIDDEN), (LACKING, LACKING), (ObservationStatus.NOT_YET, LACKING)],
)
def test_a_sum_is_not_told_where_a_part_is_not(
    table: Dataset, rygge: ObservationStatus, expected: ObservationStatus
) -> None:
    make_indicator(dataset=table)
    load(table, {(MOSS, "2019"): 32_000, (RYGGE, "2019"): rygge})
    assert stands(MOSS_TODAY) == {"2019": (expected, Derivation.SUMMED)}


def test_where_one_has_nothing_at_all_there_is_no_sum(table: Dataset) -> None:
    make_indicator(dataset=table)
    load(table, {(MOSS, "2019"): 32_000})
    assert stands(MOSS_TODAY) == {}
    load(table, {(RYGGE, "2019"): 16_000})
    assert stands(MOSS_TODAY) == {"2019": (48_000, Derivation.SUMMED)}


def test_a_split_is_never_guessed_nor_a_code_that_stayed_while_the_area_grew(table: Dataset) -> None:
    make_indicator(dataset=table)
    load(table, {("1507", "2021"): 67_000, ("1504", "2019"): 48_000})
    assert stands("1508") == stands("1580") == {}
    load(table, {("1103", "2019"): 134_000, ("1141", "2019"): 3_000, ("1142", "2019"): 5_000})
    assert stands("1103") == {"2019": (134_000, Derivation.PUBLISHED)}


def test_what_is_published_stands_whichever_came_first(table: Dataset) -> None:
    make_indicator(dataset=table)
    load(table, {(MOSS, "2019"): 1, (RYGGE, "2019"): 2, (MOSS_TODAY, "2019"): 48_500})
    assert stands(MOSS_TODAY) == {"2019": (48_500, Derivation.PUBLISHED)}
    load(table, {(MOSS, "2018"): 1, (RYGGE, "2018"): 2})
    load(table, {(MOSS_TODAY, "2018"): 47_000})
    assert stands(MOSS_TODAY)["2018"] == (47_000, Derivation.PUBLISHED)
    assert list(Vintage.objects.values_list("value", "derivation")) == [(3, Derivation.SUMMED)]


def test_nothing_and_zero_from_before_a_code_was_in_use_are_no_figures(table: Dataset) -> None:
    """Statistics Norway gives every code in every year: zeros in some tables, dots in others."""
    make_indicator(dataset=table)
    given: Cells = {(MOSS, "2019"): 1, (RYGGE, "2019"): 2, (MOSS, "2018"): 3, (RYGGE, "2018"): 4}
    empty: Cells = {(MOSS_TODAY, "2019"): 0, (MOSS_TODAY, "2018"): LACKING}
    expected = {"2019": (3, Derivation.SUMMED), "2018": (7, Derivation.SUMMED)}
    load(table, {**given, **empty})
    assert stands(MOSS_TODAY) == expected
    vintages = Vintage.objects.count()
    again = load(table, {**given, **empty, (MOSS_TODAY, "2024"): 50})
    assert (again.made, again.changed) == (1, 0)
    assert {key: told for key, told in stands(MOSS_TODAY).items() if key != "2024"} == expected
    assert Vintage.objects.count() == vintages


@pytest.mark.parametrize("empty", [LACKING, ObservationStatus.NOT_POSSIBLE, ObservationStatus.NOT_YET, 0])
def test_when_a_published_figure_is_withdrawn_the_sum_comes_back_at_once(
    table: Dataset, empty: float | ObservationStatus
) -> None:
    make_indicator(dataset=table)
    load(table, {(MOSS, "2019"): 32_000, (RYGGE, "2019"): 16_000})
    load(table, {(MOSS_TODAY, "2019"): 48_500})
    batch = load(table, {(MOSS_TODAY, "2019"): empty})
    assert stands(MOSS_TODAY) == {"2019": (48_000, Derivation.SUMMED)}
    kept = Vintage.objects.filter(value=48_500, replaced_by=batch)
    assert kept.get().derivation == Derivation.PUBLISHED
    assert settle_all() == 0


def test_when_a_part_is_withdrawn_and_comes_back_the_sum_follows(table: Dataset) -> None:
    make_indicator(dataset=table)
    for told, expected in ((16_000, 48_000), (LACKING, LACKING), (HIDDEN, HIDDEN), (15_000, 47_000)):
        load(table, {(MOSS, "2019"): 32_000, (RYGGE, "2019"): told})
        assert stands(MOSS_TODAY) == {"2019": (expected, Derivation.SUMMED)}


def test_what_rests_on_a_sum_that_came_back_follows_too(table: Dataset) -> None:
    """The sum is older than the batch that made room for it."""
    given = parts(table)
    make_indicator(
        "andel", dataset=table, unit="percent", quantity=Quantity.RATIO, formula=Formula.SHARE, **given
    )
    load(table, ABOVE, "barn")
    load(table, BELOW, "innbyggere")
    load(table, {(MOSS_TODAY, "2019"): 300}, "barn")
    assert stands(MOSS_TODAY, "andel")["2019"] == (50.0, Derivation.RECKONED)
    load(table, {(MOSS_TODAY, "2019"): LACKING}, "barn")
    assert stands(MOSS_TODAY, "andel")["2019"] == (pytest.approx(100 / 3), Derivation.RECKONED)
    assert settle_all() == 0


def test_what_somebody_hid_is_not_summed_into_view(table: Dataset) -> None:
    make_indicator(dataset=table)
    load(table, {(MOSS, "2019"): 4, (RYGGE, "2019"): 2, (MOSS_TODAY, "2019"): HIDDEN})
    assert stands(MOSS_TODAY) == {"2019": (HIDDEN, Derivation.PUBLISHED)}


def parts(table: Dataset) -> dict[str, Indicator]:
    return {
        "numerator": make_indicator("barn", dataset=table),
        "denominator": make_indicator("innbyggere", dataset=table),
    }


SHARES: Cells = {(MOSS, "2019"): 25.0, (RYGGE, "2019"): 50.0}
ABOVE: Cells = {(MOSS, "2019"): 100, (RYGGE, "2019"): 100}
BELOW: Cells = {(MOSS, "2019"): 400, (RYGGE, "2019"): 200}


@pytest.mark.parametrize("formula", ["", Formula.SHARE])
def test_a_share_is_reckoned_from_the_sums_of_its_parts(table: Dataset, formula: str) -> None:
    given = parts(table)
    make_indicator("andel", dataset=table, unit="percent", quantity=Quantity.RATIO, formula=formula, **given)
    for key, cells in (("andel", SHARES), ("barn", ABOVE), ("innbyggere", BELOW)):
        load(table, cells, key)
    (value, derivation), *others = stands(MOSS_TODAY, "andel").values()
    assert value == pytest.approx(100 / 3)
    assert derivation is Derivation.RECKONED
    assert not others
    assert Observation.objects.get(indicator__key="andel", area__code=MOSS).value == 25.0


def test_a_published_share_is_not_reckoned_where_the_area_is_the_same(table: Dataset) -> None:
    make_indicator("andel", dataset=table, unit="percent", quantity=Quantity.RATIO, **parts(table))
    for key, value in (("barn", 1), ("innbyggere", 4)):
        load(table, {("0301", "2024"): value, (MOSS_2020, "2021"): value}, key)
    assert stands("0301", "andel") == stands(MOSS_TODAY, "andel") == {}


def test_a_share_without_parts_breaks(table: Dataset) -> None:
    make_indicator("andel", dataset=table, unit="percent", quantity=Quantity.RATIO)
    load(table, SHARES, "andel")
    assert stands(MOSS_TODAY, "andel") == {}


def test_when_areas_change_all_is_done_anew_and_again_changes_nothing(table: Dataset) -> None:
    make_indicator(dataset=table)
    load(table, {(MOSS, "2019"): 32_000, (RYGGE, "2019"): 16_000})
    assert settle_all() == 0
    AreaChange.objects.filter(from_code=RYGGE, to_code=MOSS_2020).delete()
    assert settle_all() == 1
    assert stands(MOSS_TODAY) == {"2019": (32_000, Derivation.FOLLOWED)}
    assert Vintage.objects.get().value == 48_000


CODES = (MOSS, RYGGE, MOSS_2020, MOSS_TODAY, "0219", "3024", "3201", "1507", "1504", "1508", "1580", "0301")
SERIES = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(["2018", "2021", "2022K3", "2024", "2018-2021"])),
    st.integers(1, 10**6).map(float) | st.sampled_from([HIDDEN, LACKING, ObservationStatus.NOT_YET]),
    min_size=1,
)


@given(cells=SERIES, quantity=st.sampled_from([Quantity.COUNT, Quantity.OTHER]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_the_store_says_what_following_says(cells: Cells, quantity: Quantity) -> None:
    """Each figure that the pure functions carry over stands in the store, in the same way, and no other.

    But for what the publisher has hidden under today's code: that stands hidden.
    """
    with transaction.atomic():
        table = make_dataset()
        make_indicator(dataset=table, quantity=quantity)
        for part in _halves(cells):
            load(table, part)
        assert settle_all() == 0  # what each load left alone is as when all is done anew
        rows = Observation.objects.exclude(derivation=Derivation.PUBLISHED).filter(value__isnull=False)
        stored = {
            (code, period, value, derivation)
            for code, period, value, derivation in rows.values_list(
                "area__code", "period", "value", "derivation"
            )
        }
        hidden = {
            (area, parse_period(period).code) for (area, period), told in cells.items() if told is HIDDEN
        }
        expected = {one for one in _carried(figures(cells), quantity) if one[:2] not in hidden}
        assert stored == expected
        transaction.set_rollback(True)


def _halves(cells: Cells) -> list[Cells]:
    """Return the cells as two loads, so that the parts of a sum come apart."""
    held = list(cells.items())
    return [dict(part) for part in (held[::2], held[1::2]) if part]


def _carried(told: object, quantity: Quantity) -> set[tuple[str, int, float, int]]:
    today = Area.objects.filter(kind=AreaKind.MUNICIPALITY, valid_to=None).values_list("code", flat=True)
    lineage = Lineage(changes=AreaChange.objects.all(), codes=list(today))
    found = follow(Table.of_figures(told), lineage=lineage, quantity=quantity)  # type: ignore[arg-type]  # the factory's
    way = found.way[0]
    wanted = np.isin(way, (Way.FOLLOWED, Way.SUMMED)) & np.isin(found.table.status[0], WITH_FIGURE)
    return {
        (
            found.table.codes[row],
            found.table.periods[column].code,
            float(found.table.values[0, row, column]),
            int(way[row, column]),
        )
        for row, column in zip(*np.nonzero(wanted), strict=True)
    }


@given(cells=SERIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
def test_sums_after_are_sums_before(cells: Cells) -> None:
    """What stands for Moss of today is what stood for the two, wherever both had a figure and nothing else was told."""
    with transaction.atomic():
        table = make_dataset()
        make_indicator(dataset=table)
        load(table, {key: told for key, told in cells.items() if key[0] in {MOSS, RYGGE}})
        both = {key for key in cells if key[0] in {MOSS, RYGGE} and isinstance(cells[key], float)}
        for period in {"2018"} & {period for _area, period in both}:
            if {(MOSS, period), (RYGGE, period)} <= both:
                assert stands(MOSS_TODAY)[period][0] == cells[MOSS, period] + cells[RYGGE, period]
        transaction.set_rollback(True)


KEYS = ("barn", "innbyggere", "andel", "rest")
ANYTHING = st.sampled_from([0.0, 1.0, 4.0, 300.0, HIDDEN, LACKING, ObservationStatus.NOT_YET])
#: The same cells are told of again and again: figures come, are withdrawn, and come back.
LOADS = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.dictionaries(
            st.tuples(
                st.sampled_from([MOSS, RYGGE, MOSS_2020, MOSS_TODAY, "0219", "3201"]),
                st.sampled_from(["2018", "2021"]),
            ),
            ANYTHING,
            min_size=1,
        ),
    ),
    min_size=2,
    max_size=6,
)


@given(loads=LOADS)
@example(
    loads=[
        ("barn", {(MOSS, "2018"): 4.0, (RYGGE, "2018"): 1.0}),
        ("innbyggere", {(MOSS, "2018"): 300.0, (RYGGE, "2018"): 4.0}),
        ("barn", {(MOSS_TODAY, "2018"): 300.0}),
        ("barn", {(MOSS_TODAY, "2018"): LACKING}),
        ("andel", {(MOSS_TODAY, "2018"): 1.0}),
        ("andel", {(MOSS_TODAY, "2018"): LACKING}),
    ]
)
@example(  # a dot is carried over, and then reckoned where it was published
    loads=[
        ("andel", {(MOSS_2020, "2021"): ObservationStatus.NOT_YET}),
        ("innbyggere", {(MOSS_2020, "2021"): 300.0}),
        ("barn", {(MOSS_2020, "2021"): 1.0}),
    ]
)
@example(  # the same, where no more than the reason under the code of today is another
    loads=[
        ("andel", {(MOSS_2020, "2021"): ObservationStatus.NOT_YET}),
        ("barn", {(MOSS_2020, "2021"): 1.0, (MOSS_TODAY, "2021"): HIDDEN}),
        ("innbyggere", {(MOSS_2020, "2021"): 4.0}),
    ]
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_what_each_load_leaves_is_as_when_all_is_done_anew(loads: list[tuple[str, Cells]]) -> None:
    """Whatever is told, withdrawn and told again, of parts and of what rests on them."""
    with transaction.atomic():
        table = make_dataset()
        share = make_indicator(
            "andel",
            dataset=table,
            unit="percent",
            quantity=Quantity.RATIO,
            formula=Formula.SHARE,
            **parts(table),
        )
        rest = make_indicator("rest", dataset=table, unit="percent", formula=Formula.DIFFERENCE)
        other = make_indicator("annet", dataset=table, unit="percent", quantity=Quantity.RATIO)
        for position, operand in enumerate((share, other), 1):
            IndicatorTerm.objects.create(indicator=rest, operand=operand, position=position)
        load(table, {(MOSS_TODAY, "2018"): 10, (MOSS_TODAY, "2021"): 10, ("3201", "2018"): 10}, "annet")
        for key, cells in loads:
            load(table, cells, key)
            assert settle_all() == 0
        transaction.set_rollback(True)
