"""T-98: submissions that have no assessment when the plan comes to recommendation."""

from datetime import date
from typing import Any

import pytest

from rodtrad.cases.models import Body, Case, Treatment
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import make_plan
from tests.planning.processes import make_process

pytestmark = pytest.mark.django_db
TODAY, BROUGHT = date(2026, 11, 25), date(2026, 11, 20)
HEARD = {"hearing_from": date(2026, 8, 1), "hearing_to": date(2026, 9, 30)}


def heard(root: Root, **given: Any) -> Plan:
    fields = {"type": "social_element", "status": "hearing", **HEARD, **given}
    return make_plan(root, key="samfunnsdel", **fields)


def recommended(plan: Plan, day: date = BROUGHT) -> Case:
    case = Case.objects.create(root=plan.root, key="sak", number="1", title="S", recommended_on=day)
    Plan.objects.filter(pk=plan.pk).update(case=case)
    return case


@pytest.mark.parametrize(
    ("received", "assessed", "told"),
    [
        (110, 96, "96 av 110 uttalelser er vurdert. 14 gjenstår."),
        (110, None, "Det står ikke hvor mange av de 110 uttalelsene som er vurdert."),
        (None, None, "det står ikke hvor mange uttalelser som kom inn"),
        (110, 110, None),
        (0, None, None),
    ],
)
def test_what_is_left_at_the_recommendation(
    root: Root, received: int | None, assessed: int | None, told: str | None
) -> None:
    plan = heard(root, hearing_submissions=received, hearing_assessed=assessed)
    assert keys(root, "T-98", TODAY) == []
    recommended(plan)
    found = [str(one.message) for one in findings(root, "T-98", TODAY)]
    assert len(found) == bool(told)
    assert all(str(told) in one for one in found)
    assert keys(root, "T-98", date(2026, 11, 19)) == [], "it is not recommended yet"


@pytest.mark.parametrize(
    ("kind", "result", "day", "found"),
    [
        ("recommendation", "as_recommended", BROUGHT, True),
        ("decision", "changed", BROUGHT, True),
        ("decision", "as_recommended", date(2026, 7, 1), False),
        ("decision", "sent_back", BROUGHT, False),
        ("statement", "noted", BROUGHT, False),
    ],
)
def test_a_treatment_after_the_hearing(root: Root, kind: str, result: str, day: date, found: bool) -> None:
    """A decision before the hearing is to hold it."""
    plan = heard(root, hearing_submissions=2)
    case = recommended(plan, date(2026, 7, 1))
    body = Body.objects.create(root=root, key="fsk", name="Formannskapet", kind="executive_committee")
    fields = {"kind": kind, "result": result, "date": day, "position": 1}
    Treatment.objects.create(root=root, case=case, body=body, **fields)
    assert bool(keys(root, "T-98", TODAY)) is found


def test_the_steps_of_the_process_count(root: Root) -> None:
    steps = {"hearing": (date(2026, 8, 1), date(2026, 9, 30)), "recommendation": (BROUGHT,)}
    plan = make_plan(root, key="temaplan", type="theme_plan", status="under_way")
    process = make_process(plan, "theme-plan", dates=steps)
    assert keys(root, "T-98", TODAY) == ["temaplan"]
    process.status = "stopped"
    process.save()
    assert keys(root, "T-98", TODAY) == []


@pytest.mark.parametrize(
    ("last", "done"),
    [
        (date(2026, 9, 30), date(2026, 11, 24)),
        (date(2026, 12, 15), date(2026, 9, 30)),
        (date(2026, 9, 30), None),
    ],
)
def test_a_hearing_lasts_no_longer_for_being_told_as_done_late(
    root: Root, last: date, done: date | None
) -> None:
    """The recommendation came after its last day, crossed off later or ended before it was planned to."""
    plan = make_plan(root, key="temaplan", type="theme_plan", status="under_way")
    dates = {"hearing": (date(2026, 8, 1), last, done), "recommendation": (BROUGHT,)}
    make_process(plan, "theme-plan", dates=dates)
    assert keys(root, "T-98", TODAY) == ["temaplan"]


def test_an_adopted_plan_is_told_of_only_when_somebody_has_counted(root: Root) -> None:
    plan = heard(root, status="adopted", hearing_submissions=110)
    recommended(plan)
    assert keys(root, "T-98", TODAY) == []
    Plan.objects.filter(pk=plan.pk).update(hearing_assessed=109)
    assert keys(root, "T-98", TODAY) == ["samfunnsdel"]
    Plan.objects.filter(pk=plan.pk).update(status="repealed")
    assert keys(root, "T-98", TODAY) == []
