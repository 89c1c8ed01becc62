"""Links that let one reader without an account read one draft."""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.text import storable
from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.goals.models import DraftLink
from rodtrad.goals.operations.writing import one_write
from rodtrad.goals.permissions import may_approve, may_propose
from rodtrad.goals.queries.review_marks import Subject
from rodtrad.goals.queries.reviews import about, is_teams_alone

_SALT = "rodtrad.goals.draft-link"
MOST_DAYS = 90
LONGEST_NAME = 200


class BadTokenError(Exception):
    """A token that we did not sign."""


def token_of(link: DraftLink) -> str:
    """Return the token of the link's address. Whoever has it can read; it is not stored, only signed."""
    return signing.Signer(salt=_SALT, sep=".").sign(link.pk.hex)


def link_of_token(token: str) -> UUID:
    """Return the link's id. Raises BadTokenError for what we did not sign."""
    try:
        return UUID(signing.Signer(salt=_SALT, sep=".").unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise BadTokenError from error


def make_draft_link(*, actor: User, subject: Subject, reader: str, days: int) -> DraftLink:
    """Make a link for one reader that opens the subject for some days."""
    name = " ".join(storable(reader).split())
    with one_write(actor=actor, root=subject.root) as powers:
        if not may_propose(powers, subject) and not may_approve(powers, subject):
            raise NotAllowedError(_("Du kan ikke dele «%s».") % subject.title)
        if is_teams_alone(subject):
            raise FieldErrors(
                {"reader": _("«%s» er bare for laget og deles ikke med lenke.") % subject.title}
            )
        if not name or len(name) > LONGEST_NAME:
            raise FieldErrors({"reader": _("Skriv hvem lenken er til, med høyst %d tegn.") % LONGEST_NAME})
        if not 1 <= days <= MOST_DAYS:
            raise FieldErrors({"days": _("En lenke kan vare fra 1 til %d dager.") % MOST_DAYS})
        now = timezone.now()
        return DraftLink.objects.create(
            root_id=subject.root_id,
            reader=name,
            made_by=actor,
            made_at=now,
            expires_at=now + timedelta(days=days),
            **about(subject),
        )


def count_opening(*, link: DraftLink) -> None:
    """Count that the link has been read: the only thing that reading writes, so that one that goes astray is seen."""
    DraftLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened=timezone.now())


def revoke_draft_link(*, actor: User, subject: Subject, link: DraftLink) -> DraftLink:
    """Take a link back: from now on it opens nothing."""
    with one_write(actor=actor, root=subject.root) as powers:
        row = DraftLink.objects.select_for_update(of=("self",)).get(pk=link.pk, **about(subject))
        if not may_propose(powers, subject) and not may_approve(powers, subject):
            raise NotAllowedError(_("Du kan ikke ta tilbake denne lenken."))
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
        return row
