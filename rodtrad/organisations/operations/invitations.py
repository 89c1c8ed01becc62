"""Someone is asked by e-mail to take a role, and takes it."""

from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rodtrad.accounts.attempts import INVITATION, count_attempts, counted_name, note_attempt
from rodtrad.accounts.errors import MailNotSentError
from rodtrad.accounts.models import User
from rodtrad.core.history import told_by
from rodtrad.organisations.errors import (
    InvitationClosedError,
    NotInvitedError,
    RoleHeldError,
    TooManyInvitationsError,
)
from rodtrad.organisations.models import Invitation, Organisation, Role, RoleKind
from rodtrad.organisations.operations.roles import assign_role
from rodtrad.organisations.queries import code_of_invitation

VALID_FOR = timedelta(days=7)
#: An hour's mails to one person, and from one administrator.
MAILS_PER_NAME = 3
MAILS_PER_SENDER = 100


@transaction.atomic
def invite(*, email: str, organisation: Organisation, kind: str, by: User, address: str | None) -> Invitation:
    """Note that someone is invited; what they were invited to before at the same place is replaced.

    Raises TooManyInvitationsError when one person or one administrator has had enough for an hour.
    """
    name = counted_name(email)
    lately = Invitation.objects.filter(invited_by=by, made__gt=timezone.now() - timedelta(hours=1))
    if count_attempts(way=INVITATION, name=name) >= MAILS_PER_NAME or lately.count() >= MAILS_PER_SENDER:
        raise TooManyInvitationsError
    note_attempt(name=name, address=address, way=INVITATION)
    before = Invitation.objects.filter(
        email__iexact=email, organisation=organisation, kind=kind, accepted__isnull=True, revoked__isnull=True
    )
    before.update(revoked=timezone.now())
    return Invitation.objects.create(
        root_id=organisation.root_id,
        organisation=organisation,
        email=email,
        kind=kind,
        invited_by=by,
        expires=timezone.now() + VALID_FOR,
    )


def revoke_invitation(*, invitation: Invitation) -> None:
    """Let the link open nothing more. Raises InvitationClosedError when it has been accepted."""
    with transaction.atomic():
        _open(invitation.id, also_expired=True)
        Invitation.objects.filter(id=invitation.id).update(revoked=timezone.now())


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> None:
    """Give the person the role. Raises NotInvitedError when the address is another's, InvitationClosedError."""
    found = _open(invitation.id)
    if counted_name(found.email) != counted_name(user.email):
        raise NotInvitedError
    with told_by(user=str(user.pk)):
        try:
            assign_role(user=user, organisation=found.organisation, kind=found.kind)
        except RoleHeldError:
            Role.objects.filter(user=user, organisation=found.organisation, kind=found.kind).update(ends=None)
        Invitation.objects.filter(id=found.id).update(accepted=timezone.now())


@transaction.atomic
def accept_as_new(*, invitation: Invitation, name: str, password: str) -> User:
    """Make the account with the address that was invited, and give it the role. Raises InvitationClosedError."""
    found = _open(invitation.id)
    if User.objects.filter(email__iexact=found.email).exists():
        raise NotInvitedError
    user = User.objects.create_user(found.email, name, password)
    accept_invitation(invitation=found, user=user)
    return user


def _open(number: UUID, *, also_expired: bool = False) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(id=number)
    is_late = found.expires <= timezone.now() and not also_expired
    if found.accepted or found.revoked or is_late:
        raise InvitationClosedError
    return found


def mail_invitation(*, number: str, language: str) -> bool:
    """Send the link, if the invitation is still open.

    Raises MailNotSentError when the mail server does not take it; the reason it gives may hold the address.
    """
    found = Invitation.objects.select_related("root", "organisation", "invited_by").filter(id=number).first()
    if found is None or found.accepted or found.revoked or found.expires <= timezone.now():
        return False
    with translation.override(language):
        subject = _("Invitasjon til %s i Rødtråd") % found.root.name
        message = EmailMessage(subject=subject, body=_letter(found), to=[found.email])
    row = Invitation.objects.filter(id=number)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        row.update(mail_failed=timezone.now())
        raise MailNotSentError(type(error).__name__) from None
    row.update(mailed=timezone.now(), mail_failed=None)
    return True


def _place(invitation: Invitation) -> str:
    """Name the unit, and the root it is a part of."""
    unit, root = invitation.organisation.name, invitation.root.name
    return unit if invitation.organisation.parent_id is None else f"{unit} ({root})"


def _letter(invitation: Invitation) -> str:
    # After the question mark: logs keep paths, and whoever has the link can take the role.
    code = urlencode({"kode": code_of_invitation(invitation)})
    facts = {
        "who": invitation.invited_by.name if invitation.invited_by else _("En administrator"),
        "kind": RoleKind(invitation.kind).label,
        "where": _place(invitation),
    }
    until = date_format(timezone.localtime(invitation.expires), "j. F Y")
    paragraphs = [
        _("%(who)s inviterer deg til å være %(kind)s i %(where)s.") % facts,
        _("Les mer og si ja her:"),
        f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('invitation')}?{code}",
        _("Lenken virker til %s, og bare én gang.") % until,
        _("Vet du ikke hva dette er, trenger du ikke gjøre noe."),
    ]
    return "\n\n".join(paragraphs) + "\n"
