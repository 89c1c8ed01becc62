"""A planstrategi to test with: the least that is valid, and one with something of everything."""

from datetime import date
from decimal import Decimal
from typing import Any

from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import Root
from rodtrad.planning.models import (
    Capacity,
    GuidelineAnswer,
    NeedAnswer,
    PlanningStrategy,
    StrategyItem,
    StrategyPhase,
    StrategyTrend,
    StrategyView,
)
from rodtrad.planning.semesters import semester
from rodtrad.plans.models import Plan
from tests.goals import factories as make


def make_strategy(root: Root, first: int = 2023, **fields: Any) -> PlanningStrategy:
    key = fields.pop("key", f"planstrategi-{first}")
    plan = make.make_plan(
        root, key=key, type="planning_strategy", title=f"Planstrategi {first}", status="under_way"
    )
    values = {"constituted_on": date(first, 10, 18), "term_from": first, "term_to": first + 4, **fields}
    return PlanningStrategy.objects.create(root=root, plan=plan, **values)


def make_item(strategy: PlanningStrategy, plan: Plan | None = None, **fields: Any) -> StrategyItem:
    if plan is None:
        fields.setdefault("proposed_title", "Temaplan for gode naboer")
    return StrategyItem.objects.create(
        root=strategy.root, strategy=strategy, plan=plan, **{"position": 1, **fields}
    )


def make_capacity(strategy: PlanningStrategy, year: int, half: int, months: str) -> Capacity:
    return Capacity.objects.create(
        root=strategy.root,
        strategy=strategy,
        semester=semester(year, half),
        person_months=Decimal(months),
        position=1,
    )


def make_answer(item: StrategyItem, question: str, answer: str, discipline: str = "økonomi") -> NeedAnswer:
    return NeedAnswer.objects.create(
        root=item.root, item=item, question=question, answer=answer, discipline=discipline
    )


def make_trend(strategy: PlanningStrategy, **fields: Any) -> StrategyTrend:
    return StrategyTrend.objects.create(
        root=strategy.root, strategy=strategy, **{"title": "Flere eldre", "position": 1, **fields}
    )


def make_view(strategy: PlanningStrategy, **fields: Any) -> StrategyView:
    values = {
        "sender": "Statsforvalteren",
        "kind": "state",
        "summary": "Følg opp klima.",
        "position": 1,
        **fields,
    }
    return StrategyView.objects.create(root=strategy.root, strategy=strategy, **values)


def make_phase(strategy: PlanningStrategy, **fields: Any) -> StrategyPhase:
    values = {
        "title": "Forprosess",
        "first": date(2023, 1, 1),
        "last": date(2023, 6, 30),
        "position": 1,
        **fields,
    }
    return StrategyPhase.objects.create(root=strategy.root, strategy=strategy, **values)


def make_guideline_answer(strategy: PlanningStrategy, element: Element, text: str = "") -> GuidelineAnswer:
    return GuidelineAnswer.objects.create(
        root=strategy.root, strategy=strategy, element=element, text=text, position=1
    )


def make_whole_strategy(plan: Plan, element: Element, indicator: Indicator | None = None) -> PlanningStrategy:
    """Make a strategy with a row of each kind, about the plan and the element."""
    strategy = make_strategy(plan.root, intro="Innledning", principles="Få planer")
    item = make_item(strategy, plan, decision="continue", reason="Den er ny.")
    make_answer(item, "theme", "yes")
    make_capacity(strategy, 2024, 1, "4.5")
    make_trend(strategy, element=element, indicator=indicator)
    make_view(strategy)
    make_phase(strategy)
    make_guideline_answer(strategy, element, "Følges opp.")
    return strategy
