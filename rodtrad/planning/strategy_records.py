"""What the rules about planstrategier look at: four questions to the database, then only plain objects."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, TextField
from django.db.models.functions import Cast

from rodtrad.core.moments import Question, Rows
from rodtrad.planning.models import (
    TAKES_WORK,
    Capacity,
    GuidelineAnswer,
    ItemDecision,
    PlanningStrategy,
    StrategyItem,
)
from rodtrad.plans.models import PlanStatus

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class StrategyRecord:
    """One term's strategy; plans and elements are named by their id as text. `work` and `capacity` are by half year.

    `decisions` are by plan, those that are not made yet too.
    """

    plan_id: str
    term_from: int
    term_to: int
    constituted_on: date | None
    decided_on: date | None
    is_adopted: bool
    decisions: dict[str, str] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    work: dict[int, Decimal] = field(default_factory=dict)
    capacity: dict[int, Decimal] = field(default_factory=dict)

    @property
    def overfull(self) -> list[int]:
        """Return half years in which there is more work than capacity, where somebody has said how much there is."""
        return [one for one, room in sorted(self.capacity.items()) if self.work.get(one, _NONE) > room]

    def has_decided(self, plan: str) -> bool:
        """Tell whether it says what to do with the plan. One that stands there undecided has not been treated."""
        return self.decisions.get(plan, ItemDecision.UNDECIDED) != ItemDecision.UNDECIDED


def strategy_questions(root_id: UUID) -> Iterator[Question]:
    own, plan = Cast("strategy_id", TextField()), Cast("plan_id", TextField())
    yield (
        PlanningStrategy.objects.filter(root=root_id)
        .order_by("-term_from")
        .annotate(
            own=Cast("id", TextField()),
            plan_text=plan,
            day=F("plan__in_force_from"),
            decided=F("plan__case__date"),
        )
        .values_list(
            "own", "plan_text", "term_from", "term_to", "constituted_on", "day", "decided", "plan__status"
        )
    )
    items = StrategyItem.objects.filter(root=root_id).order_by().annotate(own=own, plan_text=plan)
    yield items.values_list("own", "plan_text", "decision", "start_semester", "adopt_semester", "work")
    answers = GuidelineAnswer.objects.filter(root=root_id).exclude(text="").order_by()
    yield answers.annotate(own=own, element_text=Cast("element_id", TextField())).values_list(
        "own", "element_text"
    )
    yield (
        Capacity.objects.filter(root=root_id)
        .order_by()
        .annotate(own=own)
        .values_list("own", "semester", "person_months")
    )


def read_strategies(answers: Iterator[Rows]) -> tuple[StrategyRecord, ...]:
    """Read the answers in the order of the questions; the latest term first."""
    records = {
        own: StrategyRecord(plan, first, last, constituted, day or decided, status == PlanStatus.ADOPTED)
        for own, plan, first, last, constituted, day, decided, status in next(answers)
    }
    for own, plan, decision, start, adopt, work in next(answers):
        if plan:
            records[own].decisions[plan] = decision
        first, last = start or adopt, adopt or start
        if decision in TAKES_WORK and work and first and last:
            spread = records[own].work
            for semester in range(first, last + 1):
                spread[semester] = spread.get(semester, _NONE) + work / (last - first + 1)
    for own, element in next(answers):
        records[own].answered.add(element)
    for own, semester, months in next(answers):
        records[own].capacity[semester] = months
    return tuple(records.values())
