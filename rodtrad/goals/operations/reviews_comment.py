"""Comments on an element or a plan: written by those with a role who see it, marked as dealt with, never deleted."""

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.goals.models import Comment, Element
from rodtrad.goals.operations.reviews_decide import cleaned_reason
from rodtrad.goals.operations.writing import one_write
from rodtrad.goals.permissions import may_approve, may_propose
from rodtrad.goals.queries.review_marks import Subject
from rodtrad.goals.queries.reviews import about
from rodtrad.organisations.permissions import viewer_for
from rodtrad.plans.queries import visible_plans


def comment(*, actor: User, subject: Subject, text: str) -> Comment:
    """Write a comment. Raises NotAllowedError for those without a role, or who may not see the subject."""
    words = cleaned_reason(text)
    with one_write(actor=actor, root=subject.root):
        viewer = viewer_for(actor, subject.root)
        seen = Element.objects.filter(root=subject.root_id).visible_to(viewer)
        rows = seen if isinstance(subject, Element) else visible_plans(subject.root, viewer)
        if viewer.ceiling < Visibility.INTERNAL or not rows.filter(pk=subject.pk).exists():
            raise NotAllowedError(_("Du kan ikke kommentere «%s».") % subject.title)
        if not words:
            raise FieldErrors({"comment": _("Skriv en kommentar.")})
        return Comment.objects.create(
            root_id=subject.root_id,
            key=subject.key,
            text=words,
            author=actor,
            written_at=timezone.now(),
            **about(subject),
        )


def resolve_comment(*, actor: User, subject: Subject, comment: Comment) -> Comment:
    """Mark a comment as dealt with: its author may, and those who write or approve the text."""
    with one_write(actor=actor, root=subject.root) as powers:
        row = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk, **about(subject))
        if (
            row.author_id != actor.pk
            and not may_propose(powers, subject)
            and not may_approve(powers, subject)
        ):
            raise NotAllowedError(_("Du kan ikke merke denne kommentaren som behandlet."))
        if row.resolved_at is None:
            row.resolved_at, row.resolved_by = timezone.now(), actor
            row.save(update_fields=["resolved_at", "resolved_by"])
        return row
