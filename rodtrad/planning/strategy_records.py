"""What the rules about planstrategier look at: five questions to the database, then only plain objects."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, TextField
from django.db.models.functions import Cast

from rodtrad.core.moments import Question, Rows
from rodtrad.planning.models import TAKES_WORK, Capacity, GuidelineAnswer, PlanningStrategy, StrategyItem

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class StrategyRecord:
    """One term's strategy; plans and elements are named by their id as text. `work` and `capacity` are by half year."""

    plan_id: str
    term_from: int
    term_to: int
    constituted_on: date | None
    decided_on: date | None
    is_adopted: bool
    treated: frozenset[str]
    answered: frozenset[str]
    work: dict[int, Decimal]
    capacity: dict[int, Decimal]

    @property
    def overfull(self) -> list[int]:
        """Return half years in which there is more work than capacity, where somebody has said how much there is."""
        return [one for one, room in sorted(self.capacity.items()) if self.work.get(one, _NONE) > room]


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
    heads = list(next(answers))
    records = {
        own: StrategyRecord(
            plan,
            first,
            last,
            constituted,
            day or decided,
            status == "adopted",
            frozenset(),
            frozenset(),
            {},
            {},
        )
        for own, plan, first, last, constituted, day, decided, status in heads
    }
    treated: dict[str, set[str]] = {own: set() for own in records}
    answered: dict[str, set[str]] = {own: set() for own in records}
    for own, plan, decision, start, adopt, work in next(answers):
        if plan:
            treated[own].add(plan)
        first, last = start or adopt, adopt or start
        if decision in TAKES_WORK and work and first and last:
            spread = records[own].work
            for semester in range(first, last + 1):
                spread[semester] = spread.get(semester, _NONE) + work / (last - first + 1)
    for own, element in next(answers):
        answered[own].add(element)
    for own, semester, months in next(answers):
        records[own].capacity[semester] = months
    return tuple(
        StrategyRecord(
            one.plan_id, one.term_from, one.term_to, one.constituted_on, one.decided_on, one.is_adopted,
            frozenset(treated[own]), frozenset(answered[own]), one.work, one.capacity,
        )
        for own, one in records.items()
    )  # fmt: skip
