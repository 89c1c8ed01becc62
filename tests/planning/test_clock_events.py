"""What the wheel is told: limits and hearings of processes that go on, for who may see the plan."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from rodtrad.core.events import Event, EventKind, events_between
from rodtrad.core.history import events_of
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer
from rodtrad.planning.models import Process, ProcessStep
from rodtrad.planning.queries.clock_events import clock_events
from rodtrad.plans.models import Plan
from tests.goals.factories import make_plan
from tests.planning.processes import FISCAL, make_council, make_process

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def fiscal(root: Root, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 25))
    plan = make_plan(
        root, key="okonomiplan", title="Økonomiplan", type="fiscal_plan", from_year=2027, status="under_way"
    )
    make_process(plan, FISCAL, meeting=make_council(root, date(2026, 12, 14))[0])
    return plan


def test_limits_are_days_by_which_something_must_be_done(root: Root, fiscal: Plan) -> None:
    found = {event.uid: event for event in clock_events(root, NOBODY, *YEAR)}
    assert {uid: event.first for uid, event in found.items()} == {
        "frist-okonomiplan-pbl-11-4-proposal": date(2026, 11, 14),
        "frist-okonomiplan-koml-14-3-recommendation-recommendation": date(2026, 11, 30),
        "frist-okonomiplan-koml-14-3-year-end-council": date(2026, 12, 31),
    }
    first = found["frist-okonomiplan-pbl-11-4-proposal"]
    assert first.title == "Frist: Forslaget til handlingsdel er offentlig (Økonomiplan)"
    assert (first.kind, first.reference, first.page) == (
        EventKind.DEADLINE,
        "Planloven § 11-4",
        ("plan_clocks", "okonomiplan"),
    )


def test_a_planned_hearing_is_an_event_of_its_days(root: Root, fiscal: Plan) -> None:
    plan = make_plan(root, key="kps", title="Samfunnsdelen", type="social_element", status="under_way")
    make_process(plan, "social-element", dates={"hearing": (date(2026, 12, 1), date(2027, 1, 15))})
    [event] = [one for one in clock_events(root, NOBODY, *YEAR) if one.kind is EventKind.HEARING]
    assert (event.title, event.first, event.last) == (
        "Høring og offentlig ettersyn: Samfunnsdelen",
        date(2026, 12, 1),
        date(2027, 1, 15),
    )


def hearings(root: Root, viewer: Viewer = NOBODY) -> list[Event]:
    found = events_between(root, viewer, date(2026, 1, 1), date(2027, 12, 31))
    return [one for one in found if one.kind is EventKind.HEARING]


@pytest.fixture
def heard(root: Root) -> Process:
    """Return the process of a plan whose hearing stands both there and in the register."""
    days = (date(2027, 1, 4), date(2027, 3, 1))
    plan = make_plan(
        root,
        key="kps",
        title="Samfunnsdelen",
        type="social_element",
        hearing_from=days[0],
        hearing_to=days[1],
    )
    return make_process(plan, "social-element", dates={"hearing": days})


def test_a_hearing_that_is_moved_in_the_process_is_one_event_and_the_same(root: Root, heard: Process) -> None:
    for app, name in (("planning", "ProcessEvent"), ("planning", "ProcessStepEvent"), ("plans", "PlanEvent")):
        events_of(app, name).update(pgh_created_at=F("pgh_created_at") - timedelta(days=1))
    [before] = hearings(root)
    ProcessStep.objects.filter(process=heard).update(first=date(2027, 2, 1), last=date(2027, 4, 1))
    [after] = hearings(root)
    assert (before.uid, after.uid) == ("horing-kps", "horing-kps")
    assert (before.first, after.first, after.last) == (date(2027, 1, 4), date(2027, 2, 1), date(2027, 4, 1))
    assert after.sequence > before.sequence


def test_a_hearing_that_is_moved_to_another_year_is_gone_from_the_first(root: Root, heard: Process) -> None:
    ProcessStep.objects.filter(process=heard).update(first=date(2028, 2, 1), last=date(2028, 4, 1))
    assert not hearings(root)


@pytest.mark.parametrize("end", ["done", "stopped", "no days"])
def test_a_hearing_is_one_event_whatever_becomes_of_the_process(root: Root, heard: Process, end: str) -> None:
    [before] = hearings(root)
    if end == "no days":
        ProcessStep.objects.filter(process=heard).delete()
    else:
        Process.objects.filter(pk=heard.pk).update(status=end)
    [after] = hearings(root)
    assert (after.uid, after.first) == (before.uid, before.first)
    assert after.sequence >= before.sequence


def test_a_stopped_process_plans_no_hearing(root: Root, heard: Process) -> None:
    Plan.objects.filter(pk=heard.plan_id).update(hearing_from=None, hearing_to=None)
    assert len(hearings(root)) == 1
    Process.objects.filter(pk=heard.pk).update(status="stopped")
    assert not hearings(root)


def test_a_hearing_of_the_programme_stands_beside_the_plans_own(root: Root, heard: Process) -> None:
    ProcessStep.objects.create(
        root=root, process=heard, step="programme_hearing", first=date(2026, 3, 2), last=date(2026, 4, 20)
    )
    assert [one.uid for one in hearings(root)] == ["steg-kps-programme_hearing", "horing-kps"]


def test_a_hidden_hearing_is_hidden_in_both_rooms(root: Root, heard: Process) -> None:
    Plan.objects.filter(pk=heard.plan_id).update(visibility=Visibility.INTERNAL)
    assert not hearings(root)
    assert len(hearings(root, EVERYTHING)) == 1


def test_what_is_over_hidden_or_outside_the_days_is_left_out(root: Root, fiscal: Plan) -> None:
    assert not list(clock_events(root, NOBODY, date(2025, 1, 1), date(2025, 12, 31)))
    Plan.objects.filter(pk=fiscal.pk).update(visibility=Visibility.INTERNAL)
    assert not list(clock_events(root, NOBODY, *YEAR))
    assert list(clock_events(root, EVERYTHING, *YEAR))
    Process.objects.update(status="done")
    assert not list(clock_events(root, EVERYTHING, *YEAR))


def test_a_change_makes_a_later_edition(root: Root, fiscal: Plan) -> None:
    before = next(iter(clock_events(root, NOBODY, *YEAR)))
    assert before.sequence > 0
    assert before.changed_at is not None
