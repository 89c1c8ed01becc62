"""T-11, T-12, T-13."""

from datetime import date

import pytest

from rodtrad.goals.models import Framework
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import make_element, make_organisation, make_plan


def test_measure_without_responsible(root: Root, plan: Plan) -> None:
    make_element(plan, "tiltak", key="uten", responsible=None)
    make_element(plan, "tiltak")
    assert keys(root, "T-11") == ["uten"]


@pytest.mark.parametrize("level", ["floke", "tema", "foring"])
def test_what_nobody_answers_for(root: Root, plan: Plan, level: str) -> None:
    make_element(plan, level, responsible=None)
    assert keys(root, "T-11") == []


def test_what_is_done_needs_no_responsible(root: Root, plan: Plan) -> None:
    make_element(plan, "tiltak", responsible=None, progress="done")
    assert keys(root, "T-11") == []


def test_a_point_is_answered_for_by_its_strategy(root: Root, plan: Plan) -> None:
    strategy = make_element(plan, "strategi")
    make_element(plan, "punkt", responsible=None, contributes_to=strategy)
    make_element(plan, "punkt", key="alene", responsible=None)
    assert keys(root, "T-11") == ["alene"]


def test_closed_unit_with_its_successor(root: Root, plan: Plan) -> None:
    successor = make_organisation(root, name="Nykontoret")
    closed = make_organisation(root, name="Gammelkontoret", valid_to=date(2026, 3, 31), successor=successor)
    make_element(plan, "tiltak", key="hos-nedlagt", responsible=closed)
    (found,) = findings(root, "T-12")
    assert found.key == "hos-nedlagt"
    assert str(found.message) == "Gammelkontoret ble nedlagt 31. mars 2026. Nykontoret har overtatt."
    assert keys(root, "T-12", today=date(2026, 3, 31)) == [], "open on its last day"


def test_unit_that_has_not_opened(root: Root, plan: Plan) -> None:
    unit = make_organisation(root, valid_from=date(2027, 1, 1))
    make_element(plan, "tiltak", key="for-tidlig", responsible=unit)
    assert keys(root, "T-12") == ["for-tidlig"]
    assert keys(root, "T-12", today=date(2027, 1, 1)) == []


def test_what_a_closed_unit_finished_is_history(root: Root, plan: Plan) -> None:
    closed = make_organisation(root, valid_to=date(2020, 1, 1))
    make_element(plan, "tiltak", responsible=closed, progress="done")
    assert keys(root, "T-12") == []


def test_responsible_outside_the_unit_plans_owner(root: Root, framework: Framework) -> None:
    agency = make_organisation(root, name="Etaten")
    office = make_organisation(root, parent=agency)
    plan = make_plan(root, framework=framework, type="unit_plan", owner=agency)
    make_element(plan, "tiltak", responsible=office)
    make_element(plan, "tiltak", responsible=agency)
    make_element(plan, "tiltak", key="utenfor", responsible=make_organisation(root, name="Naboen"))
    (found,) = findings(root, "T-13")
    assert found.key == "utenfor"
    assert str(found.message) == "Naboen hører ikke til Etaten, som planen gjelder for."


def test_a_theme_plan_may_give_others_responsibility(root: Root, framework: Framework) -> None:
    plan = make_plan(root, framework=framework, type="theme_plan", owner=make_organisation(root))
    make_element(plan, "tiltak", responsible=make_organisation(root))
    assert keys(root, "T-13") == []
