"""How far a plan sees, and whether its time is over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from rodtrad.plans.models import KnowledgeBase, KnowledgeKind, Plan, PlanStatus
from rodtrad.plans.plan_types import renewals

#: What is only planned has no time that could be over, and what is repealed has come to its end.
JUDGED = frozenset({PlanStatus.UNDER_WAY, PlanStatus.HEARING, PlanStatus.ADOPTED})


class Overdue(StrEnum):
    """Why a plan is out of date."""

    PERIOD = "period"
    REVIEW = "review"
    KNOWLEDGE = "knowledge"


class InTime(Protocol):
    """What a plan's time is told by: a plan, or a record of one."""

    @property
    def status(self) -> str: ...
    @property
    def from_year(self) -> int | None: ...
    @property
    def to_year(self) -> int | None: ...
    @property
    def horizon_years(self) -> int | None: ...
    @property
    def in_force_from(self) -> date | None: ...
    @property
    def review_due(self) -> date | None: ...


@dataclass(frozen=True)
class Span:
    """The years that a plan is about; `is_reckoned` when the end is the start and the horizon together."""

    first: int | None
    last: int | None
    is_reckoned: bool = False


def span_of(plan: InTime) -> Span:
    """Return the plan's years; without a last year of its own it sees as far as its horizon from the first."""
    first = plan.from_year or (plan.in_force_from.year if plan.in_force_from else None)
    if plan.to_year or not first or not plan.horizon_years:
        return Span(first, plan.to_year)
    return Span(first, first + plan.horizon_years, is_reckoned=True)


def shown_span(plan: Plan, knowledge: KnowledgeBase | None) -> Span:
    """Return the years to show of a plan: of knowledge without years of its own, from when it was renewed until due."""
    span = span_of(plan)
    if span.first or span.last or knowledge is None or knowledge.renewed_on is None:
        return span
    due = next_due(knowledge)
    return Span(knowledge.renewed_on.year, due.year if due else None)


def next_due(knowledge: KnowledgeBase) -> date | None:
    """Return the day by which the knowledge is to be renewed: some years after the last time."""
    years = knowledge.every_years or renewals()[KnowledgeKind(knowledge.kind)].every_years
    if not years or not knowledge.renewed_on:
        return None
    return years_after(knowledge.renewed_on, years)


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def overdue(plan: InTime, today: date, knowledge: KnowledgeBase | None = None) -> Overdue | None:
    """Tell why the plan is out of date on the day, if it is: what it says itself of its review counts first."""
    if plan.status not in JUDGED:
        return None
    if plan.review_due and plan.review_due < today:
        return Overdue.REVIEW
    due = next_due(knowledge) if knowledge else None
    if due and due < today:
        return Overdue.KNOWLEDGE
    last = span_of(plan).last
    return Overdue.PERIOD if last and last < today.year else None
