"""The plans on one axis of years: a table with a bar in each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rodtrad.core.drawing.horizons import Axis, Bar, axis
from rodtrad.organisations.models import Root
from rodtrad.plans.horizons import overdue, shown_span
from rodtrad.plans.models import Plan, PlanLevel
from rodtrad.plans.plan_types import level_of
from rodtrad.plans.queries import knowledge_of
from rodtrad.website.presenters.plan_time import overdue_words, span_words
from rodtrad.website.presenters.plans import plan_url
from rodtrad.website.presenters.wording import Status, label_of, plan_status

MOST = 60


@dataclass(frozen=True)
class HorizonRow:
    title: str
    url: str
    level: str
    status: Status
    span: str
    over: str
    bar: Bar | None
    is_reckoned: bool
    origin: str


@dataclass(frozen=True)
class Horizons:
    """The rows of the table; `left_out` are plans for which there was no room."""

    axis: Axis
    rows: tuple[HorizonRow, ...]
    left_out: int


def present_horizons(root: Root, plans: Sequence[Plan], today: date) -> Horizons | None:
    """Return the plans in the order of the plan system, where many those out of date; None when none has years."""
    spans = {plan.pk: shown_span(plan, knowledge_of(plan)) for plan in plans}
    found = axis([(span.first, span.last) for span in spans.values()], _part_of_year(today))
    if found is None:
        return None
    order = list(PlanLevel)
    ordered = sorted(plans, key=lambda plan: order.index(level_of(plan)))
    if len(ordered) > MOST:
        ordered.sort(key=lambda plan: overdue(plan, today, knowledge_of(plan)) is None)
    rows = tuple(_row(root, plan, found, today) for plan in ordered[:MOST])
    return Horizons(found, rows, len(ordered) - len(rows))


def _row(root: Root, plan: Plan, found: Axis, today: date) -> HorizonRow:
    span = shown_span(plan, knowledge_of(plan))
    return HorizonRow(
        title=plan.title,
        url=plan_url(root, plan),
        level=label_of(level_of(plan)),
        status=plan_status(plan),
        span=span_words(plan),
        over=overdue_words(plan, today),
        bar=found.bar(span.first, span.last),
        is_reckoned=span.is_reckoned,
        origin=plan.origin,
    )


def _part_of_year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366
