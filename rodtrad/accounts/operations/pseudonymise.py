"""What is left of someone who has left: their id, so that the audit trail still tells what one person did."""

import logging
from typing import Any

from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rodtrad.accounts.attempts import counted_name
from rodtrad.accounts.models import Identity, User
from rodtrad.accounts.operations.second_factor import take_away_second_factor
from rodtrad.accounts.operations.sessions import end_sessions
from rodtrad.accounts.queries import former_names

log = logging.getLogger(__name__)


@transaction.atomic
def pseudonymise_account(*, user: User) -> str:
    """Replace name and address, here and in the trail, close the account, and return the pseudonym.

    The pseudonym is made from the account's id, so it is the same wherever and whenever it is made, and whoever
    makes it. The log tells the id: with it the same can be done once more when an older backup has been restored.
    """
    with translation.override(settings.LANGUAGE_CODE):
        pseudonym = _("Tidligere bruker %s") % user.pk.hex[:8]
    emails, _names = former_names(user)
    AccessAttempt.objects.filter(username__in=[counted_name(email) for email in emails]).delete()
    end_sessions(user=user)
    take_away_second_factor(user=user)
    Identity.objects.filter(user=user).delete()
    _events("IdentityEvent").filter(user_id=user.pk).delete()
    user.email, user.name = f"{user.pk.hex}@pseudonym.invalid", pseudonym
    user.is_active, user.left = False, timezone.now()
    user.set_unusable_password()
    user.save()
    _events("UserEvent").filter(pgh_obj_id=user.pk).update(email=user.email, name=user.name)
    log.info("account pseudonymised", extra={"account": str(user.pk)})
    return pseudonym


def _events(name: str) -> models.Manager[Any]:
    events: models.Manager[Any] = apps.get_model("accounts", name)._base_manager
    return events
