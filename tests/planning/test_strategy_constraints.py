"""What the tables of the planstrategi refuse."""

from datetime import date
from typing import Any

import pytest

from rodtrad.organisations.models import Root
from rodtrad.planning.models import PlanningStrategy, StrategyItem
from tests.goals.factories import (
    make_element,
    make_framework,
    make_plan,
    make_root,
    make_source,
    top,
)
from tests.indicators.factories import make_indicator
from tests.planning.strategies import (
    make_answer,
    make_capacity,
    make_guideline_answer,
    make_item,
    make_phase,
    make_strategy,
    make_trend,
    make_view,
)
from tests.refusals import Attempts, constraints_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()
TODAY = date(2025, 3, 1)


@breaks("strategy_term_once")
def two_of_a_term(here: Root, there: Root) -> None:
    make_strategy(here, key="en")
    make_strategy(here, key="to")


@breaks("strategy_term_in_order")
def term_that_ends_first(here: Root, there: Root) -> None:
    make_strategy(here, term_to=2022)


@breaks("strategy_follows_another")
def follows_itself(here: Root, there: Root) -> None:
    row = make_strategy(here)
    PlanningStrategy.objects.filter(pk=row.pk).update(follows=row)


@breaks("planningstrategy_same_root_plan")
def plan_of_another(here: Root, there: Root) -> None:
    plan = make_plan(there, type="planning_strategy")
    PlanningStrategy.objects.create(root=here, plan=plan, term_from=2023, term_to=2027)


@breaks("planningstrategy_same_root_follows")
def follows_another_roots(here: Root, there: Root) -> None:
    make_strategy(here, follows=make_strategy(there))


@breaks("strategy_item_plan_once")
def plan_twice(here: Root, there: Root) -> None:
    strategy, plan = make_strategy(here), make_plan(here)
    make_item(strategy, plan)
    make_item(strategy, plan)


@breaks("strategy_item_title_once")
def title_twice(here: Root, there: Root) -> None:
    strategy = make_strategy(here)
    make_item(strategy)
    make_item(strategy)


@breaks("strategy_item_plan_or_title")
def both_plan_and_title(here: Root, there: Root) -> None:
    make_item(make_strategy(here), make_plan(here), proposed_title="X")


@breaks("strategy_item_plan_or_title")
def neither_plan_nor_title(here: Root, there: Root) -> None:
    make_item(make_strategy(here), proposed_title="")


@breaks("strategy_item_decision_has_plan")
def revises_what_is_not_there(here: Root, there: Root) -> None:
    make_item(make_strategy(here), decision="revise")


@breaks("strategy_item_says_what_instead")
def not_a_plan_and_nothing_else(here: Root, there: Root) -> None:
    make_item(make_strategy(here), decision="not_a_plan")


@breaks("strategy_item_adopted_after_start")
def adopted_before_start(here: Root, there: Root) -> None:
    make_item(make_strategy(here), start_semester=4051, adopt_semester=4050)


@breaks("strategy_item_semester_in_bounds")
def semester_of_no_time(here: Root, there: Root) -> None:
    make_item(make_strategy(here), start_semester=20251)


@breaks("strategy_item_work_not_negative")
def less_than_no_work(here: Root, there: Root) -> None:
    make_item(make_strategy(here), work=-1)


@breaks("strategy_item_not_own_previous")
def its_own_previous(here: Root, there: Root) -> None:
    item = make_item(make_strategy(here))
    StrategyItem.objects.filter(pk=item.pk).update(previous=item)


@breaks("strategyitem_same_root_plan")
def item_of_another_roots_plan(here: Root, there: Root) -> None:
    make_item(make_strategy(here), make_plan(there))


@breaks("strategyitem_same_root_owner")
def item_of_another_roots_unit(here: Root, there: Root) -> None:
    make_item(make_strategy(here), owner=top(there))


@breaks("strategyitem_same_root_previous")
def item_after_another_roots(here: Root, there: Root) -> None:
    make_item(make_strategy(here), previous=make_item(make_strategy(there)))


