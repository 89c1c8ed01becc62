"""Who comes in to the pages about roles, and what those pages have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.organisations.errors import LastAdministratorError
from rodtrad.organisations.forms import GiveRoleForm
from rodtrad.organisations.models import Organisation
from rodtrad.organisations.permissions import where
from rodtrad.organisations.queries import ended_roles_at, invitations_at, roles_at, units_of
from rodtrad.website.page import Page, root_or_404
from rodtrad.website.presenters.roles import present_people

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


def number_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def back_to_roles(page: RolesPage, sentence: str, *, is_error: bool = False) -> HttpResponse:
    tell = messages.error if is_error else messages.success
    tell(page.request, sentence)
    return redirect("roles", page.own_root.slug)


def last_administrator(error: LastAdministratorError) -> str:
    text = _(
        "%s ville stått uten administrator. Gi rollen til en annen først, i hele organisasjonen og uten sluttdato."
    )
    return text % error


def places_of(page: RolesPage) -> list[Organisation]:
    return units_of(page.own_root, page.units)


def show_roles(page: RolesPage, form: GiveRoleForm) -> HttpResponse:
    return page.render(
        "website/roles.html",
        crumbs=[(None, _("Roller"))],
        people=present_people(roles_at(page.units)),
        ended=ended_roles_at(page.units, at_most=_ENDED_SHOWN),
        invitations=invitations_at(page.units),
        form=form,
        has_mail=bool(settings.EMAIL_HOST),
    )
