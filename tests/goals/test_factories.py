"""The factories make rows that the database accepts, in adopted plans and across roots too."""

import pytest

from tests.goals.factories import (
    level,
    make_element,
    make_exception,
    make_framework,
    make_link,
    make_local_target,
    make_member,
    make_plan,
    make_root,
    make_rule,
    place,
)

pytestmark = pytest.mark.django_db


def test_thread_in_an_adopted_plan() -> None:
    root = make_root(slug="testby")
    framework = make_framework(root)
    plan = make_plan(root, framework=framework)
    floke = make_element(plan, "floke")
    goal = make_element(plan, "maal", "Byen er grønn", addresses=floke, sdg=["11", "11.6"])
    make_element(plan, "tema", contributes_to=goal, under=goal, number="1")
    place(goal, make_plan(root, framework=framework))
    make_local_target(root, "11.6")
    make_exception(root, "T-03", goal.key)
    plan.refresh_from_db()
    assert plan.status == "adopted"
    assert goal.placements.count() == 2
    assert goal.links_up.get().parent == floke


def test_link_from_a_member_to_its_region() -> None:
    member, region = make_root(), make_root(kind="region")
    make_member(region, member)
    ours, theirs = make_framework(member), make_framework(region)
    make_rule(level(ours, "maal"), level(theirs, "maal"))
    goal = make_element(make_plan(member, framework=ours), "maal")
    regional = make_element(make_plan(region, framework=theirs), "maal")
    assert make_link(goal, regional).parent_root == region
