"""What is left of someone who has left: their id, so that the audit trail still tells what one person did."""

from typing import Any

from axes.models import AccessAttempt
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.attempts import counted_name
from rodtrad.accounts.models import Identity, User
from rodtrad.accounts.operations.second_factor import take_away_second_factor
from rodtrad.accounts.operations.sessions import end_sessions


@transaction.atomic
def pseudonymise_account(*, user: User) -> str:
    """Replace name and address, here and in the trail, close the account, and return the pseudonym.

    The pseudonym is made from the account's id, so it is the same wherever and whenever it is made.
    """
    pseudonym = _("Tidligere bruker %s") % user.pk.hex[:8]
    AccessAttempt.objects.filter(username=counted_name(user.email)).delete()
    end_sessions(user=user)
    take_away_second_factor(user=user)
    Identity.objects.filter(user=user).delete()
    _events("IdentityEvent").filter(user_id=user.pk).delete()
    user.email, user.name = f"{user.pk.hex}@pseudonym.invalid", pseudonym
    user.is_active, user.left = False, timezone.now()
    user.set_unusable_password()
    user.save()
    _events("UserEvent").filter(pgh_obj_id=user.pk).update(email=user.email, name=user.name)
    return pseudonym


def _events(name: str) -> models.Manager[Any]:
    events: models.Manager[Any] = apps.get_model("accounts", name)._base_manager
    return events
