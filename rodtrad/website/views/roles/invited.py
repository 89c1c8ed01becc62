"""Asking someone by e-mail to take a role: again when it does not come, and not after all."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodtrad.accounts.log_in import counted_address
from rodtrad.organisations.errors import InvitationClosedError, TooManyInvitationsError
from rodtrad.organisations.forms import GiveRoleForm
from rodtrad.organisations.models import Invitation, Organisation
from rodtrad.organisations.operations import invite, revoke_invitation
from rodtrad.organisations.queries import invitation_at
from rodtrad.organisations.tasks import mail_invitation
from rodtrad.website.views.errors import too_many_attempts
from rodtrad.website.views.roles.guard import RolesPage, back_to_roles, number_of, roles_page, show_roles


def invite_by_mail(
    page: RolesPage, form: GiveRoleForm, email: str, kind: str, place: Organisation
) -> HttpResponse:
    if not settings.EMAIL_HOST:
        form.add_error(
            "email",
            _(
                "Ingen her har denne adressen, og nettstedet sender ikke e-post. "
                "Be den som driver det, om å lage brukeren."
            ),
        )
        return show_roles(page, form)
    if form.cleaned_data["last_day"]:
        form.add_error(
            "last_day",
            _("Den som blir invitert, får rollen uten sluttdato. Sett dagen når invitasjonen er tatt imot."),
        )
        return show_roles(page, form)
    if not _mail(page, email, kind, place):
        return too_many_attempts(page.request)
    return back_to_roles(page, _("%s er invitert, og får en e-post. Lenken i den virker i en uke.") % email)


def _mail(page: RolesPage, email: str, kind: str, place: Organisation) -> bool:
    """Invite and let the worker send the link; False when the person has been sent enough for now."""
    try:
        made = invite(
            email=email, organisation=place, kind=kind, by=page.person, address=counted_address(page.request)
        )
    except TooManyInvitationsError:
        return False
    mail_invitation.defer(number=str(made.id), language=get_language() or settings.LANGUAGE_CODE)
    return True


@require_POST
@roles_page
def resend(page: RolesPage) -> HttpResponse:
    """Send a new link in place of the one that did not come, or came too late."""
    found = _own_invitation(page)
    if not settings.EMAIL_HOST:
        return back_to_roles(
            page, _("Nettstedet sender ikke e-post. Be den som driver det, om hjelp."), is_error=True
        )
    if found.accepted or found.revoked:
        return back_to_roles(page, _("Invitasjonen er tatt imot eller trukket fra før."), is_error=True)
    if not _mail(page, found.email, found.kind, found.organisation):
        return too_many_attempts(page.request)
    return back_to_roles(
        page, _("%s får en ny e-post. Lenken i den forrige virker ikke lenger.") % found.email
    )


def _own_invitation(page: RolesPage) -> Invitation:
    found = invitation_at(page.units, number=number_of(page.request.POST.get("invitasjon", "")))
    if found is None:
        raise Http404
    return found


@require_POST
@roles_page
def revoke(page: RolesPage) -> HttpResponse:
    found = _own_invitation(page)
    try:
        revoke_invitation(invitation=found)
    except InvitationClosedError:
        return back_to_roles(page, _("Invitasjonen er tatt imot eller trukket fra før."), is_error=True)
    return back_to_roles(page, _("Invitasjonen til %s er trukket. Lenken virker ikke lenger.") % found.email)
