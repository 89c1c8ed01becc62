"""Formula indicators are reckoned with each load, from what stands, and never tell what is hidden."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodtrad.core.periods import Period, parse_period
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import (
    Dataset,
    Derivation,
    Formula,
    Indicator,
    IndicatorTerm,
    Observation,
    Provider,
    Quantity,
    Vintage,
)
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.operations.quote import Quoted, quote_figures
from rodtrad.indicators.operations.settle import settle_all
from tests.indicators.factories import FEBRUARY, MARCH, Cells, figures, make_dataset, make_indicator

pytestmark = [pytest.mark.django_db, pytest.mark.data]
APRIL = datetime(2026, 4, 2, 8, tzinfo=UTC)
HIDDEN, LACKING = ObservationStatus.CONFIDENTIAL, ObservationStatus.MISSING
NONE_SUCH, PROVISIONAL = ObservationStatus.NOT_POSSIBLE, ObservationStatus.PROVISIONAL
Told = float | ObservationStatus


@pytest.fixture
def table() -> Dataset:
    return make_dataset()


def part(table: Dataset, key: str, **fields: object) -> Indicator:
    return make_indicator(key, dataset=table, **fields)


def ratio(table: Dataset, formula: Formula = Formula.SHARE, unit: str = "percent") -> Indicator:
    """Make two parts, «barn» and «innbyggere», and what is reckoned from them."""
    barn, innbyggere = part(table, "barn"), part(table, "innbyggere")
    return make_indicator(
        "andel",
        unit=unit,
        quantity=Quantity.RATIO,
        formula=formula,
        numerator=barn,
        denominator=innbyggere,
    )


def of_terms(key: str, formula: Formula, *parts: Indicator, unit: str = "person") -> Indicator:
    made = make_indicator(key, formula=formula, unit=unit)
    for position, operand in enumerate(parts, 1):
        IndicatorTerm.objects.create(indicator=made, operand=operand, position=position)
    return made


def load(table: Dataset, indicator: str, cells: Cells, at: datetime = FEBRUARY) -> int:
    taken = load_figures(dataset=table, figures=figures(cells, indicator), received_at=at)
    return taken.batch.pk


def stands(indicator: Indicator) -> Mapping[tuple[str, str], Told]:
    """Return what is reckoned of an indicator: the figure, or why there is none."""
    rows = Observation.objects.filter(indicator=indicator, derivation=Derivation.RECKONED)
    return {
        (area, str(Period.from_code(period))): ObservationStatus(status) if value is None else value
        for area, period, value, status in rows.values_list("area__code", "period", "value", "status")
    }


def test_a_share_is_reckoned_when_its_last_part_has_come(table: Dataset) -> None:
    share = ratio(table)
    load(table, "barn", {("0301", "2024"): 130_000, ("0301", "2023"): 129_000, ("3201", "2024"): 30_000})
    assert stands(share) == {}
    load(table, "innbyggere", {("0301", "2024"): 720_000, ("3201", "2024"): 120_000})
    assert stands(share) == {("0301", "2024"): pytest.approx(18.0556, abs=1e-4), ("3201", "2024"): 25.0}


@pytest.mark.parametrize(
    ("unit", "expected"), [("per 1000 person", 250.0), ("per 100 person", 25.0), ("person/person", 0.25)]
)
def test_units_say_what_it_is_multiplied_by(table: Dataset, unit: str, expected: float) -> None:
    per_capita = ratio(table, Formula.PER_CAPITA, unit)
    load(table, "barn", {("3201", "2024"): 30_000})
    load(table, "innbyggere", {("3201", "2024"): 120_000})
    assert stands(per_capita) == {("3201", "2024"): pytest.approx(expected)}


def test_sums_and_differences_are_in_the_unit_of_the_result(table: Dataset) -> None:
    drift, tilskudd = part(table, "drift", unit="1000 kr"), part(table, "tilskudd", unit="kr")
    total = of_terms("sum", Formula.SUM, drift, tilskudd, unit="1000000 kr")
    left = of_terms("rest", Formula.DIFFERENCE, drift, tilskudd, unit="kr")
    load(table, "drift", {("0301", "2024"): 3_000})
    load(table, "tilskudd", {("0301", "2024"): 500_000})
    assert stands(total) == {("0301", "2024"): pytest.approx(3.5)}
    assert stands(left) == {("0301", "2024"): pytest.approx(2_500_000)}


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (HIDDEN, 100, HIDDEN),
        (1, HIDDEN, HIDDEN),
        (HIDDEN, LACKING, HIDDEN),
        (LACKING, 100, LACKING),
        (LACKING, NONE_SUCH, LACKING),
        (NONE_SUCH, 100, NONE_SUCH),
        (ObservationStatus.NOT_YET, 100, ObservationStatus.NOT_YET),
        (10, 0, NONE_SUCH),
        (0, 0, NONE_SUCH),
        (0, 100, 0.0),
        (1e308, 1e-308, NONE_SUCH),
        (1e-308, 1e99, 0.0),
    ],
)
def test_where_a_part_has_none_the_share_says_why(
    table: Dataset, above: Told, below: Told, expected: Told
) -> None:
    share = ratio(table)
    load(table, "barn", {("0301", "2024"): above})
    load(table, "innbyggere", {("0301", "2024"): below})
    assert stands(share) == {("0301", "2024"): expected}


def test_what_rests_on_a_provisional_figure_is_provisional(table: Dataset) -> None:
    share = ratio(table)
    provisional = figures({("0301", "2024"): 50}, "barn")
    provisional.status[:] = PROVISIONAL
    load_figures(dataset=table, figures=provisional, received_at=FEBRUARY)
    load(table, "innbyggere", {("0301", "2024"): 100})
    row = Observation.objects.get(indicator=share)
    assert (row.value, row.status) == (50.0, PROVISIONAL)


def test_breakdowns_are_kept_apart(table: Dataset) -> None:
    share = ratio(table)
    women = (("kjønn", "kvinner"),)
    for key, total, of_women in (("barn", 20, 9), ("innbyggere", 100, 60)):
        load(table, key, {("0301", "2024"): total})
        broken_down = figures({("0301", "2024"): of_women}, key, women)
        load_figures(dataset=table, figures=broken_down, received_at=FEBRUARY)
    rows = Observation.objects.filter(indicator=share).values_list("breakdown__key", "value")
    assert dict(rows) == {"": 20.0, "kjønn=kvinner": 15.0}


def test_a_formula_of_formulas_is_reckoned_in_order(table: Dataset) -> None:
    one, two, all_of = part(table, "en"), part(table, "to"), part(table, "alle")
    share = make_indicator(
        "andel-av-sum", unit="percent", quantity=Quantity.RATIO, formula=Formula.SHARE, denominator=all_of,
        numerator=make_indicator("utkast"),
    )  # fmt: skip
    share.numerator = of_terms("sum", Formula.SUM, one, two)
    share.save()
    for key, value in (("alle", 200), ("en", 10), ("to", 30)):
        load(table, key, {("0301", "2024"): value})
    assert stands(share) == {("0301", "2024"): 20.0}
    load(table, "to", {("0301", "2024"): 40}, MARCH)
    assert stands(share) == {("0301", "2024"): 25.0}


def test_what_is_replaced_is_kept_with_both_dates(table: Dataset) -> None:
    share = ratio(table)
    load(table, "barn", {("0301", "2024"): 20})
    first = load(table, "innbyggere", {("0301", "2024"): 100}, MARCH)
    second = load(table, "barn", {("0301", "2024"): 25}, APRIL)
    kept = Vintage.objects.get(indicator=share)
    assert (kept.value, kept.derivation) == (20.0, Derivation.RECKONED)
    assert (kept.batch_id, kept.replaced_by_id) == (first, second)
    assert Observation.objects.get(indicator=share).batch_id == second


def test_a_figure_is_as_new_as_its_newest_part(table: Dataset) -> None:
    share = ratio(table)
    newest = load(table, "barn", {("0301", "2024"): 20}, MARCH)
    Observation.objects.filter(indicator=share).delete()
    load(table, "innbyggere", {("3201", "2024"): 100}, FEBRUARY)
    later = load(table, "innbyggere", {("0301", "2024"): 100}, APRIL)
    assert later > newest
    assert Observation.objects.get(indicator=share).batch_id == later


def test_nothing_is_written_where_nothing_changed(table: Dataset) -> None:
    share = ratio(table)
    load(table, "barn", {("0301", "2024"): 20})
    load(table, "innbyggere", {("0301", "2024"): 100})
    before = list(Observation.objects.values_list().order_by("indicator", "period"))
    load(table, "innbyggere", {("0301", "2024"): 100, ("0301", "1999"): 50}, MARCH)
    assert settle_all() == 0
    after = list(Observation.objects.values_list().order_by("indicator", "period"))
    assert [row for row in after if row in before] == before
    assert not Vintage.objects.exists()
    assert Observation.objects.filter(indicator=share).count() == 1


def test_when_a_part_becomes_hidden_so_does_the_figure(table: Dataset) -> None:
    share = ratio(table)
    load(table, "innbyggere", {("0301", "2024"): 100})
    load(table, "barn", {("0301", "2024"): 2})
    assert stands(share) == {("0301", "2024"): 2.0}
    load(table, "barn", {("0301", "2024"): HIDDEN}, MARCH)
    assert stands(share) == {("0301", "2024"): HIDDEN}


def test_a_reckoned_count_that_is_small_by_its_own_threshold_is_hidden(table: Dataset) -> None:
    left = of_terms("rest", Formula.DIFFERENCE, part(table, "alle"), part(table, "noen"))
    Indicator.objects.filter(pk=left.pk).update(hidden_below=3)
    years = ("2021", "2022", "2023")
    load(table, "alle", {("0301", year): 10 for year in years})
    load(table, "noen", {("0301", year): 10 - rest for year, rest in zip(years, (0, 2, 3), strict=True)})
    assert stands(left) == {("0301", "2021"): 0.0, ("0301", "2022"): HIDDEN, ("0301", "2023"): 3.0}


def test_what_is_published_stands_whichever_came_first(table: Dataset) -> None:
    share = ratio(table)
    document = make_dataset("dokument", provider=Provider.DOCUMENT)
    load(table, "barn", {("0301", "2023"): 20, ("0301", "2024"): 20})
    quoted = [Quoted("andel", "0301", parse_period("2023"), 33.3)]
    assert quote_figures(dataset=document, figures=quoted, received_at=FEBRUARY).made == 1
    load(table, "innbyggere", {("0301", "2023"): 100, ("0301", "2024"): 100})
    assert stands(share) == {("0301", "2024"): 20.0}
    quoted.append(Quoted("andel", "0301", parse_period("2024"), 35.0))
    assert quote_figures(dataset=document, figures=quoted, received_at=MARCH).made == 1
    assert stands(share) == {}
    values = Observation.objects.filter(indicator=share).order_by("period").values_list("value", flat=True)
    assert list(values) == [33.3, 35.0]
    load(table, "barn", {("0301", "2024"): 21}, APRIL)
    assert stands(share) == {}


def test_what_is_no_longer_published_is_reckoned_again(table: Dataset) -> None:
    share = ratio(table)
    Indicator.objects.filter(pk=share.pk).update(dataset=table)
    for key, value in (("barn", 20), ("innbyggere", 100)):
        load(table, key, {("0301", "2024"): value})
    load(table, "andel", {("0301", "2024"): 33.3}, MARCH)
    assert stands(share) == {}
    load(table, "andel", {("0301", "2024"): LACKING}, APRIL)
    assert stands(share) == {("0301", "2024"): 20.0}


TOLD = st.integers(0, 10**9).map(lambda one: one / 4) | st.sampled_from([HIDDEN, LACKING, NONE_SUCH])
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(["0301", "3201", "4601"]), st.sampled_from(["2022", "2023"])), TOLD, min_size=1
)


@given(above=TABLES, below=TABLES, factor=st.sampled_from([2.0, 0.5, 8.0]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_sums_and_differences_are_linear(above: Cells, below: Cells, factor: float) -> None:
    """Where both parts have a figure: sum and difference are theirs, and scale as they do; elsewhere none is told."""
    with transaction.atomic():
        table = make_dataset()
        parts = part(table, "en"), part(table, "to")
        total, left = of_terms("sum", Formula.SUM, *parts), of_terms("rest", Formula.DIFFERENCE, *parts)
        for times in (1.0, factor):
            for key, cells in (("en", above), ("to", below)):
                told = {
                    at: one if isinstance(one, ObservationStatus) else one * times
                    for at, one in cells.items()
                }
                load(table, key, told)
            assert stands(total) == _both(above, below, 1, times)
            assert stands(left) == _both(above, below, -1, times)
        assert settle_all() == 0  # what each load left alone is as when all is done anew
        transaction.set_rollback(True)


def _both(above: Cells, below: Cells, sign: int, times: float) -> dict[tuple[str, str], Told]:
    found: dict[tuple[str, str], Told] = {}
    for at in above.keys() & below.keys():
        one, other = above[at], below[at]
        none = [each for each in (one, other) if isinstance(each, ObservationStatus)]
        if none:
            found[at] = next(each for each in (HIDDEN, LACKING, NONE_SUCH) if each in none)
        else:
            found[at] = times * (one + sign * other)
    return found
