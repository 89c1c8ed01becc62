"""T-80 to T-84: what the thread check says of deadlines, versions, and plans that nobody has decided on."""

from datetime import date

import pytest

from rodtrad.cases.models import Case
from rodtrad.core.checks import Finding
from rodtrad.core.models import Visibility
from rodtrad.goals.checking import visible_to
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY, Viewer
from rodtrad.planning.models import ClockChoice, PlanningStrategy, Process, ProcessStatus, StrategyItem
from rodtrad.planning.operations.keep_adopted import keep_adopted
from rodtrad.plans.models import Plan
from tests.goals.checked import check, findings, keys
from tests.goals.factories import make_element, make_plan
from tests.planning.processes import FISCAL, make_council, make_process

pytestmark = pytest.mark.django_db
TODAY, MEETING = date(2026, 11, 25), date(2026, 12, 14)


def fiscal(root: Root, **given: object) -> Plan:
    plan = make_plan(root, key="okonomiplan", type="fiscal_plan", from_year=2027, status="under_way")
    make_process(plan, FISCAL, meeting=make_council(root, MEETING)[0], **given)
    return plan


def only(root: Root, rule: str, today: date = TODAY) -> Finding:
    [found] = findings(root, rule, today)
    return found


# T-80


def test_a_proposal_that_is_not_public_in_time(root: Root) -> None:
    fiscal(root)
    found = only(root, "T-80")
    assert str(found.message) == (
        "Forslaget måtte være offentlig senest 14. november 2026. Planloven § 11-4 krever 30 dager før møtet "
        "14. desember 2026."
    )
    assert (found.kind, found.key) == ("plan", "okonomiplan")


def test_a_recommendation_that_is_public_too_late(root: Root) -> None:
    done = {"proposal": (None, None, date(2026, 11, 10)), "recommendation": (date(2026, 12, 4),)}
    fiscal(root, dates=done)
    assert "Det mangler 4." in str(only(root, "T-80").message)


def test_what_is_public_in_time_is_no_finding(root: Root) -> None:
    done = {"proposal": (None, None, date(2026, 11, 10)), "recommendation": (date(2026, 11, 30),)}
    fiscal(root, dates=done)
    assert keys(root, "T-80", TODAY) == []


def test_the_days_of_the_case_count(root: Root) -> None:
    plan = fiscal(root)
    case = Case.objects.create(
        root=root, key="sak", number="1", title="Saken", proposed_on=date(2026, 11, 14)
    )
    Process.objects.filter(plan=plan).update(case=case)
    assert keys(root, "T-80", TODAY) == []


def test_the_roots_own_reading_counts(root: Root) -> None:
    fiscal(root, dates={"proposal": (None, None, date(2026, 11, 14))})
    assert keys(root, "T-80", TODAY) == []
    ClockChoice.objects.create(root=root, rule="pbl-11-4", strict=True, reason="Vi teller strengt")
    assert keys(root, "T-80", TODAY) == ["okonomiplan"]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"strict": True}, "krever 30 dager. Her telles bare hele dager imellom. Det mangler 1."),
        ({"days": 35}, "krever 30 dager. Her kreves 35 dager. Det mangler 5."),
        ({"days": 35, "strict": True}, "krever 30 dager. Her kreves 35 hele dager imellom. Det mangler 6."),
    ],
)
def test_what_the_root_asks_for_is_told_apart_from_the_law(
    root: Root, choice: dict[str, object], said: str
) -> None:
    fiscal(root, dates={"proposal": (None, None, date(2026, 11, 14))})
    ClockChoice.objects.create(root=root, rule="pbl-11-4", reason="Vi teller strengt", **choice)
    assert said in str(only(root, "T-80").message)


@pytest.mark.parametrize("status", [ProcessStatus.DONE, ProcessStatus.STOPPED])
def test_what_is_over_is_left_in_peace(root: Root, status: str) -> None:
    fiscal(root, status=status)
    assert keys(root, "T-80", TODAY) == []


def test_who_may_not_see_the_plan_is_not_told(root: Root) -> None:
    Plan.objects.filter(pk=fiscal(root).pk).update(visibility=Visibility.INTERNAL)
    result = check(root, "T-80", today=TODAY)
    assert not visible_to(result, NOBODY).findings
    assert visible_to(result, Viewer(ceiling=Visibility.INTERNAL)).findings


# T-81


def test_a_hearing_that_is_too_short(root: Root) -> None:
    plan = make_plan(root, key="kps", type="social_element", status="hearing")
    make_process(plan, "social-element", dates={"hearing": (date(2026, 12, 1), date(2027, 1, 11))})
    assert "41 dager" in str(only(root, "T-81").message)
    assert "tidligst være 12. januar 2027" in str(only(root, "T-81").message)


