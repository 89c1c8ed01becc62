"""T-80 and T-81 of a plan that is adopted: what was not lawful is told as long as the adopted version stands."""

from datetime import date
from typing import Any

import pytest

from rodtrad.cases.models import Case
from rodtrad.organisations.models import Root
from rodtrad.planning.models import Process, ProcessStatus
from rodtrad.planning.operations.freeze import write_version
from rodtrad.plans.models import Plan, Version, VersionLabel, VersionMark
from tests.goals.checked import findings, keys
from tests.goals.factories import make_plan
from tests.planning.processes import make_process
from tests.planning.test_rules import MEETING, fiscal, only

pytestmark = pytest.mark.django_db
LATE = {"proposal": (None, None, date(2026, 11, 10)), "recommendation": (None, None, date(2026, 12, 4))}
AFTER = date(2027, 3, 1)


def decide(plan: Plan, day: date = MEETING, *, status: str = "adopted") -> Version:
    """Adopt the plan as the operation does: a version that stands, and a process that is over."""
    case, _made = Case.objects.get_or_create(root=plan.root, key="vedtak", number="9/26", title="Vedtaket")
    Case.objects.filter(pk=case.pk).update(date=day)
    Plan.objects.filter(pk=plan.pk).update(status=status, case=case)
    Process.objects.filter(plan=plan).update(status=ProcessStatus.DONE)
    case.refresh_from_db()
    return write_version(plan=plan, label=VersionLabel.ADOPTED, day=day, case=case)


def test_what_was_public_too_late_is_told_after_the_decision(root: Root) -> None:
    plan = fiscal(root, dates=LATE)
    version = decide(plan)
    told = str(only(root, "T-80", AFTER).message)
    assert "ble offentlig 4. desember 2026, og møtet var 14. desember 2026." in told
    assert "Det manglet 4." in told
    VersionMark.objects.create(root=root, version=version, reason="Feil")
    assert keys(root, "T-80", AFTER) == [], "the version does not stand"


def test_a_plan_that_is_repealed_is_left_in_peace(root: Root) -> None:
    plan = fiscal(root, dates=LATE)
    decide(plan)
    Plan.objects.filter(pk=plan.pk).update(status="repealed")
    assert keys(root, "T-80", AFTER) == []


@pytest.mark.parametrize(("day", "found"), [(date(2026, 12, 18), False), (date(2026, 12, 17), True)])
def test_the_real_day_of_the_decision_counts(root: Root, day: date, found: bool) -> None:
    """The meeting was planned for the 14th, four days too early for what was public on the 4th."""
    decide(fiscal(root, dates=LATE), day)
    assert bool(keys(root, "T-80", AFTER)) is found


def test_the_real_day_of_publication_in_the_case_counts(root: Root) -> None:
    plan = fiscal(root, dates={**LATE, "recommendation": (date(2026, 12, 4),)})
    decide(plan)
    assert keys(root, "T-80", AFTER) == [], "it was planned, and nobody has said when it was public"
    Case.objects.filter(root=root, key="vedtak").update(recommended_on=date(2026, 12, 4))
    assert keys(root, "T-80", AFTER) == ["okonomiplan"]
    Case.objects.filter(root=root, key="vedtak").update(recommended_on=date(2026, 11, 30))
    assert keys(root, "T-80", AFTER) == []


def test_the_clock_of_the_decision_itself_stops(root: Root) -> None:
    plan = make_plan(root, key="okonomiplan", type="fiscal_plan", from_year=2027, status="under_way")
    make_process(plan, "fiscal-plan", wanted=date(2027, 1, 27))
    decide(plan, date(2027, 1, 27))
    assert keys(root, "T-82", AFTER) == []


@pytest.mark.parametrize(("last", "found"), [(date(2026, 12, 20), True), (date(2027, 1, 12), False)])
@pytest.mark.parametrize("where", ["process", "register"])
def test_a_hearing_that_was_too_short_is_told_after_the_decision(
    root: Root, where: str, last: date, found: bool
) -> None:
    first = date(2026, 12, 1)
    days: dict[str, Any] = {"hearing_from": first, "hearing_to": last} if where == "register" else {}
    plan = make_plan(root, key="kps", type="social_element", status="hearing", **days)
    make_process(plan, "social-element", dates={"hearing": (first, last, last)} if not days else {})
    decide(plan, date(2027, 2, 1))
    told = [str(one.message) for one in findings(root, "T-81", AFTER)]
    assert len(told) == found
    assert all("varte fra 1. desember 2026 til 20. desember 2026, 19 dager." in one for one in told)
