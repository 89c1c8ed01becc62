"""Who has what where in a root: see, give, change and end."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodtrad.organisations.errors import LastAdministratorError, RoleHeldError
from rodtrad.organisations.forms import EndsForm, GiveRoleForm
from rodtrad.organisations.models import Role
from rodtrad.organisations.operations import assign_role, change_role, end_role
from rodtrad.organisations.queries import role_at, roles_at
from rodtrad.website.presenters.roles import role_words
from rodtrad.website.views.roles.guard import (
    RolesPage,
    back_to_roles,
    last_administrator,
    number_of,
    places_of,
    roles_page,
    show_roles,
)
from rodtrad.website.views.roles.invited import invite_by_mail


@require_GET
@roles_page
def roles(page: RolesPage) -> HttpResponse:
    return show_roles(page, GiveRoleForm(places_of(page)))


@require_POST
@roles_page
def give(page: RolesPage) -> HttpResponse:
    """Give a role to someone who has one here; ask anyone else by e-mail."""
    form = GiveRoleForm(places_of(page), page.request.POST)
    if not form.is_valid():
        return show_roles(page, form)
    email, kind, place = (form.cleaned_data[name] for name in ("email", "kind", "organisation"))
    last_day = form.cleaned_data["last_day"]
    known = {role.user.email.casefold(): role.user for role in roles_at(page.units)}.get(email.casefold())
    if known is None:
        return invite_by_mail(page, form, email, kind, place)
    try:
        assign_role(user=known, organisation=place, kind=kind, ends=last_day and last_day + timedelta(days=1))
    except RoleHeldError:
        form.add_error("kind", _("%s har rollen der fra før.") % known.name)
        return show_roles(page, form)
    return back_to_roles(
        page, _("%(name)s er nå %(role)s.") % {"name": known.name, "role": role_words(kind, place)}
    )


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
            form.add_error("kind", last_administrator(error))
        else:
            facts = {"name": role.user.name, "role": role_words(kind, role.organisation)}
            return back_to_roles(page, _("%(name)s er nå %(role)s.") % facts)
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
        return back_to_roles(page, last_administrator(error), is_error=True)
    return back_to_roles(page, _("%(name)s er ikke lenger %(role)s.") % facts)


def _own_role(page: RolesPage, text: str) -> Role:
    role = role_at(page.units, number=number_of(text))
    if role is None:
        raise Http404
    return role
