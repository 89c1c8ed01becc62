"""Where an element or a plan stands in review: the open round, the last approval, comments, links for readers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.goals.models import Comment, DraftLink, Element, Review, ReviewState
from rodtrad.goals.queries.review_marks import Subject
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import visible_plans


def about(subject: Subject) -> dict[str, Subject]:
    """Return the subject as the field of a review, comment or draft link that tells it."""
    return {"element": subject} if isinstance(subject, Element) else {"plan": subject}


def plan_of(subject: Subject) -> Plan:
    return subject.plan if isinstance(subject, Element) else subject


def open_review(subject: Subject) -> Review | None:
    return Review.objects.filter(state=ReviewState.PROPOSED, **about(subject)).first()


def plan_in_review(element: Element) -> Review | None:
    """Return the open round of the plan that the element comes from."""
    return Review.objects.filter(state=ReviewState.PROPOSED, plan=element.plan_id).first()


def rounds_of(subject: Subject) -> list[Review]:
    rows = Review.objects.filter(**about(subject)).select_related("proposed_by", "decided_by")
    return list(rows.order_by("-proposed_at", "-pk"))


def last_approval(subject: Subject) -> Review | None:
    """Return the latest approval, of the element itself or of the plan that it comes from."""
    which = Q(**about(subject))
    if isinstance(subject, Element):
        which |= Q(plan=subject.plan_id)
    rows = Review.objects.filter(which, state=ReviewState.APPROVED, root=subject.root_id)
    return rows.order_by("-decided_at", "-pk").first()


def comments_of(subject: Subject) -> list[Comment]:
    return list(Comment.objects.filter(**about(subject)).select_related("author", "resolved_by"))


def find_comment(subject: Subject, identity: UUID) -> Comment | None:
    return Comment.objects.filter(pk=identity, **about(subject)).first()


def links_of(subject: Subject) -> list[DraftLink]:
    return list(DraftLink.objects.filter(**about(subject)).select_related("made_by"))


def find_link(subject: Subject, identity: UUID) -> DraftLink | None:
    return DraftLink.objects.filter(pk=identity, **about(subject)).first()


def open_draft_link(identity: UUID) -> DraftLink | None:
    """Return a draft link that still opens: not expired, not taken back, and not to what is a team's alone."""
    link = (
        DraftLink.objects.filter(pk=identity, revoked_at=None, expires_at__gt=timezone.now())
        .select_related("root", "plan__owner", "element__plan", "element__level", "element__responsible")
        .first()
    )
    if link is None:
        return None
    subject = link.element or link.plan
    return None if subject is None or is_teams_alone(subject) else link


def is_teams_alone(subject: Subject) -> bool:
    narrowest = max(subject.visibility, plan_of(subject).visibility)
    return bool(narrowest == Visibility.TEAM)


def proposed_in(plan: Plan) -> QuerySet[Element]:
    """Return the plan's own elements that are proposed."""
    return Element.objects.filter(plan=plan, life_cycle=LifeCycle.PROPOSED)


@dataclass(frozen=True)
class Waiting:
    """Something that is proposed and waits for an answer."""

    title: str
    key: str
    is_plan: bool
    since: datetime
    origin: str


def waiting_in(root: Root, viewer: Viewer) -> list[Waiting]:
    """Return what waits for approval in the root, the longest first."""
    rows = Review.objects.filter(root=root, state=ReviewState.PROPOSED).order_by("proposed_at")
    elements = Element.objects.filter(root=root, reviews__in=rows).visible_to(viewer).in_bulk()
    plans = visible_plans(root, viewer).filter(reviews__in=rows).in_bulk()
    found = []
    for row in rows:
        subject = elements.get(row.element_id) if row.element_id else plans.get(row.plan_id)
        if subject is not None:
            is_plan = row.plan_id is not None
            found.append(Waiting(subject.title, subject.key, is_plan, row.proposed_at, subject.origin))
    return found