def test_a_hearing_of_six_weeks_in_the_stricter_reading(root: Root) -> None:
    plan = make_plan(root, key="kps", type="social_element", status="hearing")
    make_process(plan, "social-element", dates={"hearing": (date(2026, 12, 1), date(2027, 1, 12))})
    ClockChoice.objects.create(root=root, rule="pbl-11-14", strict=True, reason="Vi teller strengt")
    assert str(only(root, "T-81").message).endswith(
        "42 dager. Planloven § 11-14 krever minst 42. Her telles bare hele dager imellom. Siste dag kan tidligst "
        "være 13. januar 2027."
    )


def test_a_hearing_of_six_weeks(root: Root) -> None:
    plan = make_plan(root, key="kps", type="social_element", status="hearing")
    make_process(plan, "social-element", dates={"hearing": (date(2026, 12, 1), date(2027, 1, 12))})
    assert keys(root, "T-81", TODAY) == []


@pytest.mark.parametrize(
    ("kind", "found"), [("social_element", ["horing"]), ("theme_plan", []), ("agreement", [])]
)
def test_a_hearing_that_the_register_tells_of(root: Root, kind: str, found: list[str]) -> None:
    days = {"hearing_from": date(2026, 12, 1), "hearing_to": date(2026, 12, 20)}
    make_plan(root, key="horing", type=kind, status="hearing", **days)
    make_plan(root, key="vedtatt", type=kind, status="adopted", **days)
    assert keys(root, "T-81", TODAY) == found


def test_the_registers_hearing_counts_where_the_process_has_no_days_for_it(root: Root) -> None:
    days = {"hearing_from": date(2026, 12, 1), "hearing_to": date(2026, 12, 20)}
    plan = make_plan(root, key="horing", type="social_element", status="hearing", **days)
    process = make_process(plan, "social-element")
    assert keys(root, "T-81", TODAY) == ["horing"]
    Process.objects.filter(pk=process.pk).update(status=ProcessStatus.STOPPED)
    assert keys(root, "T-81", TODAY) == []


# T-82


def test_a_budget_after_new_year(root: Root) -> None:
    plan = make_plan(root, key="okonomiplan", type="fiscal_plan", from_year=2027, status="under_way")
    make_process(plan, "fiscal-plan", wanted=date(2027, 1, 27))
    assert "Siste lovlige dag er 31. desember 2026" in str(only(root, "T-82").message)
    Process.objects.filter(plan=plan).update(wanted=MEETING)
    assert keys(root, "T-82", TODAY) == []


# T-83


def test_an_adopted_plan_without_a_version(root: Root, plan: Plan) -> None:
    make_element(plan, "maal")
    make_plan(root, key="bare-register", status="adopted")
    framework = plan.plan_framework.framework
    letter = make_plan(root, key="brev", type="allocation_letter", status="adopted", framework=framework)
    make_element(letter, "maal")
    Plan.objects.filter(pk=plan.pk).update(status="adopted")
    assert keys(root, "T-83") == ["plan"]
    case = Case.objects.create(root=root, key="sak", number="1", title="S", date=date(2026, 1, 2))
    Plan.objects.filter(pk=plan.pk).update(case=case)
    keep_adopted(root)
    assert keys(root, "T-83") == []


# T-84


def test_a_plan_past_its_period(root: Root) -> None:
    old = make_plan(root, key="gammel", type="theme_plan", status="adopted", from_year=2018, to_year=2022)
    make_plan(root, key="gjelder", type="theme_plan", status="adopted", from_year=2018, to_year=2030)
    make_plan(root, key="okonomi", type="fiscal_plan", status="adopted", to_year=2022)
    make_plan(root, key="opphevet", type="theme_plan", status="repealed", to_year=2022)
    make_plan(root, key="strategi", type="planning_strategy", status="adopted", to_year=2023)
    assert keys(root, "T-84") == ["gammel"]
    assert "Perioden var ute i 2022" in str(only(root, "T-84", date(2026, 6, 1)).message)
    newer = make_plan(root, key="ny", type="theme_plan", status="adopted", replaces=old)
    assert keys(root, "T-84") == []
    newer.delete()
    strategy = PlanningStrategy.objects.create(
        root=root, plan=make_plan(root, type="planning_strategy"), term_from=2023, term_to=2027
    )
    item = StrategyItem.objects.create(root=root, strategy=strategy, plan=old)
    assert keys(root, "T-84") == ["gammel"], "nothing is decided yet"
    StrategyItem.objects.filter(pk=item.pk).update(decision="continue")
    assert keys(root, "T-84") == []
    Plan.objects.filter(pk=strategy.plan_id).update(status="under_way")
    assert keys(root, "T-84") == ["gammel"], "a draft decides nothing"
    Plan.objects.filter(pk=strategy.plan_id).update(status="adopted")
    assert keys(root, "T-84", date(2027, 12, 1)) == [], "the next council has a year"
    assert keys(root, "T-84", date(2028, 11, 1)) == ["gammel"], "what an older council decided is over"
