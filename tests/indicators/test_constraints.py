"""What the store of indicators and figures refuses."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet

from rodtrad.core.models import Visibility
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import (
    Batch,
    BatchState,
    Breakdown,
    Dataset,
    Direction,
    Formula,
    ImportRun,
    Indicator,
    IndicatorTerm,
    KeptAnswer,
    LivingFact,
    Observation,
    RawResponse,
    RunKind,
    RunState,
)
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.models import Root
from tests.goals.factories import make_root
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.refusals import Attempts, constraints_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()


def make_batch(state: str = BatchState.STORED, failure: str = "") -> Batch:
    return Batch.objects.create(dataset=make_dataset(), state=state, failure=failure, received_at=MARCH)


def stored_figure() -> QuerySet[Observation]:
    """Store one figure the way figures come, and return it for writing past `load_figures`."""
    dataset = make_dataset()
    indicator = make_indicator(dataset=dataset)
    load_figures(dataset=dataset, figures=figures({("0301", "2025"): 15.0}), received_at=MARCH)
    assert Observation.objects.filter(indicator=indicator).count() == 1
    return Observation.objects.filter(indicator=indicator)


@breaks("dataset_key_once")
def dataset_twice_in_the_common_set() -> None:
    for _ in range(2):
        make_dataset()


@breaks("dataset_key_once")
def dataset_twice_in_a_root() -> None:
    root = make_root()
    for _ in range(2):
        make_dataset(root=root)


@breaks("dataset_key_form")
def dataset_key_of_capitals() -> None:
    make_dataset("Folketall")


@breaks("dataset_key_form")
def empty_dataset_key() -> None:
    make_dataset("")


@breaks("dataset_address_form")
def address_that_runs() -> None:
    make_dataset(address="javascript:alert(1)")


@breaks("dataset_due_is_a_day")
def due_in_a_thirteenth_month() -> None:
    make_dataset(due_month=13)


@breaks("dataset_due_is_a_day")
def due_in_month_zero() -> None:
    make_dataset(due_month=0)


@breaks("dataset_due_is_a_day")
def due_on_a_day_that_february_lacks() -> None:
    make_dataset(due_month=2, due_day=29)


@breaks("batch_failure_has_reason")
def failed_without_a_reason() -> None:
    make_batch(BatchState.FAILED)


@breaks("batch_failure_has_reason")
def stored_with_a_reason_for_failing() -> None:
    make_batch(failure="Tabellen er borte.")


@breaks("raw_response_once")
def two_responses_in_one_place() -> None:
    batch = make_batch()
    for _ in range(2):
        RawResponse.objects.create(batch=batch, position=0, media_type="application/json", content=b"")


def make_run(dataset: Dataset | None = None, **fields: Any) -> ImportRun:
    given = {"kind": RunKind.FETCH, "asked_at": MARCH, **fields}
    return ImportRun.objects.create(dataset=dataset or make_dataset(), **given)


@breaks("run_one_at_a_time")
def two_runs_of_a_table_at_once() -> None:
    first = make_run()
    make_run(dataset=first.dataset, kind=RunKind.TAKE_IN, state=RunState.RUNNING)


@breaks("run_failure_has_reason")
def run_that_failed_without_a_reason() -> None:
    make_run(state=RunState.FAILED, ended_at=MARCH)


@breaks("run_ends_once")
def run_that_is_over_and_never_ended() -> None:
    make_run(state=RunState.DONE)


@breaks("run_ends_once")
def run_that_ended_and_goes_on() -> None:
    make_run(ended_at=MARCH)


@breaks("indicators_keptanswer_key_key")
def answer_kept_twice() -> None:
    dataset = make_dataset()
    for _ in range(2):
        KeptAnswer.objects.create(dataset=dataset, key="folketall/1", content=b"", kept_at=MARCH)


@breaks("indicator_key_once")
def indicator_twice_in_the_common_set() -> None:
    for _ in range(2):
        make_indicator()


@breaks("indicator_key_once")
def indicator_twice_in_a_root() -> None:
    root = make_root()
    for _ in range(2):
        make_indicator(root=root)


@breaks("indicator_key_form")
def indicator_key_with_space() -> None:
    make_indicator("alle innbyggere")


@breaks("indicator_key_form")
def indicator_key_with_line_break() -> None:
    make_indicator("innbyggere\n")


@breaks("indicator_has_unit")
def figures_of_nothing() -> None:
    make_indicator(unit="")


@breaks("indicator_few_decimals")
def seven_decimals() -> None:
    make_indicator(decimals=7)


@breaks("indicator_band_in_order")
def band_upside_down() -> None:
    make_indicator(direction=Direction.BAND, band_low=2.0, band_high=1.0)


@breaks("indicator_band_in_order")
def band_of_one_figure() -> None:
    make_indicator(direction=Direction.BAND, band_low=1.0, band_high=1.0)


@breaks("indicator_band_in_order")
def band_without_its_lower_end() -> None:
    make_indicator(direction=Direction.BAND, band_high=1.0)


@breaks("indicator_band_in_order")
def band_without_its_upper_end() -> None:
    make_indicator(direction=Direction.BAND, band_low=1.0)


@breaks("indicator_band_in_order")
def band_where_higher_is_better() -> None:
    make_indicator(direction=Direction.HIGHER, band_low=1.0, band_high=2.0)


@breaks("indicator_formula_has_parts")
def share_of_nothing() -> None:
    make_indicator(formula=Formula.SHARE, numerator=make_indicator("unge"))


@breaks("indicator_formula_has_parts")
def nothing_per_capita() -> None:
    make_indicator(formula=Formula.PER_CAPITA, denominator=make_indicator("folkemengde"))


@breaks("indicator_not_own_part")
def own_numerator() -> None:
    made = make_indicator(
        formula=Formula.SHARE, numerator=make_indicator("a"), denominator=make_indicator("b")
    )
    Indicator.objects.filter(pk=made.pk).update(numerator=F("pk"))


@breaks("indicator_not_own_part")
def own_denominator() -> None:
    made = make_indicator(
        formula=Formula.SHARE, numerator=make_indicator("a"), denominator=make_indicator("b")
    )
    Indicator.objects.filter(pk=made.pk).update(denominator=F("pk"))


@breaks("indicator_not_own_part")
def own_denominator_without_numerator() -> None:
    made = make_indicator()
    Indicator.objects.filter(pk=made.pk).update(denominator=F("pk"))


@breaks("indicator_open_to_its_own")
def indicator_for_the_team() -> None:
    make_indicator(visibility=Visibility.TEAM)


@breaks("indicator_term_place_once")
def two_terms_in_one_place() -> None:
    total = make_indicator()
    for key in ("kvinner", "menn"):
        IndicatorTerm.objects.create(indicator=total, operand=make_indicator(key), position=0)


@breaks("indicator_term_once")
def term_twice() -> None:
    total, women = make_indicator(), make_indicator("kvinner")
    for position in range(2):
        IndicatorTerm.objects.create(indicator=total, operand=women, position=position)


@breaks("indicator_term_not_itself")
def sum_of_itself() -> None:
    total = make_indicator()
    IndicatorTerm.objects.create(indicator=total, operand=total, position=0)


def make_fact(key: str = "folk", text: str = "{innbyggere} bor her.", root: Root | None = None) -> None:
    LivingFact.objects.create(key=key, text=text, root=root)


@breaks("living_fact_key_once")
def fact_twice_in_the_common_set() -> None:
    make_fact()
    make_fact()


@breaks("living_fact_key_once")
def fact_twice_in_a_root() -> None:
    root = make_root()
    make_fact(root=root)
    make_fact(root=root)


@breaks("living_fact_key_form")
def fact_key_of_capitals() -> None:
    make_fact("Folk")


@breaks("living_fact_says_something")
def fact_that_says_nothing() -> None:
    make_fact(text="")


@breaks("indicators_breakdown_key_key")
def breakdown_twice() -> None:
    for _ in range(2):
        Breakdown.objects.create(key="kjønn=alle slag")


@breaks("observation_value_by_status")
def figure_without_value() -> None:
    stored_figure().update(value=None)


@breaks("observation_value_by_status")
def value_that_is_confidential() -> None:
    stored_figure().update(status=ObservationStatus.CONFIDENTIAL)


@breaks("observation_value_by_status")
def status_that_is_none() -> None:
    stored_figure().update(value=None, status=max(ObservationStatus) + 1)


@breaks("indicators_observation_pkey")
def figure_twice() -> None:
    copied = stored_figure().values_list("indicator_id", flat=True).get()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO indicators_observation SELECT * FROM indicators_observation WHERE indicator_id = %s",
            [copied],
        )


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Any) -> None:
    with refused(constraint):
        attempt()


def test_no_constraint_is_forgotten() -> None:
    assert constraints_of("indicators") <= set(breaks.by_name)


def test_the_common_set_and_each_root_may_use_the_same_key() -> None:
    for root in (None, make_root(), make_root()):
        make_indicator(root=root, dataset=make_dataset(root=root))
    assert Indicator.objects.filter(key="innbyggere").count() == 3


@pytest.mark.parametrize("status", [one for one in ObservationStatus if not one.has_figure])
def test_every_reason_for_no_figure_can_be_stored(status: ObservationStatus) -> None:
    stored_figure().update(value=None, status=status)
