from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.goals.models import Seen
from rodtrad.organisations.models import Root


def mark_seen(*, actor: User, root: Root) -> Seen:
    """Note that the person has seen what is new in the root up to now."""
    row, _made = Seen.objects.update_or_create(root=root, user=actor, defaults={"at": timezone.now()})
    return row
