"""Events in calendars: an edition grows whatever moves the event, and never falls; one identity; a county's year."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db.models import F
from django.test import Client

from rodtrad.cases.models import Case, Meeting
from rodtrad.core import events
from rodtrad.core.events import Event, edition_of, events_between
from rodtrad.core.history import events_of
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY, Viewer
from rodtrad.planning.models import ClockChoice
from rodtrad.planning.operations.wheel import FIELDS, back_to_default, save_entry
from rodtrad.planning.queries.clocks import clocks_of_plan
from rodtrad.planning.queries.council_meetings import meetings_to_choose
from rodtrad.planning.queries.wheel import find_recurring
from rodtrad.plans.models import KnowledgeBase, Plan
from tests.cases.factories import make_body, make_case, make_meeting, make_treatment, person_with
from tests.goals.factories import make_plan, make_root
from tests.planning.processes import FISCAL, make_council, make_process

TODAY = date(2026, 11, 25)
ASKED = "api/v1/organisations"


def let_a_day_pass() -> None:
    """Let what is done so far have been done a day ago: one transaction has one time."""
    for app, name in (
        ("planning", "ProcessEvent"), ("plans", "PlanEvent"), ("plans", "KnowledgeBaseEvent"), ("cases", "CaseEvent")
    ):  # fmt: skip
        events_of(app, name).update(pgh_created_at=F("pgh_created_at") - timedelta(days=1))
    Meeting.objects.update(changed_at=F("changed_at") - timedelta(days=1))


def one(root: Root, start: str) -> Event:
    found = events_between(root, NOBODY, date(2026, 1, 1), date(2031, 12, 31))
    return next(event for event in found if event.uid.startswith(start))


def test_two_moves_in_a_minute_are_two_editions() -> None:
    first = datetime(2026, 11, 25, 12, 0, 1, tzinfo=UTC)
    assert edition_of(first) < edition_of(first + timedelta(seconds=1)) < 2**31
    assert edition_of(datetime(2189, 1, 1, tzinfo=UTC)) < 2**31


@pytest.mark.django_db
def test_a_default_that_stands_again_is_a_later_edition(root: Root) -> None:
    editor = person_with(root, "editor")
    told = [one(root, "arsberetning-2027")]
    for day in (15, 16):
        now = find_recurring(root, Viewer(ceiling=1), "arsberetning")
        assert now is not None
        values = {name: getattr(now, name) for name in FIELDS} | {"starts": date(2024, 3, day)}
        save_entry(actor=editor, root=root, values=values, now=now)
        told.append(one(root, "arsberetning-2027"))
        now = find_recurring(root, Viewer(ceiling=1), "arsberetning")
        assert now is not None
        back_to_default(actor=editor, root=root, entry=now)
        told.append(one(root, "arsberetning-2027"))
    assert [event.first.day for event in told] == [31, 15, 31, 16, 31]
    editions = [event.sequence for event in told]
    assert editions == sorted(set(editions))


def _choose(root: Root, plan: Plan) -> None:
    ClockChoice.objects.create(root=root, rule="pbl-11-4", days=45, strict=True, reason="Lokal regel")


def _next_year(root: Root, plan: Plan) -> None:
    plan.from_year = 2028
    plan.save()


def _publish(root: Root, plan: Plan) -> None:
    Case.objects.filter(plans=plan).update(legal_basis="pbl. § 11-4")


def _renew(root: Root, plan: Plan) -> None:
    KnowledgeBase.objects.filter(plan=plan).update(renewed_on=date(2025, 6, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "change"),
    [("frist-", _choose), ("frist-", _next_year), ("frist-", _publish), ("fornyes-", _renew)],
)
def test_what_moves_a_limit_makes_a_later_edition(
    root: Root, start: str, change: Callable[[Root, Plan], None]
) -> None:
    plan = make_plan(root, key="okonomiplan", type="fiscal_plan", from_year=2027, status="under_way")
    plan.case = make_case(root)
    plan.save()
    KnowledgeBase.objects.create(root=root, plan=plan, renewed_on=date(2024, 1, 1), every_years=4)
    make_process(plan, FISCAL, meeting=make_council(root, date(2026, 12, 31))[0])
    let_a_day_pass()
    before = one(root, start)
    change(root, plan)
    assert one(root, start).sequence > before.sequence


@pytest.mark.django_db
def test_the_api_and_the_calendar_name_an_event_alike(root: Root, client: Client) -> None:
    items = client.get(f"/{ASKED}/{root.slug}/events?first=2026-12-31&last=2026-12-31").json()["items"]
    calendar = client.get(f"/{root.slug}/kalender.ics").content.decode()
    assert items
    for item in items:
        assert f"UID:{item['uid']}\r\n" in calendar
    assert events.whole_uid(SimpleNamespace(uid="a@b"), "c") == "a@b"  # type: ignore[arg-type]  # only its uid is read


@pytest.mark.django_db
def test_a_county_has_its_own_year() -> None:
    county, municipality = (
        {event.title: event.reference for event in events_between(root, NOBODY, TODAY, date(2030, 12, 31))}
        for root in (make_root(kind="county"), make_root())
    )
    assert county["Regional planstrategi er vedtatt"] == "pbl. § 7-1"
    assert "Fylkestinget er konstituert" in county
    assert not {"Kommunestyret er konstituert", "Planstrategien er vedtatt"} & county.keys()
    assert municipality["Planstrategien er vedtatt"] == "pbl. § 10-1"
    assert "Fylkestinget er konstituert" not in municipality


@pytest.mark.django_db
def test_a_plan_waits_for_the_body_that_decides_it(root: Root) -> None:
    [council] = make_council(root, date(2026, 12, 14))
    committee = make_meeting(make_body(root, kind="executive_committee"), date=date(2026, 12, 1))
    theme = make_plan(root, key="tema", type="theme_plan", status="under_way")
    fiscal = make_plan(root, key="okonomi", type="fiscal_plan", status="under_way")
    assert set(meetings_to_choose(theme, None, TODAY)) == {council, committee}
    assert set(meetings_to_choose(fiscal, None, TODAY)) == {council}
    fiscal.case = make_case(root)
    fiscal.save()
    make_treatment(fiscal.case, committee.body)
    assert set(meetings_to_choose(fiscal, None, TODAY)) == {council, committee}
    make_process(theme, "theme-plan", meeting=committee)
    found = clocks_of_plan(theme, NOBODY, TODAY)
    assert found is not None
    assert list(found.meetings) == [committee]
