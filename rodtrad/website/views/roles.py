"""Who has what where in a root, for those who give roles there."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodtrad.accounts.log_in import counted_address
from rodtrad.accounts.models import User
from rodtrad.organisations.errors import (
    InvitationClosedError,
    LastAdministratorError,
    RoleHeldError,
    TooManyInvitationsError,
)
from rodtrad.organisations.forms import EndsForm, GiveRoleForm, HandOverForm
from rodtrad.organisations.models import Organisation, Role
from rodtrad.organisations.operations import (
    assign_role,
    change_role,
    end_role,
    hand_over,
    invite,
    revoke_invitation,
)
from rodtrad.organisations.permissions import where
from rodtrad.organisations.queries import (
    ended_roles_at,
    invitation_at,
    invitations_at,
    role_at,
    roles_at,
    roles_of,
    units_of,
)
from rodtrad.organisations.tasks import mail_invitation
from rodtrad.website.page import Page, root_or_404
from rodtrad.website.presenters.roles import people_in, present_people, role_words
from rodtrad.website.views.errors import too_many_attempts

Rest = ParamSpec("Rest")
_ENDED_SHOWN = 20


class RolesPage(Page):
    """A page for someone who gives roles at `units` of the root."""

    units: frozenset[UUID] = frozenset()

    @property
    def person(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user


def roles_page(
    view: Callable[Concatenate[RolesPage, Rest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wrap a view for administrators: nobody is sent to log in, and for others the page does not exist."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        found = root_or_404(request, slug)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        page = RolesPage(request, found.root, found.viewer)
        assert isinstance(request.user, User)
        page.units = where(request.user, "give_roles", page.own_root.id)
        if not page.units:
            raise Http404
        return view(page, *args, **kwargs)

    return wrapped


def _number(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _own_role(page: RolesPage, text: str) -> Role:
    role = role_at(page.units, number=_number(text))
    if role is None:
        raise Http404
    return role


def _back(page: RolesPage, sentence: str, *, is_error: bool = False) -> HttpResponse:
    tell = messages.error if is_error else messages.success
    tell(page.request, sentence)
    return redirect("roles", page.own_root.slug)


def _last(error: LastAdministratorError) -> str:
    text = _(
        "%s ville stått uten administrator. Gi rollen til en annen først, i hele organisasjonen og uten sluttdato."
    )
    return text % error


@require_GET
@roles_page
def roles(page: RolesPage) -> HttpResponse:
    return _show(page, GiveRoleForm(_places(page)))


def _places(page: RolesPage) -> list[Organisation]:
    return units_of(page.own_root, page.units)


def _show(page: RolesPage, form: GiveRoleForm) -> HttpResponse:
    return page.render(
        "website/roles.html",
        crumbs=[(None, _("Roller"))],
        people=present_people(roles_at(page.units)),
        ended=ended_roles_at(page.units, at_most=_ENDED_SHOWN),
        invitations=invitations_at(page.units),
        form=form,
        has_mail=bool(settings.EMAIL_HOST),
    )


@require_POST
@roles_page
def give(page: RolesPage) -> HttpResponse:
    """Give a role to someone who has one here; ask anyone else by e-mail."""
    form = GiveRoleForm(_places(page), page.request.POST)
    if not form.is_valid():
        return _show(page, form)
    email, kind, place = (form.cleaned_data[name] for name in ("email", "kind", "organisation"))
    last_day = form.cleaned_data["last_day"]
    known = {role.user.email.casefold(): role.user for role in roles_at(page.units)}.get(email.casefold())
    if known is None:
        return _invite(page, form, email, kind, place)
    try:
        assign_role(user=known, organisation=place, kind=kind, ends=last_day and last_day + timedelta(days=1))
    except RoleHeldError:
        form.add_error("kind", _("%s har rollen der fra før.") % known.name)
        return _show(page, form)
    return _back(page, _("%(name)s er nå %(role)s.") % {"name": known.name, "role": role_words(kind, place)})


def _invite(page: RolesPage, form: GiveRoleForm, email: str, kind: str, place: Organisation) -> HttpResponse:
    if not settings.EMAIL_HOST:
        form.add_error(
            "email",
            _(
                "Ingen her har denne adressen, og nettstedet sender ikke e-post. "
                "Be den som driver det, om å lage brukeren."
            ),
        )
        return _show(page, form)
    if form.cleaned_data["last_day"]:
        form.add_error(
            "last_day",
            _("Den som blir invitert, får rollen uten sluttdato. Sett dagen når invitasjonen er tatt imot."),
        )
        return _show(page, form)
    try:
        made = invite(
            email=email, organisation=place, kind=kind, by=page.person, address=counted_address(page.request)
        )
    except TooManyInvitationsError:
        return too_many_attempts(page.request)
    mail_invitation.defer(number=str(made.id), language=get_language() or settings.LANGUAGE_CODE)
    return _back(page, _("%s er invitert, og får en e-post. Lenken i den virker i en uke.") % email)


@require_http_methods(["GET", "HEAD", "POST"])
@roles_page
def change(page: RolesPage) -> HttpResponse:
    """Make a role another, or set its last day."""
    data = page.request.POST or None
    role = _own_role(page, (page.request.POST if data else page.request.GET).get("rolle", ""))
    last_day = role.ends - timedelta(days=1) if role.ends else None
    form = EndsForm(data, initial={"kind": role.kind, "last_day": last_day and last_day.isoformat()})
    if form.is_valid():
        last_day, kind = form.cleaned_data["last_day"], form.cleaned_data["kind"]
        try:
            change_role(role=role, kind=kind, ends=last_day and last_day + timedelta(days=1))
        except RoleHeldError:
            form.add_error("kind", _("%s har rollen der fra før.") % role.user.name)
        except LastAdministratorError as error:
            form.add_error("kind", _last(error))
        else:
            facts = {"name": role.user.name, "role": role_words(kind, role.organisation)}
            return _back(page, _("%(name)s er nå %(role)s.") % facts)
    return page.render(
        "website/role.html",
        crumbs=[(page.address("roles"), _("Roller")), (None, role.user.name)],
        role=role,
        words=role_words(role.kind, role.organisation),
        form=form,
    )


@require_POST
@roles_page
def end(page: RolesPage) -> HttpResponse:
    role = _own_role(page, page.request.POST.get("rolle", ""))
    facts = {"name": role.user.name, "role": role_words(role.kind, role.organisation)}
    try:
        end_role(role=role)
    except LastAdministratorError as error:
        return _back(page, _last(error), is_error=True)
    return _back(page, _("%(name)s er ikke lenger %(role)s.") % facts)


@require_POST
@roles_page
def revoke(page: RolesPage) -> HttpResponse:
    found = invitation_at(page.units, number=_number(page.request.POST.get("invitasjon", "")))
    if found is None:
        raise Http404
    try:
        revoke_invitation(invitation=found)
    except InvitationClosedError:
        return _back(page, _("Invitasjonen er tatt imot eller trukket fra før."), is_error=True)
    return _back(page, _("Invitasjonen til %s er trukket. Lenken virker ikke lenger.") % found.email)


@require_http_methods(["GET", "HEAD", "POST"])
@roles_page
def leave(page: RolesPage) -> HttpResponse:
    """Hand a leaver's roles over, and take the name away when the person is nowhere else."""
    data = page.request.POST or None
    number = _number((page.request.POST if data else page.request.GET).get("person", ""))
    held = roles_at(page.units)
    leaver = next((role.user for role in held if role.user_id == number), None)
    if leaver is None:
        raise Http404
    everywhere = roles_of(leaver)
    is_only_here = all(role.organisation_id in page.units for role in everywhere)
    may_pseudonymise = is_only_here and leaver.pk != page.person.pk
    others = [person for person in people_in(held) if person.pk != leaver.pk]
    form = HandOverForm(others, data, may_pseudonymise=may_pseudonymise)
    if form.is_valid():
        try:
            return _hand_over(page, leaver, form)
        except LastAdministratorError as error:
            form.add_error("successor", _last(error))
    return page.render(
        "website/hand_over.html",
        crumbs=[(page.address("roles"), _("Roller")), (None, leaver.name)],
        leaver=leaver,
        held=[role_words(role.kind, role.organisation) for role in held if role.user_id == leaver.pk],
        is_only_here=is_only_here,
        form=form,
    )


def _hand_over(page: RolesPage, leaver: User, form: HandOverForm) -> HttpResponse:
    name, successor = leaver.name, form.cleaned_data["successor"]
    pseudonym = hand_over(
        leaver=leaver,
        units=page.units,
        successor=successor,
        pseudonymise=bool(form.cleaned_data.get("pseudonymise")),
    )
    sentence = _("%(name)s har ingen roller her lenger.") % {"name": name}
    if successor is not None:
        sentence = _("%(successor)s har overtatt rollene til %(name)s.") % {
            "successor": successor.name,
            "name": name,
        }
    if pseudonym:
        sentence = f"{sentence} {_('I historikken står nå «%s».') % pseudonym}"
    return _back(page, sentence)
