"""How far the threads reach, and the light web that pages follow threads in."""

import pytest

from rodtrad.core.models import Visibility
from rodtrad.goals.queries.reach import ThreadReach, thread_reach
from rodtrad.goals.queries.web import read_web
from rodtrad.organisations.permissions import EVERYTHING, NOBODY
from rodtrad.plans.models import Plan
from tests.goals.factories import make_element, make_framework, make_plan, make_root

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    root = make_root(slug="rekkevidde")
    return make_plan(root, framework=make_framework(root))


def counts(reach: ThreadReach) -> list[int]:
    return [stage.reached for stage in reach.stages]


def test_counts_a_thread_for_each_last_strategy_under_a_goal(plan: Plan) -> None:
    goal = make_element(plan, "maal")
    done = make_element(plan, "strategi", contributes_to=goal)
    make_element(plan, "punkt", contributes_to=make_element(plan, "strategi", contributes_to=goal))
    measure = make_element(plan, "tiltak", contributes_to=done)
    make_element(plan, "oppdrag", contributes_to=measure)
    make_element(plan, "maal")  # a goal with nothing under it is a thread that ends at once
    make_element(plan, "strategi")  # a strategy without a goal is on no thread
    assert counts(thread_reach(plan.root, NOBODY)) == [3, 2, 1, 1]


def test_what_is_done_right_under_a_goal_carries_the_goal(plan: Plan) -> None:
    make_element(plan, "tiltak", contributes_to=make_element(plan, "maal"))
    assert counts(thread_reach(plan.root, NOBODY)) == [1, 1]


def test_follows_only_what_the_viewer_may_see(plan: Plan) -> None:
    goal = make_element(plan, "maal")
    make_element(plan, "tiltak", contributes_to=goal, visibility=Visibility.INTERNAL)
    assert counts(thread_reach(plan.root, NOBODY)) == [1]
    assert counts(thread_reach(plan.root, EVERYTHING)) == [1, 1]


def test_an_example_is_told(plan: Plan) -> None:
    goal = make_element(plan, "maal")
    assert not thread_reach(plan.root, NOBODY).involves_example
    make_element(plan, "tiltak", contributes_to=goal, origin="example")
    assert thread_reach(plan.root, NOBODY).involves_example


def test_the_way_up_begins_at_the_challenge(plan: Plan) -> None:
    challenge = make_element(plan, "floke")
    goal = make_element(plan, "maal", addresses=challenge)
    strategy = make_element(plan, "strategi", contributes_to=goal)
    web = read_web(plan.root, NOBODY, [strategy.id])
    assert [point.id for point in web.way_up(strategy.id)] == [challenge.id, goal.id]


def test_the_way_up_stops_below_what_is_hidden(plan: Plan) -> None:
    challenge = make_element(plan, "floke")
    goal = make_element(plan, "maal", addresses=challenge, visibility=Visibility.INTERNAL)
    strategy = make_element(plan, "strategi", contributes_to=goal)
    assert read_web(plan.root, NOBODY, [strategy.id]).way_up(strategy.id) == []


def test_ways_up_are_read_in_four_queries(plan: Plan, django_assert_num_queries: object) -> None:
    above = make_element(plan, "maal")
    for level in ("strategi", "punkt", "tiltak", "oppdrag"):
        above = make_element(plan, level, contributes_to=above)
    with django_assert_num_queries(4):  # type: ignore[operator]  # pytest-django's fixture
        read_web(plan.root, NOBODY, [above.id])
