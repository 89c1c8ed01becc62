"""What the wheel is told: limits and hearings of processes that go on, for who may see the plan."""

from datetime import date

import pytest
from django.utils import timezone

from rodtrad.core.events import EventKind
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY
from rodtrad.planning.models import Process
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
