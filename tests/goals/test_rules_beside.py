"""T-41, T-42, T-51, T-61, T-62: what stands beside the thread."""

import pytest

from rodtrad.goals.models import Framework
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import (
    make_conflict,
    make_element,
    make_framework,
    make_local_target,
    make_plan,
    top,
)


@pytest.fixture
def asking(root: Root) -> Plan:
    return make_plan(root, framework=make_framework(root, key="sporrende", asks_for_sdg=True))


def test_goal_without_sdg_where_the_framework_asks(root: Root, asking: Plan) -> None:
    goal = make_element(asking, "maal", key="umerket")
    make_element(asking, "delmaal", contributes_to=goal)
    make_element(asking, "maal", sdg=["11"])
    assert keys(root, "T-41") == ["umerket"], "once, on the topmost"


def test_a_goal_is_covered_by_the_goal_above_it(root: Root, asking: Plan) -> None:
    goal = make_element(asking, "maal", sdg=["11.6"])
    make_element(asking, "delmaal", contributes_to=goal)
    assert keys(root, "T-41") == []


def test_goal_where_the_framework_does_not_ask(root: Root, plan: Plan) -> None:
    make_element(plan, "maal")
    assert keys(root, "T-41") == []


def test_local_target_that_nothing_serves(root: Root, plan: Plan) -> None:
    make_local_target(root, "11.6")
    make_local_target(root, "13.2")
    make_local_target(root, "4.1")
    make_element(plan, "tiltak", sdg=["13.2"])
    make_element(plan, "maal", sdg=["4"])
    make_element(plan, "maal", sdg=["11.6"], life_cycle="repealed")
    assert keys(root, "T-42") == ["11.6"]


def test_conflict_without_owner_or_handling(root: Root, plan: Plan) -> None:
    make_conflict(root, make_element(plan, "maal"), key="ingenting")
    make_conflict(root, key="uten-eier", handling="accepted")
    make_conflict(root, key="uten-svar", owner=top(root))
    make_conflict(root, key="i-orden", owner=top(root), handling="mitigated")
    assert keys(root, "T-51") == ["ingenting", "uten-eier", "uten-svar"]


def test_public_element_in_an_internal_plan(root: Root, framework: Framework) -> None:
    plan = make_plan(root, title="Lukketplanen", framework=framework, visibility=1)
    make_element(plan, "maal", key="skjult")
    make_element(plan, "maal", visibility=1)
    (found,) = findings(root, "T-61")
    assert found.key == "skjult"
    assert "«Lukketplanen»" in str(found.message)
    assert found.visibility == 1


def test_public_element_in_a_public_plan(root: Root, plan: Plan) -> None:
    make_element(plan, "maal")
    assert keys(root, "T-61") == []


def test_guideline_without_handling(root: Root, plan: Plan) -> None:
    make_element(plan, "foring", key="ubesvart")
    make_element(plan, "foring", key="bindende", binding=True)
    make_element(plan, "foring", handling="Følges opp i arealdelen.")
    assert keys(root, "T-62") == ["bindende", "ubesvart"]


def test_guideline_that_something_addresses(root: Root) -> None:
    framework = make_framework(root, key="svar", rules=[("maal", "foring", "addresses")])
    plan = make_plan(root, framework=framework)
    make_element(plan, "maal", addresses=make_element(plan, "foring"))
    assert keys(root, "T-62") == []
