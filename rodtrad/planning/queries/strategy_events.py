"""What the planstrategi tells the wheel: the stages of its own work, and when plans are begun and adopted."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from rodtrad.core.events import Cycle, Event, EventKind, edition_of
from rodtrad.core.history import Asked, last_changes_of
from rodtrad.core.models import Origin
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.models import TAKES_WORK, ItemDecision, StrategyItem, StrategyPhase
from rodtrad.planning.queries.strategies import visible_items
from rodtrad.planning.semesters import parts, semester_name, semester_of
from rodtrad.plans.models import PlanStatus
from rodtrad.plans.queries import visible_plans


def strategy_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield the stages, beginnings and adoptions that touch these days: three queries, two where there are none."""
    seen = visible_plans(root, viewer).exclude(status=PlanStatus.REPEALED).values("pk")
    phases = StrategyPhase.objects.filter(
        root=root, strategy__plan__in=seen, first__lte=last, last__gte=first
    ).select_related("strategy__plan")
    days = (semester_of(first), semester_of(last))
    near = Q(start_semester__range=days) | Q(adopt_semester__range=days)
    items = visible_items(root, viewer).filter(near, decision__in=TAKES_WORK, strategy__plan__in=seen)
    of_phases, of_items = last_changes_of(
        [
            Asked("planning", "StrategyPhaseEvent", [one.pk for one in phases]),
            Asked("planning", "StrategyItemEvent", [one.pk for one in items]),
        ]
    )
    for phase in phases:
        yield _phase(phase, of_phases.get(phase.pk))
    for item in items:
        for event in _works(item, of_items.get(item.pk)):
            if event.first <= last and event.last >= first:
                yield event


def _phase(phase: StrategyPhase, changed: datetime | None) -> Event:
    plan = phase.strategy.plan
    return Event(
        uid=f"fase-{phase.pk}",
        title=f"{phase.title} ({plan.title})",
        kind=EventKind.PLAN,
        first=phase.first,
        last=phase.last,
        cycle=Cycle.TERM,
        description=phase.text,
        page=("strategy", plan.key),
        owner=plan.owner_id,
        sequence=edition_of(changed),
        changed_at=changed,
        is_example=phase.origin == Origin.EXAMPLE,
    )


def _works(item: StrategyItem, changed: datetime | None) -> Iterator[Event]:
    if item.start_semester is not None:
        title = _("Arbeidet med «%s» begynner") % item.title
        yield _work(item, "start", title, first_day(item.start_semester), item.start_semester, changed)
    if item.adopt_semester is not None:
        title = _("«%s» skal være vedtatt") % item.title
        yield _work(item, "vedtas", title, last_day(item.adopt_semester), item.adopt_semester, changed)


def _work(
    item: StrategyItem, what: str, title: str, day: date, semester: int, changed: datetime | None
) -> Event:
    strategy = item.strategy.plan
    owner: UUID | None = item.owner_id or (item.plan.owner_id if item.plan else strategy.owner_id)
    return Event(
        uid=f"revisjon-{item.pk}-{what}",
        title=title,
        kind=EventKind.PLAN,
        first=day,
        last=day,
        cycle=Cycle.TERM,
        description=_("%(strategy)s: planen %(decision)s. %(semester)s.")
        % {
            "strategy": strategy.title,
            "decision": ItemDecision(item.decision).label,
            "semester": semester_name(semester),
        },
        page=("strategy_item", strategy.key, str(item.pk)),
        owner=owner,
        sequence=edition_of(changed),
        changed_at=changed,
        is_example=item.origin == Origin.EXAMPLE,
    )


def first_day(number: int) -> date:
    year, half = parts(number)
    return date(year, 1 if half == 1 else 7, 1)


def last_day(number: int) -> date:
    return first_day(number + 1) - timedelta(days=1)
