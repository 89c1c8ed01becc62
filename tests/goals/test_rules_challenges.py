"""T-01, T-02, T-08."""

from rodtrad.goals.models import Framework, Level, Link
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import LEVELS, make_element, make_framework, make_link, make_plan, make_source


def test_challenge_that_no_goal_addresses(root: Root, plan: Plan) -> None:
    make_element(plan, "floke", key="alene")
    answered = make_element(plan, "floke")
    make_element(plan, "maal", addresses=answered)
    assert keys(root, "T-01") == ["alene"]


def test_a_repealed_goal_answers_nothing(root: Root, plan: Plan) -> None:
    challenge = make_element(plan, "floke", key="floken")
    make_element(plan, "maal", addresses=challenge, life_cycle="repealed")
    assert keys(root, "T-01") == ["floken"]


def test_a_repealed_challenge_needs_no_answer(root: Root, plan: Plan) -> None:
    make_element(plan, "floke", life_cycle="repealed")
    assert keys(root, "T-01") == []


def test_challenge_where_no_level_may_address_it(root: Root) -> None:
    framework = make_framework(root, key="uten", rules=[])
    make_element(make_plan(root, framework=framework), "floke")
    assert keys(root, "T-01") == []


def test_challenge_where_the_goal_level_is_not_in_the_source(
    root: Root, framework: Framework, plan: Plan
) -> None:
    Level.objects.filter(framework=framework, role="goal").update(in_source=False)
    make_element(plan, "floke")
    assert keys(root, "T-01") == []


def test_goal_that_addresses_nothing(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", key="uten-grunn")
    make_element(plan, "maal", addresses=make_element(plan, "floke"))
    assert keys(root, "T-02") == ["uten-grunn"]


def test_a_goal_is_held_by_the_goal_above_or_below_it(root: Root, plan: Plan) -> None:
    challenge = make_element(plan, "floke")
    above = make_element(plan, "maal", addresses=challenge)
    make_element(plan, "delmaal", contributes_to=above)
    assert keys(root, "T-02") == []


def test_only_the_topmost_goal_is_found(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal", key="overst")
    make_element(plan, "delmaal", contributes_to=goal)
    assert keys(root, "T-02") == ["overst"]


def test_goals_where_the_framework_has_no_challenges(root: Root) -> None:
    framework = make_framework(root, key="uten", levels=[pair for pair in LEVELS if pair[0] != "floke"])
    make_element(make_plan(root, framework=framework), "maal")
    assert keys(root, "T-02") == []


def test_goals_where_challenges_are_not_in_the_source(root: Root, framework: Framework, plan: Plan) -> None:
    Level.objects.filter(framework=framework, role="challenge").update(in_source=False)
    make_element(plan, "maal")
    assert keys(root, "T-02") == []


def test_only_readings_and_examples_hold_the_goal(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal", key="tolket")
    for origin in ("reading", "example"):
        make_link(goal, make_element(plan, "floke", f"Floken {origin}"), "addresses", origin=origin)
    (found,) = findings(root, "T-08")
    assert found.key == "tolket"
    assert len(found.related) == 2
    assert "«Floken reading»" in str(found.message)


def test_one_quoted_link_is_enough(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal")
    make_link(goal, make_element(plan, "floke"), "addresses", origin="reading")
    make_link(goal, make_element(plan, "floke"), "addresses", origin="quoted", source=make_source(root))
    assert Link.objects.filter(child=goal).count() == 2
    assert keys(root, "T-08") == []


def test_a_goal_with_no_links_is_not_held_by_readings(root: Root, plan: Plan) -> None:
    make_element(plan, "maal")
    assert keys(root, "T-08") == []
