"""The thread check's rules about the planstrategi: what is found, and what is not."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from rodtrad.organisations.models import Root
from rodtrad.planning.semesters import semester
from tests.goals.checked import findings, keys
from tests.goals.factories import (
    make_element,
    make_plan,
)
from tests.planning.strategies import (
    make_capacity,
    make_guideline_answer,
    make_item,
    make_strategy,
)

pytestmark = [pytest.mark.django_db, pytest.mark.data]
TODAY = date(2025, 3, 1)


def _master(root: Root, **fields: Any) -> Any:
    return make_plan(root, key="arealdel", type="land_use_element", **fields)


def test_the_master_plan_must_be_treated(root: Root) -> None:
    strategy = make_strategy(root)
    plan = _master(root)
    assert keys(root, "T-93", TODAY) == ["arealdel"]
    make_item(strategy, plan, decision="continue")
    assert keys(root, "T-93", TODAY) == []


def test_no_strategy_of_the_term_no_finding(root: Root) -> None:
    _master(root)
    make_strategy(root, 2015)
    assert keys(root, "T-93", TODAY) == []


def test_a_strategy_later_than_a_year(root: Root) -> None:
    strategy = make_strategy(root)
    assert keys(root, "T-94", date(2024, 10, 18)) == []
    [late] = findings(root, "T-94", date(2024, 10, 19))
    assert "2024" in str(late.message)
    strategy.plan.status, strategy.plan.in_force_from = "adopted", date(2024, 10, 1)
    strategy.plan.save()
    assert keys(root, "T-94", date(2026, 1, 1)) == []
    strategy.plan.in_force_from = date(2024, 12, 1)
    strategy.plan.save()
    assert keys(root, "T-94", date(2026, 1, 1)) == ["planstrategi-2023"]


def test_more_plans_than_capacity(root: Root) -> None:
    strategy = make_strategy(root)
    make_item(
        strategy, decision="make", start_semester=semester(2025, 1), adopt_semester=semester(2025, 2), work=8
    )
    assert keys(root, "T-95", TODAY) == []
    make_capacity(strategy, 2025, 1, "3")
    make_capacity(strategy, 2025, 2, "4")
    with translation.override("nb"):
        [found] = findings(root, "T-95", TODAY)
        assert str(found.message) == "Det er mer planarbeid enn kapasitet i 1. halvår 2025."


def test_a_plan_started_outside(root: Root) -> None:
    strategy = make_strategy(root)
    make_item(strategy)
    plan = make_plan(root, key="tema", status="under_way")
    assert keys(root, "T-96", TODAY) == []
    make_item(strategy, make_plan(root, key="annen"), decision="continue")
    assert keys(root, "T-96", TODAY) == ["tema"]
    make_item(strategy, plan, decision="make")
    assert keys(root, "T-96", TODAY) == []


def test_a_guideline_without_answer(root: Root, plan: Any) -> None:
    strategy = make_strategy(root)
    element = make_element(plan, "foring", key="forventninger")
    assert keys(root, "T-97", TODAY) == ["forventninger"]
    make_guideline_answer(strategy, element, "Følges opp.")
    assert keys(root, "T-97", TODAY) == []
