"""T-06, T-07, T-09."""

import pytest

from rodtrad.goals.models import Framework
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import (
    LEVELS,
    level,
    make_element,
    make_framework,
    make_link,
    make_member,
    make_plan,
    make_root,
    make_rule,
    place,
)


def test_link_that_skips_a_level(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal", "Byen er trygg", key="maalet")
    make_element(plan, "tiltak", key="rett-opp", contributes_to=goal)
    make_element(plan, "tiltak", contributes_to=make_element(plan, "strategi", contributes_to=goal))
    (found,) = findings(root, "T-06")
    assert found.key == "rett-opp"
    assert [one.key for one in found.related] == ["maalet"]
    message = "Går rett til «Byen er trygg» (maal). Vanlig neste ledd er tema, strategi eller punkt."
    assert str(found.message) == message


def test_placement_that_skips_a_level_is_found_once(root: Root, framework: Framework, plan: Plan) -> None:
    make_rule(level(framework, "tiltak"), level(framework, "maal"), "under", normal=False)
    goal = make_element(plan, "maal")
    make_element(plan, "tiltak", key="bare-plassert", under=goal)
    make_element(plan, "tiltak", key="begge", under=goal, contributes_to=goal)
    assert keys(root, "T-06") == ["bare-plassert", "begge"]


def test_measure_that_serves_no_goal(root: Root, plan: Plan) -> None:
    make_element(plan, "tiltak", key="los")
    make_element(plan, "tiltak", contributes_to=make_element(plan, "maal"))
    assert keys(root, "T-07") == ["los"]


def test_only_the_topmost_loose_element_is_found(root: Root, plan: Plan) -> None:
    strategy = make_element(plan, "strategi", key="los-strategi")
    measure = make_element(plan, "tiltak", contributes_to=strategy)
    make_element(plan, "oppdrag", contributes_to=measure)
    assert keys(root, "T-07") == ["los-strategi"]


def test_measure_under_a_theme_that_serves_no_goal(root: Root, plan: Plan) -> None:
    make_element(plan, "tiltak", key="los", contributes_to=make_element(plan, "tema", "Luft"))
    (found,) = findings(root, "T-07")
    assert "«Luft»" in str(found.message)


def test_measures_where_the_framework_has_no_goals(root: Root) -> None:
    framework = make_framework(root, key="bare-tiltak", levels=LEVELS[5:])
    make_element(make_plan(root, framework=framework), "tiltak")
    assert keys(root, "T-07") == []


def test_a_measure_may_serve_the_regions_goal(root: Root, framework: Framework, plan: Plan) -> None:
    region = make_root(kind="region")
    theirs = make_framework(region)
    make_member(region, root)
    make_rule(level(framework, "strategi"), level(theirs, "maal"))
    regional = make_element(make_plan(region, framework=theirs), "maal", key="regionens")
    strategy = make_element(plan, "strategi", key="var")
    assert keys(root, "T-07") == ["var"]
    make_link(strategy, regional)
    assert keys(root, "T-07") == []
    assert keys(region, "T-03") == [], "the member's strategy carries the region's goal"


def test_no_rule_reports_a_member_to_its_region(root: Root, framework: Framework, plan: Plan) -> None:
    region = make_root(kind="region")
    make_member(region, root)
    theirs = make_framework(region)
    make_rule(level(framework, "maal"), level(theirs, "maal"))
    regional = make_element(make_plan(region, framework=theirs), "maal", key="regionens")
    make_link(make_element(plan, "maal", key="kommunens", responsible=None), regional)
    assert keys(region, "T-03") == ["regionens"]
    assert keys(region, "T-11") == []


@pytest.mark.parametrize("status", ["adopted", "hearing"])
def test_plan_that_names_no_goal(root: Root, framework: Framework, status: str) -> None:
    plan = make_plan(root, key="temaplan", framework=framework, status=status)
    assert "ikke ført inn" in str(findings(root, "T-09")[0].message)
    make_element(plan, "strategi")
    assert keys(root, "T-09") == ["temaplan"]


def test_a_plan_may_hold_carry_over_or_serve_a_goal(root: Root, framework: Framework, plan: Plan) -> None:
    goal = make_element(plan, "maal")
    place(goal, make_plan(root, framework=framework))
    make_element(make_plan(root, framework=framework), "strategi", contributes_to=goal)
    assert keys(root, "T-09") == []


def test_a_plan_elaborated_by_one_of_its_kind(root: Root, framework: Framework) -> None:
    whole = make_plan(root, type="fiscal_plan", framework=framework)
    make_element(make_plan(root, type="fiscal_plan", framework=framework, parent=whole), "maal")
    assert keys(root, "T-09") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "knowledge_base"},
        {"type": "land_use_element"},
        {"status": "under_way"},
        {"status": "repealed"},
    ],
)
def test_plans_that_need_not_name_a_goal(root: Root, framework: Framework, fields: dict[str, str]) -> None:
    make_plan(root, framework=framework, **fields)
    assert keys(root, "T-09") == []


def test_plans_of_a_root_without_goals(root: Root) -> None:
    make_framework(root, key="uten", levels=[("tiltak", "measure")])
    make_plan(root)
    assert keys(root, "T-09") == []
