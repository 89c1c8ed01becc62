"""The planstrategi on the wheel: the stages of its work, and when plans are begun and adopted, for who may see them."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from django.test import Client

from rodtrad.core.events import Cycle, Event, EventKind, events_between
from rodtrad.core.history import events_of
from rodtrad.core.models import Origin, Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer
from rodtrad.planning.models import StrategyItem, StrategyPhase
from rodtrad.planning.semesters import semester
from rodtrad.plans.models import Plan
from tests.goals.factories import make_plan
from tests.planning.strategies import make_item, make_phase, make_strategy

pytestmark = pytest.mark.django_db
TERM = (date(2023, 10, 1), date(2027, 9, 30))


def told(root: Root, viewer: Viewer = NOBODY, days: tuple[date, date] = TERM) -> dict[str, Event]:
    """Return the planstrategi's events by identity."""
    found = events_between(root, viewer, *days)
    return {one.uid: one for one in found if one.uid.startswith(("fase-", "revisjon-"))}


def test_a_stage_lasts_its_days_in_the_term(root: Root) -> None:
    strategy = make_strategy(root)
    phase = make_phase(strategy, first=date(2024, 1, 1), last=date(2024, 2, 29), origin=Origin.EXAMPLE)
    make_phase(strategy, first=date(2023, 1, 1), last=date(2023, 6, 30), title="Før perioden")
    [event] = told(root).values()
    assert event.uid == f"fase-{phase.pk}"
    assert (event.title, event.first, event.last) == (
        "Forprosess (Planstrategi 2023)",
        date(2024, 1, 1),
        date(2024, 2, 29),
    )
    assert (event.kind, event.cycle, event.is_example) == (EventKind.PLAN, Cycle.TERM, True)
    assert event.page == ("strategy", "planstrategi-2023")


def test_a_revision_begins_and_ends_with_its_half_years(root: Root) -> None:
    plan = make_plan(root, key="kulturplan", title="Kulturplan", type="theme_plan", status="adopted")
    item = make_item(
        make_strategy(root), plan, decision="revise", start_semester=semester(2025, 2), adopt_semester=semester(2026, 1)
    )  # fmt: skip
    found = told(root)
    assert {uid: (one.first, one.last, one.title) for uid, one in found.items()} == {
        f"revisjon-{item.pk}-start": (
            date(2025, 7, 1),
            date(2025, 7, 1),
            "Arbeidet med «Kulturplan» begynner",
        ),
        f"revisjon-{item.pk}-vedtas": (
            date(2026, 6, 30),
            date(2026, 6, 30),
            "«Kulturplan» skal være vedtatt",
        ),
    }
    assert {one.cycle for one in found.values()} == {Cycle.TERM}
    assert "1. halvår 2026" in found[f"revisjon-{item.pk}-vedtas"].description


@pytest.mark.parametrize("decision", ["continue", "repeal", "undecided"])
def test_what_takes_no_work_has_no_days(root: Root, decision: str) -> None:
    plan = make_plan(root, key="kulturplan", type="theme_plan")
    make_item(make_strategy(root), plan, decision=decision, start_semester=4052, adopt_semester=4053)
    assert not told(root)


def test_nobody_is_told_of_a_hidden_strategy_or_plan(root: Root) -> None:
    strategy = make_strategy(root)
    hidden = make_plan(root, key="hemmelig", type="theme_plan", visibility=Visibility.INTERNAL)
    make_item(strategy, hidden, decision="revise", start_semester=4052)
    wanted = make_item(strategy, decision="make", start_semester=4052)
    assert list(told(root)) == [f"revisjon-{wanted.pk}-start"]
    assert len(told(root, EVERYTHING)) == 2
    Plan.objects.filter(pk=strategy.plan_id).update(visibility=Visibility.INTERNAL)
    assert not told(root)
    assert len(told(root, EVERYTHING)) == 2


def test_another_root_and_a_repealed_strategy_say_nothing(root: Root) -> None:
    strategy = make_strategy(root)
    make_phase(strategy, first=date(2024, 1, 1), last=date(2024, 2, 29))
    Plan.objects.filter(pk=strategy.plan_id).update(status="repealed")
    assert not told(root, EVERYTHING)


def test_what_is_moved_is_the_same_event_in_a_later_edition(root: Root) -> None:
    strategy = make_strategy(root)
    phase = make_phase(strategy, first=date(2024, 1, 1), last=date(2024, 2, 29))
    item = make_item(strategy, decision="make", adopt_semester=4052)
    for name in ("StrategyPhaseEvent", "StrategyItemEvent"):
        events_of("planning", name).update(pgh_created_at=F("pgh_created_at") - timedelta(days=1))
    before = told(root)
    StrategyPhase.objects.filter(pk=phase.pk).update(last=date(2024, 3, 31))
    StrategyItem.objects.filter(pk=item.pk).update(adopt_semester=4053)
    after = told(root)
    assert before.keys() == after.keys()
    for uid, one in after.items():
        assert one.last > before[uid].last
        assert one.sequence > before[uid].sequence > 0


def test_the_wheel_leads_to_what_tells_more_for_anyone(root: Root) -> None:
    strategy = make_strategy(root)
    make_phase(strategy, first=date(2024, 1, 1), last=date(2024, 2, 29))
    make_item(strategy, decision="make", start_semester=semester(2025, 1))
    nobody = Client()
    page = nobody.get(f"/{root.slug}/arshjul/?ar=2026").content.decode()
    assert "Forprosess (Planstrategi 2023)" in page
    assert "Arbeidet med «Temaplan for gode naboer» begynner" in page
    for event in told(root).values():
        path = f"/{root.slug}/planstrategi/planstrategi-2023/" + (
            f"punkt/{event.page[2]}/" if len(event.page) > 2 else ""
        )
        assert f'href="{path}"' in page
        assert nobody.get(path).status_code == 200
