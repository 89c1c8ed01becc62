"""T-03, T-04, T-05."""

import pytest

from rodtrad.goals.models import Framework, Level
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import LEVELS, make_element, make_framework, make_plan


def test_goal_with_nothing_under_it(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", key="tomt")
    carried = make_element(plan, "maal")
    make_element(plan, "tiltak", contributes_to=make_element(plan, "strategi", contributes_to=carried))
    assert keys(root, "T-03") == ["tomt"]


def test_a_theme_alone_carries_nothing(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal", key="bare-tema")
    make_element(plan, "tema", contributes_to=goal)
    assert keys(root, "T-03") == ["bare-tema"]


def test_a_measure_under_a_theme_carries_the_goal(root: Root, plan: Plan) -> None:
    theme = make_element(plan, "tema", contributes_to=make_element(plan, "maal"))
    make_element(plan, "tiltak", contributes_to=theme)
    assert keys(root, "T-03") == []


def test_the_break_is_at_the_lowest_goal(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal")
    make_element(plan, "delmaal", key="nederst", contributes_to=goal)
    assert keys(root, "T-03") == ["nederst"]


@pytest.mark.parametrize("fields", [{"progress": "stopped"}, {"life_cycle": "repealed"}])
def test_what_has_stopped_carries_nothing(root: Root, plan: Plan, fields: dict[str, str]) -> None:
    goal = make_element(plan, "maal", key="maalet")
    make_element(plan, "strategi", "Den gamle veien", contributes_to=goal, **fields)
    (found,) = findings(root, "T-03")
    assert found.key == "maalet"
    assert "Den gamle veien" in str(found.message)


def test_what_is_done_has_carried_the_goal(root: Root, plan: Plan) -> None:
    make_element(plan, "strategi", contributes_to=make_element(plan, "maal"), progress="done")
    assert keys(root, "T-03") == []


def test_a_hidden_stopped_measure_is_not_named(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal")
    make_element(plan, "strategi", "Hemmelig", contributes_to=goal, progress="stopped", visibility=1)
    (found,) = findings(root, "T-03")
    assert found.visibility == 0
    assert "Hemmelig" not in str(found.message)
    assert not found.related


def test_goals_where_the_framework_has_nothing_to_carry_with(root: Root) -> None:
    framework = make_framework(root, key="bare-maal", levels=LEVELS[:5])
    make_element(make_plan(root, framework=framework), "maal")
    assert keys(root, "T-03") == []


def test_goals_where_the_carrying_levels_are_not_in_the_source(
    root: Root, framework: Framework, plan: Plan
) -> None:
    Level.objects.filter(framework=framework, position__gt=4).update(in_source=False)
    make_element(plan, "maal")
    assert keys(root, "T-03") == []


def test_strategy_with_points_that_nobody_carries_out(root: Root, plan: Plan) -> None:
    strategy = make_element(plan, "strategi", key="uten-tiltak")
    make_element(plan, "punkt", contributes_to=strategy)
    assert keys(root, "T-04") == ["uten-tiltak"]


def test_a_measure_under_one_point_carries_the_strategy(root: Root, plan: Plan) -> None:
    strategy = make_element(plan, "strategi")
    make_element(plan, "punkt", contributes_to=strategy)
    make_element(plan, "tiltak", contributes_to=make_element(plan, "punkt", contributes_to=strategy))
    assert keys(root, "T-04") == []


def test_a_point_without_a_strategy_stands_for_itself(root: Root, plan: Plan) -> None:
    make_element(plan, "punkt", key="alene")
    assert keys(root, "T-04") == ["alene"]


def test_strategies_where_the_framework_has_no_measures(root: Root) -> None:
    framework = make_framework(root, key="uten-tiltak", levels=LEVELS[:7])
    make_element(make_plan(root, framework=framework), "strategi")
    assert keys(root, "T-04") == []


def test_theme_that_nothing_points_at(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal")
    make_element(plan, "tema", key="tomt-tema", contributes_to=goal)
    make_element(plan, "tiltak", contributes_to=make_element(plan, "tema", contributes_to=goal))
    make_element(plan, "tiltak", contributes_to=goal)
    assert keys(root, "T-05") == ["tomt-tema"]


def test_themes_where_nothing_may_contribute_to_one(root: Root) -> None:
    framework = make_framework(root, key="ord", rules=[("tema", "maal", "contributes")])
    make_element(make_plan(root, framework=framework), "tema")
    assert keys(root, "T-05") == []
