from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.models import LifeCycle
from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.goals.models import Element, Review
from rodtrad.goals.operations.writing import in_turn, one_write
from rodtrad.goals.permissions import is_locked, may_propose
from rodtrad.goals.queries.review_marks import Subject
from rodtrad.goals.queries.reviews import about, open_review, plan_in_review, plan_of

_OPEN = (LifeCycle.DRAFT, LifeCycle.PROPOSED)


def propose(*, actor: User, subject: Subject) -> Review:
    """Put an element, or a plan with all its drafts, forward for approval; drafts become proposed."""
    with one_write(actor=actor, root=subject.root) as powers:
        in_turn("review", plan_of(subject).pk)
        subject.refresh_from_db()
        if not may_propose(powers, subject):
            raise NotAllowedError(_("Du kan ikke foreslå «%s».") % subject.title)
        _refuse(subject)
        drafts = Element.objects.filter(plan=plan_of(subject), life_cycle=LifeCycle.DRAFT)
        if isinstance(subject, Element):
            drafts = drafts.filter(pk=subject.pk)
        drafts.update(life_cycle=LifeCycle.PROPOSED)
        return Review.objects.create(
            root_id=subject.root_id,
            key=subject.key,
            proposed_by=actor,
            proposed_at=timezone.now(),
            **about(subject),
        )


def _refuse(subject: Subject) -> None:
    if open_review(subject) is not None:
        raise FieldErrors({"": _("«%s» er foreslått fra før.") % subject.title})
    if isinstance(subject, Element):
        if subject.life_cycle not in _OPEN:
            raise FieldErrors({"": _("«%s» er vedtatt. Omskriv til neste plan.") % subject.title})
        if plan_in_review(subject) is not None:
            raise FieldErrors({"": _("Hele planen er foreslått, og dette elementet med den.")})
    elif is_locked(subject):
        raise FieldErrors({"": _("«%s» er vedtatt. Lag en ny plan.") % subject.title})
