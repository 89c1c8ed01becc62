"""Answers to what is proposed: returned, withdrawn, or approved and so published."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.core.text import storable
from rodtrad.goals.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element, Review, ReviewState
from rodtrad.goals.operations.writing import fresh_plan, in_turn, one_write
from rodtrad.goals.permissions import may_approve, may_propose
from rodtrad.goals.queries.review_marks import Marks, Subject, marks_of
from rodtrad.goals.queries.reviews import about, plan_of, proposed_in
from rodtrad.plans.models import Plan, PlanStatus

LONGEST_REASON = 5_000


def return_review(*, actor: User, subject: Subject, reason: str) -> Review:
    """Send what is proposed back to those who write it, with a reason; it is a draft again."""
    text = cleaned_reason(reason)
    with one_write(actor=actor, root=subject.root) as powers:
        review = _locked(subject)
        if not may_approve(powers, subject):
            raise NotAllowedError(_("Bare en godkjenner kan sende «%s» tilbake.") % subject.title)
        if not text:
            raise FieldErrors({"reason": _("Skriv hvorfor, så de som skriver, vet hva som må endres.")})
        _back_to_draft(subject)
        return _decide(review, actor, ReviewState.RETURNED, text)


def withdraw_review(*, actor: User, subject: Subject) -> Review:
    """Take back what one has proposed; it is a draft again."""
    with one_write(actor=actor, root=subject.root) as powers:
        review = _locked(subject)
        if not may_propose(powers, subject):
            raise NotAllowedError(_("Du kan ikke trekke «%s» tilbake.") % subject.title)
        _back_to_draft(subject)
        return _decide(review, actor, ReviewState.WITHDRAWN, "")


def approve_review(*, actor: User, subject: Subject, seen: Marks) -> Review:
    """Approve what is proposed, and show it to everyone; what is a team's alone stays with the team.

    `seen` is marks_of(subject) as the approver saw it: ChangedMeanwhile when somebody has changed it since.
    """
    with one_write(actor=actor, root=subject.root) as powers:
        review = _locked(subject)
        if not may_approve(powers, subject):
            raise NotAllowedError(_("Bare en godkjenner kan godkjenne «%s».") % subject.title)
        plan = plan_of(subject)
        fresh_plan(plan)
        rows = proposed_in(plan) if isinstance(subject, Plan) else Element.objects.filter(pk=subject.pk)
        list(rows.order_by("pk").select_for_update().values_list("pk"))
        in_turn("placements", plan.pk)  # after the elements, as those who merge do
        if marks_of(subject) != seen:
            raise ChangedMeanwhile([], {})
        if isinstance(subject, Plan) and subject.visibility == Visibility.INTERNAL:
            Plan.objects.filter(pk=subject.pk).update(visibility=Visibility.PUBLIC)
        rows.filter(visibility=Visibility.INTERNAL).update(visibility=Visibility.PUBLIC)
        review.marks = marks_of(subject)
        if isinstance(subject, Plan):
            _approve_with_it(rows, actor)
        return _decide(review, actor, ReviewState.APPROVED, "")


def _approve_with_it(rows: QuerySet[Element], actor: User) -> None:
    """Answer the rounds of those elements that were proposed by themselves and are approved with the plan."""
    waiting = Review.objects.filter(state=ReviewState.PROPOSED, element__in=rows).select_related("element")
    for review in waiting:
        if review.element is not None:
            review.marks = marks_of(review.element)
            _decide(review, actor, ReviewState.APPROVED, "")


def cleaned_reason(text: str) -> str:
    plain = storable(text).replace("\r\n", "\n").strip()
    if len(plain) > LONGEST_REASON:
        raise FieldErrors(
            {"reason": _("Teksten er %(length)d tegn. Den kan være høyst %(most)d.")
             % {"length": len(plain), "most": LONGEST_REASON}}
        )  # fmt: skip
    return plain


def _locked(subject: Subject) -> Review:
    """Return the open round as it stands, others waiting. Raise FieldErrors when it is decided already."""
    in_turn("review", plan_of(subject).pk)
    subject.refresh_from_db()
    review = Review.objects.select_for_update(of=("self",)).filter(
        state=ReviewState.PROPOSED, **about(subject)
    ).first()  # fmt: skip
    if review is None:
        raise FieldErrors({"": _("«%s» er ikke foreslått lenger. Noen har svart på det.") % subject.title})
    return review


def _back_to_draft(subject: Subject) -> None:
    """Let what was proposed be drafts again, but not what is proposed by itself or stands in a hearing."""
    plan = plan_of(subject)
    if plan.status == PlanStatus.HEARING:
        return
    rows = proposed_in(plan)
    if isinstance(subject, Element):
        rows = rows.filter(pk=subject.pk)
    else:
        rows = rows.exclude(reviews__state=ReviewState.PROPOSED)
    rows.update(life_cycle=LifeCycle.DRAFT)


def _decide(review: Review, actor: User, state: ReviewState, reason: str) -> Review:
    review.state, review.decided_by, review.reason = state, actor, reason
    review.decided_at = timezone.now()
    review.save()
    return review
