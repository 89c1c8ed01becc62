"""A planstrategi to test with: the least that is valid, at the desk's municipality."""

from datetime import date
from decimal import Decimal
from typing import Any

from rodtrad.planning.models import Capacity, NeedAnswer, PlanningStrategy, StrategyItem
from rodtrad.planning.semesters import semester
from rodtrad.plans.models import Plan
from tests.goals import factories as make
from tests.goals.editing import Desk


def make_strategy(desk: Desk, first: int = 2023, **fields: Any) -> PlanningStrategy:
    key = fields.pop("key", f"planstrategi-{first}")
    plan = make.make_plan(
        desk.root,
        key=key,
        framework=None,
        type="planning_strategy",
        title=f"Planstrategi {first}",
        status="under_way",
    )
    return PlanningStrategy.objects.create(
        root=desk.root,
        plan=plan,
        term_from=first,
        term_to=first + 4,
        **{"constituted_on": date(first, 10, 18), **fields},
    )


def make_item(strategy: PlanningStrategy, plan: Plan | None = None, **fields: Any) -> StrategyItem:
    if plan is None:
        fields.setdefault("proposed_title", "Temaplan for gode naboer")
    return StrategyItem.objects.create(root=strategy.root, strategy=strategy, plan=plan, **fields)


def make_capacity(strategy: PlanningStrategy, year: int, half: int, months: str) -> Capacity:
    return Capacity.objects.create(
        root=strategy.root, strategy=strategy, semester=semester(year, half), person_months=Decimal(months)
    )


def make_answer(item: StrategyItem, question: str, answer: str, discipline: str = "økonomi") -> NeedAnswer:
    return NeedAnswer.objects.create(
        root=item.root, item=item, question=question, answer=answer, discipline=discipline
    )