@breaks("need_answer_once")
def answer_twice(here: Root, there: Root) -> None:
    item = make_item(make_strategy(here))
    make_answer(item, "theme", "yes")
    make_answer(item, "theme", "no")


@breaks("need_answer_has_discipline")
def answer_of_nobody(here: Root, there: Root) -> None:
    make_answer(make_item(make_strategy(here)), "theme", "yes", "")


@breaks("strategy_trend_has_title")
def trend_without_title(here: Root, there: Root) -> None:
    make_trend(make_strategy(here), title="")


@breaks("strategy_trend_indicator_of_root")
def trend_in_another_roots_indicator(here: Root, there: Root) -> None:
    make_trend(make_strategy(here), indicator=make_indicator("deres", root=there))


@breaks("guideline_answer_once")
def guideline_twice(here: Root, there: Root) -> None:
    strategy, element = make_strategy(here), _element(here)
    make_guideline_answer(strategy, element)
    make_guideline_answer(strategy, element)


@breaks("guidelineanswer_same_root_element")
def guideline_of_another(here: Root, there: Root) -> None:
    make_guideline_answer(make_strategy(here), _element(there))


@breaks("strategytrend_same_root_element")
def trend_of_another_roots_challenge(here: Root, there: Root) -> None:
    make_trend(make_strategy(here), element=_element(there))


@breaks("strategy_view_has_sender")
def view_of_nobody(here: Root, there: Root) -> None:
    make_view(make_strategy(here), sender="")


@breaks("strategy_view_has_summary")
def view_of_nothing(here: Root, there: Root) -> None:
    make_view(make_strategy(here), summary="")


@breaks("capacity_semester_once")
def capacity_twice(here: Root, there: Root) -> None:
    strategy = make_strategy(here)
    make_capacity(strategy, 2024, 1, "1")
    make_capacity(strategy, 2024, 1, "2")


@breaks("capacity_semester_in_bounds")
def capacity_of_no_time(here: Root, there: Root) -> None:
    make_capacity(make_strategy(here), 1900, 1, "1")


@breaks("capacity_not_negative")
def less_than_no_capacity(here: Root, there: Root) -> None:
    make_capacity(make_strategy(here), 2024, 1, "-1")


@breaks("strategy_phase_has_title")
def phase_without_title(here: Root, there: Root) -> None:
    make_phase(make_strategy(here), title="")


@breaks("strategy_phase_in_order")
def phase_that_ends_first(here: Root, there: Root) -> None:
    make_phase(make_strategy(here), last=date(2022, 1, 1))


def _element(root: Root) -> Any:
    plan = make_plan(root, framework=make_framework(root), status="under_way")
    return make_element(plan, "foring")


_MAKERS = {
    "planningstrategy": lambda here, **given: make_strategy(here, **given),
    "strategyitem": lambda here, **given: make_item(make_strategy(here), **given),
    "strategytrend": lambda here, **given: make_trend(make_strategy(here), **given),
    "strategyview": lambda here, **given: make_view(make_strategy(here), **given),
    "strategyphase": lambda here, **given: make_phase(make_strategy(here), **given),
}


@pytest.mark.parametrize("kind", _MAKERS)
def test_a_source_is_the_roots_own_and_a_quote_has_one(kind: str) -> None:
    with refused(f"{kind}_quote_has_source"):
        _MAKERS[kind](make_root(), origin="quoted")
    with refused(f"{kind}_same_root_source"):
        _MAKERS[kind](make_root(), source=make_source(make_root()))


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_the_database_refuses(constraint: str, attempt: Any) -> None:
    here, there = make_root(), make_root()
    with refused(constraint):
        attempt(here, there)


def test_no_constraint_is_forgotten() -> None:
    ours = (
        "strategy_",
        "strategyitem",
        "planningstrategy",
        "capacity",
        "guideline",
        "need_answer",
        "strategytrend",
    )
    said = {one for one in constraints_of("planning") if one.startswith(ours)}
    alike = ("_quote_has_source", "_same_root_source", "_same_root_strategy", "_same_root_item")
    assert {one for one in said if not one.endswith(alike)} <= set(breaks.by_name)
