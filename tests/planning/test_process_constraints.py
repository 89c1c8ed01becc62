"""What the tables of processes and choices refuse."""

from datetime import date

import pytest

from rodtrad.cases.models import Case
from rodtrad.organisations.models import Root
from rodtrad.planning.models import ClockChoice, Process, ProcessStep
from tests.goals.factories import make_plan, make_root, make_source
from tests.planning.processes import make_council, make_process
from tests.refusals import Attempt, Attempts, constraints_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()
DAY = date(2026, 12, 14)


def _process(root: Root, **given: object) -> Process:
    return make_process(make_plan(root), "other", **given)


def _step(process: Process, **given: object) -> ProcessStep:
    told: dict[str, object] = {"root": process.root, "process": process, "step": "draft", **given}
    return ProcessStep.objects.create(**told)


@breaks("process_same_root_plan")
def of_anothers_plan(here: Root, there: Root) -> None:
    Process.objects.create(root=here, plan=make_plan(there), template="other")


def _choice(root: Root, **given: object) -> None:
    told: dict[str, object] = {"rule": "koml-14-6-accounts", "reason": "Slik er det her.", **given}
    ClockChoice.objects.create(root=root, **told)


@breaks("clock_choice_day_of_year")
def on_a_day_that_few_years_have(here: Root, there: Root) -> None:
    _choice(here, day="02-29")


@breaks("clock_choice_day_of_year")
def both_days_and_a_day(here: Root, there: Root) -> None:
    _choice(here, day="02-28", days=10)


@breaks("process_same_root_case")
def decided_in_anothers_case(here: Root, there: Root) -> None:
    _process(here, case=Case.objects.create(root=there, key="sak", number="1", title="Saken"))


@breaks("process_same_root_meeting")
def decided_in_anothers_meeting(here: Root, there: Root) -> None:
    _process(here, meeting=make_council(there, DAY)[0])


@breaks("process_same_root_source")
def from_anothers_source(here: Root, there: Root) -> None:
    _process(here, source=make_source(there))


@breaks("process_quote_has_source")
def quoted_from_nothing(here: Root, there: Root) -> None:
    _process(here, origin="quoted")


@breaks("process_has_template")
def by_no_template(here: Root, there: Root) -> None:
    make_process(make_plan(here), "")


@breaks("process_one_day_wanted")
def a_meeting_and_another_day(here: Root, there: Root) -> None:
    _process(here, meeting=make_council(here, DAY)[0], wanted=date(2026, 12, 15))


@breaks("processstep_same_root_process")
def step_of_anothers_process(here: Root, there: Root) -> None:
    ProcessStep.objects.create(root=here, process=_process(there), step="draft")


@breaks("process_step_once")
def a_step_twice(here: Root, there: Root) -> None:
    process = _process(here)
    _step(process)
    _step(process)


@breaks("process_step_is_named")
def a_step_without_a_name(here: Root, there: Root) -> None:
    _step(_process(here), step="")


@breaks("process_step_in_order")
def ends_before_it_begins(here: Root, there: Root) -> None:
    _step(_process(here), first=DAY, last=date(2026, 12, 13))


@breaks("process_step_in_order")
def ends_without_beginning(here: Root, there: Root) -> None:
    _step(_process(here), last=DAY)


@breaks("clock_choice_once")
def chosen_twice(here: Root, there: Root) -> None:
    for _time in range(2):
        ClockChoice.objects.create(root=here, rule="pbl-11-4", strict=True, reason="Fordi")


@breaks("clock_choice_says_something")
def chosen_nothing(here: Root, there: Root) -> None:
    ClockChoice.objects.create(root=here, rule="pbl-11-4", reason="Fordi")


@breaks("clock_choice_days_in_bounds")
def no_days_at_all(here: Root, there: Root) -> None:
    ClockChoice.objects.create(root=here, rule="pbl-11-4", days=0, reason="Fordi")


@breaks("clock_choice_has_reason")
def without_a_reason(here: Root, there: Root) -> None:
    ClockChoice.objects.create(root=here, rule="pbl-11-4", strict=True)


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_the_database_refuses(constraint: str, attempt: Attempt) -> None:
    here, there = make_root(), make_root()
    with refused(constraint):
        attempt(here, there)  # type: ignore[call-arg]  # attempts of this room take two roots


def test_a_plan_has_one_process() -> None:
    process = _process(make_root())
    with refused("planning_process_plan_id_key"):
        make_process(process.plan, "other")


def test_no_constraint_is_forgotten() -> None:
    own = {one for one in constraints_of("planning") if one.startswith(("process", "clock_choice"))}
    assert own <= set(breaks.by_name)
