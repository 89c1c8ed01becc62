"""T-24, T-25, T-26."""

import pytest

from rodtrad.goals.models import Framework
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import make_element, make_plan, place


@pytest.mark.parametrize("status", ["planned", "under_way", "hearing"])
def test_adopted_in_a_plan_that_is_not(root: Root, framework: Framework, status: str) -> None:
    plan = make_plan(root, framework=framework, status=status)
    make_element(plan, "maal", key="for-tidlig", life_cycle="adopted")
    make_element(plan, "maal", life_cycle="proposed")
    assert keys(root, "T-24") == ["for-tidlig"]


def test_adopted_in_an_adopted_plan(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", life_cycle="adopted")
    assert keys(root, "T-24") == []


def test_contribution_to_an_element_of_a_repealed_plan(root: Root, framework: Framework, plan: Plan) -> None:
    old = make_plan(root, title="Gammelplanen", framework=framework, status="repealed")
    goal = make_element(old, "maal", "Det gamle målet")
    make_element(plan, "strategi", key="henger-igjen", contributes_to=goal)
    make_element(plan, "strategi", contributes_to=make_element(plan, "maal"))
    (found,) = findings(root, "T-25")
    assert found.key == "henger-igjen"
    assert str(found.message) == "Bidrar til «Det gamle målet» i planen «Gammelplanen», som er opphevet."
    assert keys(root, "T-07") == [], "one cause gives one finding"


def test_what_is_repealed_itself_may_stay(root: Root, framework: Framework) -> None:
    old = make_plan(root, framework=framework, status="repealed")
    make_element(old, "strategi", contributes_to=make_element(old, "maal"))
    assert keys(root, "T-25") == []


def test_carried_over_from_a_replaced_plan(root: Root, framework: Framework, plan: Plan) -> None:
    goal = make_element(plan, "maal", key="maalet")
    other = make_plan(root, framework=framework)
    place(goal, other)
    assert keys(root, "T-26") == []
    make_plan(root, title="Nyplanen", replaces=plan)
    assert "«Nyplanen»" in str(findings(root, "T-26")[0].message)


def test_carried_over_while_a_newer_edition_is_adopted(root: Root, framework: Framework, plan: Plan) -> None:
    goal = make_element(plan, "maal", key="gammelt")
    place(goal, make_plan(root, framework=framework))
    new = make_plan(root, framework=framework, status="under_way")
    successor = make_element(new, "maal", "Den nye utgaven", predecessor=goal)
    assert keys(root, "T-26") == [], "not while the newer one is a draft"
    successor.life_cycle = "adopted"
    successor.save()
    (found,) = findings(root, "T-26")
    assert found.key == "gammelt"
    assert "Den nye utgaven" in str(found.message)


def test_carried_over_from_a_repealed_plan(root: Root, framework: Framework) -> None:
    old = make_plan(root, framework=framework, status="repealed")
    goal = make_element(old, "maal", key="opphevet")
    place(goal, make_plan(root, framework=framework))
    assert keys(root, "T-26") == ["opphevet"]


def test_a_plan_may_carry_over_from_the_one_it_replaces(root: Root, framework: Framework, plan: Plan) -> None:
    goal = make_element(plan, "maal")
    place(goal, make_plan(root, framework=framework, replaces=plan))
    assert keys(root, "T-26") == []
