"""Makes and revokes the secret addresses that a calendar program reads a person's calendar by."""

import hashlib
import secrets
from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.events import EventKind
from rodtrad.core.history import told_by
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import held_roles
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models.wheel import CalendarLink

#: More than anyone has programs for; each is an opening.
MOST = 20


def make_link(
    *, user: User, root: Root, name: str, kinds: Collection[str] = (), unit: Organisation | None = None
) -> tuple[CalendarLink, str]:
    """Make an address and return it with its secret, which can't be told again.

    Raises NotAllowedError for who has no role in the root, and FieldErrors.
    """
    if not held_roles(user).filter(root=root).exists():
        raise NotAllowedError(_("Bare den som har en rolle her, kan lage en egen kalenderadresse."))
    if unknown := set(kinds) - set(EventKind):
        raise FieldErrors({"kinds": _("Ukjent slag: %s.") % ", ".join(sorted(unknown))})
    if unit is not None and unit.root_id != root.pk:
        raise FieldErrors({"unit": _("Enheten hører til en annen organisasjon.")})
    if CalendarLink.objects.filter(user=user, revoked__isnull=True).count() >= MOST:
        raise FieldErrors({"": _("Du har %d adresser fra før. Trekk tilbake en du ikke bruker.") % MOST})
    secret = secrets.token_urlsafe(32)
    with told_by(user=str(user.pk)):
        link = CalendarLink.objects.create(
            root=root, user=user, name=name, kinds=sorted(kinds), unit=unit, digest=_digest(secret)
        )
    return link, secret


def revoke_link(*, user: User, root: Root, number: UUID) -> bool:
    """Let one of the person's addresses show nothing any longer; False when there is none such."""
    with told_by(user=str(user.pk)):
        rows = CalendarLink.objects.filter(user=user, root=root, pk=number, revoked__isnull=True)
        return bool(rows.update(revoked=timezone.now()))


def link_of_secret(*, secret: str) -> CalendarLink | None:
    """Return the address with this secret; None when it shows nothing. The day that it was used is kept, no more."""
    rows = CalendarLink.objects.filter(digest=_digest(secret), revoked__isnull=True, user__is_active=True)
    link = rows.select_related("root", "user").first()
    today = timezone.localdate()
    if link is not None and link.last_used != today:
        CalendarLink.objects.filter(pk=link.pk).update(last_used=today)
    return link


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
