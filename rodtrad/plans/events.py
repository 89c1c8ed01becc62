"""What happens with plans, for the annual wheel: hearings, and the year that a plan's period ends."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from rodtrad.core.events import Cycle, Event, EventKind, edition_of
from rodtrad.core.history import Asked, last_changes_of
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.horizons import next_due
from rodtrad.plans.models import Plan, PlanStatus
from rodtrad.plans.queries import knowledge_of, visible_plans


def plan_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield hearings that touch these days, and the end of the period of plans in force: two queries."""
    heard = Q(hearing_from__lte=last, hearing_to__gte=first)
    ending = Q(status=PlanStatus.ADOPTED, to_year__gte=first.year, to_year__lte=last.year)
    reviewed = Q(review_due__range=(first, last)) & ~Q(status=PlanStatus.REPEALED)
    known = Q(knowledge__renewed_on__isnull=False) & ~Q(status=PlanStatus.REPEALED)
    rows = list(visible_plans(root, viewer).filter(heard | ending | reviewed | known))
    identities = [one.pk for one in rows]
    changed, known_of = last_changes_of(
        [
            Asked("plans", "PlanEvent", identities),
            Asked("plans", "KnowledgeBaseEvent", identities, by="plan_id"),
        ]
    )
    for plan_id, renewed in known_of.items():
        changed[plan_id] = max(changed.get(plan_id, renewed), renewed)
    for plan in rows:
        moment = changed.get(plan.pk)
        if (hearing := hearing_of(plan, moment)) and hearing.first <= last and hearing.last >= first:
            yield hearing
        if plan.status == PlanStatus.ADOPTED and plan.to_year:
            end = date(plan.to_year, 12, 31)
            if first <= end <= last:
                title = _("«%s» går ut") % plan.title
                yield _event(plan, f"periode-{plan.key}", title, EventKind.PLAN, (end, end), moment)
        if (due := _renewed_by(plan)) and first <= due <= last:
            title = _("«%s» skal være fornyet") % plan.title
            yield _event(plan, f"fornyes-{plan.key}", title, EventKind.DEADLINE, (due, due), moment)


def hearing_uid(plan: Plan) -> str:
    return f"horing-{plan.key}"


def hearing_of(plan: Plan, changed: datetime | None) -> Event | None:
    """Return the hearing that the register tells of, if it does."""
    if not plan.hearing_from or not plan.hearing_to:
        return None
    days, title = (plan.hearing_from, plan.hearing_to), _("Høring: %s") % plan.title
    return _event(plan, hearing_uid(plan), title, EventKind.HEARING, days, changed)


def _renewed_by(plan: Plan) -> date | None:
    """Return the day by which the plan says that it is reviewed, else the one by which its knowledge is renewed."""
    knowledge = knowledge_of(plan)
    return plan.review_due or (next_due(knowledge) if knowledge else None)


def _event(
    plan: Plan, uid: str, title: str, kind: EventKind, days: tuple[date, date], changed: datetime | None
) -> Event:
    return Event(
        uid=uid,
        title=title,
        kind=kind,
        first=days[0],
        last=days[1],
        cycle=Cycle.TERM if kind is EventKind.PLAN else Cycle.YEAR,
        page=("plan", plan.key),
        owner=plan.owner_id,
        sequence=edition_of(changed),
        changed_at=changed,
        is_example=plan.is_example,
    )
