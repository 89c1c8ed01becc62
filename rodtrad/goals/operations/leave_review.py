from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.goals.models import Element, Review, ReviewState
from rodtrad.organisations.permissions import Person


def leave_review(element: Element, actor: Person) -> None:
    """Withdraw what is proposed of an element that goes away: nobody is asked to decide on what is no more."""
    Review.objects.filter(element=element, state=ReviewState.PROPOSED).update(
        state=ReviewState.WITHDRAWN,
        decided_by=actor if isinstance(actor, User) else None,
        decided_at=timezone.now(),
    )
