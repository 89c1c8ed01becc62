"""Where an element or a plan stands in review: the open round, the last approval, comments, links for readers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.apps import apps
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.goals.models import Comment, DraftLink, Element, Review, ReviewState
from rodtrad.goals.queries.history import ELEMENT_COLUMNS, PLAN_COLUMNS, Change, Entry
from rodtrad.goals.queries.history_names import Names, names_of
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import visible_plans

Subject: TypeAlias = Element | Plan
_EVENTS = {"element": ("goals", "ElementEvent"), "plan": ("plans", "PlanEvent")}
#: What a review does itself is no change of the text.
_OF_REVIEW = frozenset({"life_cycle", "visibility"})


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
    return list(rows.order_by("-proposed_at", "-element_mark"))


def last_approval(subject: Subject) -> Review | None:
    """Return the latest approval, of the element itself or of the plan that it comes from."""
    which = Q(**about(subject))
    if isinstance(subject, Element):
        which |= Q(plan=subject.plan_id)
    rows = Review.objects.filter(which, state=ReviewState.APPROVED, root=subject.root_id)
    return rows.order_by("-decided_at", "-element_mark").first()


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


def marks_of(subject: Subject) -> tuple[int, int]:
    """Return the last events of the subject's elements and of its plan."""
    plan = plan_of(subject)
    which = {"pgh_obj_id": subject.pk} if isinstance(subject, Element) else {"plan_id": plan.pk}
    element = _last("element", root_id=subject.root_id, **which)
    return element, _last("plan", pgh_obj_id=plan.pk)


def _last(kind: str, **which: Any) -> int:
    events: QuerySet[Any] = apps.get_model(*_EVENTS[kind])._default_manager.filter(**which)
    return int(events.aggregate(last=Max("pgh_id"))["last"] or 0)


@dataclass(frozen=True)
class Changed:
    """One element, or the plan itself, and what has changed in it. `key` is empty when it is no more."""

    title: str
    key: str
    changes: list[Change]
    is_new: bool = False
    is_gone: bool = False
    is_plan: bool = False


@dataclass(frozen=True)
class Since:
    """What has changed since an approval."""

    names: Names
    changed: list[Changed] = field(default_factory=list)


def changes_since(subject: Subject, approval: Review, viewer: Viewer) -> Since:
    """Compare what stands with what the approval saw, as far as the viewer may see."""
    found: list[Changed] = []
    if isinstance(subject, Element):
        elements = Element.objects.filter(pk=subject.pk)
    else:
        found += _compared("plan", PLAN_COLUMNS, [subject], approval.plan_mark, {"pgh_obj_id": subject.pk})
        elements = Element.objects.filter(plan=subject)
    which = {"root_id": subject.root_id, "pgh_obj_id__in": list(elements.values_list("pk", flat=True))}
    rows = list(elements.visible_to(viewer).order_by("sort_key"))
    found += _compared("element", ELEMENT_COLUMNS, rows, approval.element_mark, which)
    if isinstance(subject, Plan):
        found += _gone(subject, approval, viewer)
    entries = [Entry(timezone.now(), {}, changes=one.changes) for one in found]
    names = names_of(subject.root, entries, viewer)
    for one in found:
        one.changes[:] = [change for change in one.changes if names.knows(change)]
    return Since(names, [one for one in found if one.changes])


def _compared(
    kind: str, columns: Sequence[str], rows: Sequence[Subject], mark: int, which: dict[str, Any]
) -> list[Changed]:
    events: QuerySet[Any] = apps.get_model(*_EVENTS[kind])._default_manager.filter(pgh_id__lte=mark, **which)
    latest = events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    before = {row["pgh_obj_id"]: row for row in latest.values("pgh_obj_id", *columns)}
    found = []
    for row in rows:
        old = before.get(row.pk)
        if old is None:
            changes = [
                Change(name, "", getattr(row, name))
                for name in ("title", "description")
                if getattr(row, name)
            ]
        else:
            compared = [name for name in columns if name not in _OF_REVIEW]
            changes = [
                Change(name, old[name], getattr(row, name))
                for name in compared
                if old[name] != getattr(row, name)
            ]
        found.append(Changed(row.title, row.key, changes, is_new=old is None, is_plan=kind == "plan"))
    return found


def _gone(plan: Plan, approval: Review, viewer: Viewer) -> list[Changed]:
    """Return what stood in the plan at the approval and has been deleted since."""
    events: QuerySet[Any] = apps.get_model(*_EVENTS["element"])._default_manager.filter(
        root_id=plan.root_id, plan_id=plan.pk, pgh_label="delete", pgh_id__gt=approval.element_mark
    )
    if not viewer.sees_all:
        events = events.filter(visibility__lt=Visibility.TEAM)
    return [
        Changed(row["title"], "", [Change("title", row["title"], "")], is_gone=True)
        for row in events.order_by("pgh_id").values("title")
    ]


@dataclass(frozen=True)
class Waiting:
    """Something that is proposed and waits for an answer."""

    title: str
    key: str
    is_plan: bool
    since: datetime


def waiting_in(root: Root, viewer: Viewer) -> list[Waiting]:
    """Return what waits for approval in the root, the longest first."""
    rows = Review.objects.filter(root=root, state=ReviewState.PROPOSED).order_by("proposed_at")
    elements = Element.objects.filter(root=root, reviews__in=rows).visible_to(viewer).in_bulk()
    plans = visible_plans(root, viewer).filter(reviews__in=rows).in_bulk()
    found = []
    for row in rows:
        subject = elements.get(row.element_id) if row.element_id else plans.get(row.plan_id)
        if subject is not None:
            found.append(Waiting(subject.title, subject.key, row.plan_id is not None, row.proposed_at))
    return found
