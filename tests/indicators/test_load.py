"""The store of figures: all or nothing, nothing lost, both dates kept."""

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodtrad.core.periods import parse_period
from rodtrad.geography.models import Area, AreaKind
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.errors import LongBreakdownError, TwiceError, UnknownIndicatorsError
from rodtrad.indicators.models import Batch, BatchState, Breakdown, Observation, RawResponse, Vintage
from rodtrad.indicators.operations.load import Response, load_figures, record_failure
from tests.indicators.factories import FEBRUARY, MARCH, Cells, figures, make_dataset, make_indicator

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def stored() -> dict[tuple[str, str], float | None]:
    rows = Observation.objects.select_related("area")
    return {(row.area.code, str(_period(row.period))): row.value for row in rows}


def _period(code: int) -> str:
    return str(parse_period(str(code // 12000)))


def test_figures_are_stored_with_both_dates() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    taken = load_figures(
        dataset=dataset,
        figures=figures({("0301", "2024"): 717710, ("0301", "2025"): 724290, ("3201", "2025"): 131256}),
        received_at=MARCH,
        published_at=FEBRUARY,
    )
    assert (taken.batch.state, taken.batch.made, taken.batch.changed) == (BatchState.STORED, 3, 0)
    assert stored() == {("0301", "2024"): 717710, ("0301", "2025"): 724290, ("3201", "2025"): 131256}
    row = Observation.objects.select_related("batch").first()
    assert row is not None
    assert (row.batch.published_at, row.batch.received_at) == (FEBRUARY, MARCH)


def test_a_figure_that_is_replaced_is_kept_with_its_dates() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    first = load_figures(
        dataset=dataset,
        figures=figures({("0301", "2024"): 717000, ("0301", "2025"): ObservationStatus.NOT_YET}),
        received_at=FEBRUARY,
    ).batch
    second = load_figures(
        dataset=dataset,
        figures=figures({("0301", "2024"): 717710, ("0301", "2025"): 724290}),
        received_at=MARCH,
    ).batch
    assert (second.made, second.changed, second.same) == (0, 2, 0)
    kept = {(row.value, row.status, row.batch_id, row.replaced_by_id) for row in Vintage.objects.all()}
    assert kept == {
        (717000, ObservationStatus.FIGURE, first.pk, second.pk),
        (None, ObservationStatus.NOT_YET, first.pk, second.pk),
    }
    assert stored() == {("0301", "2024"): 717710, ("0301", "2025"): 724290}


def test_a_figure_that_is_the_same_keeps_its_first_dates() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    first = load_figures(
        dataset=dataset, figures=figures({("0301", "2024"): 717710}), received_at=FEBRUARY
    ).batch
    second = load_figures(
        dataset=dataset,
        figures=figures({("0301", "2024"): 717710, ("0301", "2025"): 724290}),
        received_at=MARCH,
    ).batch
    assert (second.made, second.changed, second.same) == (1, 0, 1)
    assert Observation.objects.get(period=parse_period("2024").code).batch_id == first.pk
    assert not Vintage.objects.exists()


def test_the_same_batch_again_changes_nothing_and_says_so() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    cells: Cells = {("0301", "2024"): 717710, ("0301", "2025"): ObservationStatus.CONFIDENTIAL}
    load_figures(dataset=dataset, figures=figures(cells), received_at=FEBRUARY)
    again = load_figures(dataset=dataset, figures=figures(cells), received_at=MARCH).batch
    assert (again.state, again.made, again.changed, again.same) == (BatchState.UNCHANGED, 0, 0, 2)
    assert set(Observation.objects.values_list("batch__received_at", flat=True)) == {FEBRUARY}


def test_what_goes_back_to_what_it_was_is_not_taken_for_unchanged() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    for value in (1, 2, 1):
        load_figures(dataset=dataset, figures=figures({("0301", "2024"): value}), received_at=MARCH)
    assert stored() == {("0301", "2024"): 1}
    assert list(Vintage.objects.order_by("value").values_list("value", flat=True)) == [1, 2]


def test_why_there_is_no_figure_is_kept_apart() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    why = [one for one in ObservationStatus if not one.has_figure]
    cells: Cells = {("0301", str(2000 + one)): one for one in why}
    load_figures(dataset=dataset, figures=figures(cells), received_at=MARCH)
    rows = Observation.objects.order_by("period").values_list("value", "status")
    assert list(rows) == [(None, one.value) for one in why]


def test_breakdowns_stand_beside_the_total() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    load_figures(dataset=dataset, figures=figures({("0301", "2024"): 717710}), received_at=MARCH)
    women = figures({("0301", "2024"): 361000}, breakdown=(("kjønn", "kvinner"),))
    load_figures(dataset=dataset, figures=women, received_at=MARCH)
    rows = Observation.objects.values_list("breakdown__key", "value")
    assert dict(rows) == {"": 717710, "kjønn=kvinner": 361000}
    assert Breakdown.objects.get(key="kjønn=kvinner").parts == [["kjønn", "kvinner"]]


def test_a_breakdown_longer_than_the_store_holds_is_refused_and_nothing_is_stored() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    told = figures({("0301", "2024"): 1}, breakdown=(("kjønn", "k" * 295),))
    with pytest.raises(LongBreakdownError) as refused:
        load_figures(dataset=dataset, figures=told, received_at=MARCH)
    assert (refused.value.indicator, len(refused.value.breakdown)) == ("innbyggere", 301)
    assert not Batch.objects.filter(dataset=dataset).exists()


def test_areas_that_we_do_not_hold_are_named_and_left_out() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    taken = load_figures(
        dataset=dataset, figures=figures({("0301", "2024"): 1, ("9876", "2024"): 2}), received_at=MARCH
    )
    assert taken.unknown_areas == ("9876",)
    assert stored() == {("0301", "2024"): 1}


def test_an_indicator_of_another_table_is_refused_and_nothing_is_stored() -> None:
    dataset = make_dataset()
    make_indicator(dataset=make_dataset("annen"))
    with pytest.raises(UnknownIndicatorsError, match="innbyggere"):
        load_figures(dataset=dataset, figures=figures({("0301", "2024"): 1}), received_at=MARCH)
    assert not Batch.objects.filter(dataset=dataset).exists()


def test_two_figures_for_one_cell_are_refused_and_named() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    one = figures({("0301", "2024"): 1, ("3201", "2024"): 2})
    one.area[1] = one.area[0]
    with pytest.raises(TwiceError) as refused:
        load_figures(dataset=dataset, figures=one, received_at=MARCH)
    assert (refused.value.indicator, refused.value.area, refused.value.period) == (
        "innbyggere",
        "0301",
        "2024",
    )
    assert not Batch.objects.filter(dataset=dataset).exists()


def test_figures_of_an_area_come_when_we_know_it() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    told = figures({("0301", "2024"): 1, ("8888", "2024"): 2})
    first = load_figures(dataset=dataset, figures=told, received_at=FEBRUARY)
    again = load_figures(dataset=dataset, figures=told, received_at=MARCH)
    assert (again.batch.state, again.unknown_areas) == (BatchState.UNCHANGED, first.unknown_areas)
    assert first.unknown_areas == ("8888",)
    Area.objects.create(code="8888", name="Ny kommune", kind=AreaKind.MUNICIPALITY)
    taken = load_figures(dataset=dataset, figures=told, received_at=MARCH)
    assert (taken.batch.state, taken.batch.made, taken.batch.same) == (BatchState.STORED, 1, 1)
    assert stored()[("8888", "2024")] == 2
    assert load_figures(dataset=dataset, figures=told, received_at=MARCH).batch.state == BatchState.UNCHANGED


def test_a_failure_leaves_the_figures_and_is_written_down() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    load_figures(dataset=dataset, figures=figures({("0301", "2024"): 1}), received_at=FEBRUARY)
    record_failure(dataset=dataset, failure="Fant ikke variabelen «Kjonn» i 07459.", received_at=MARCH)
    assert stored() == {("0301", "2024"): 1}
    assert dataset.batches.first().state == BatchState.FAILED  # type: ignore[union-attr]  # it was just made


def test_what_the_provider_sent_is_kept_smaller() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    sent = b'{"value": [1, 1, 1, 1]}' * 1000
    load_figures(
        dataset=dataset,
        figures=figures({("0301", "2024"): 1}),
        received_at=MARCH,
        responses=[Response(sent, "application/json")],
    )
    kept = RawResponse.objects.get(batch__dataset=dataset)
    assert len(kept.content) < len(sent) / 10


def test_a_value_without_its_status_is_refused_by_the_database() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    load_figures(dataset=dataset, figures=figures({("0301", "2024"): 1}), received_at=MARCH)
    for change in ("value = NULL", "status = 4"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE indicators_observation SET {change}")


CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["0301", "3201", "1103", "4601"]), st.sampled_from(["2021", "2022", "2023"])),
    st.floats(-1e12, 1e12) | st.sampled_from([one for one in ObservationStatus if not one.has_figure]),
    min_size=1,
)


@given(batches=st.lists(CELLS, min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_the_store_holds_the_latest_and_what_it_replaced(batches: list[Cells]) -> None:
    """Whatever comes in whatever order: the last word on each cell stands, and no word is lost."""
    with transaction.atomic():
        dataset = make_dataset()
        make_indicator(dataset=dataset)
        latest: dict[tuple[str, str], float | None] = {}
        said = 0
        for cells in batches:
            told = {key: None if isinstance(one, ObservationStatus) else one for key, one in cells.items()}
            batch = load_figures(dataset=dataset, figures=figures(cells), received_at=MARCH).batch
            said += batch.made + batch.changed
            latest |= told
        assert stored() == latest
        assert Vintage.objects.count() + len(latest) == said
        transaction.set_rollback(True)


def test_the_order_of_a_million_figures_does_not_matter() -> None:
    dataset = make_dataset()
    make_indicator(dataset=dataset)
    cells: Cells = {(area, str(year)): year for area in ("0301", "3201") for year in range(1990, 2020)}
    one = figures(cells)
    mixed = np.random.default_rng(1).permutation(len(one))
    for column in (one.area, one.period, one.value):
        column[:] = column[mixed]
    load_figures(dataset=dataset, figures=one, received_at=MARCH)
    assert stored() == cells
