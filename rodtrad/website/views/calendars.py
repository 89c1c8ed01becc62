"""How to subscribe to a root's calendar, and the secret addresses that are one's own."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodtrad.accounts.models import User
from rodtrad.cases.models import Body
from rodtrad.cases.queries.meetings import bodies_of
from rodtrad.goals.queries.editing import units_of
from rodtrad.organisations.permissions import held_roles
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.operations.calendar_links import make_link, revoke_link
from rodtrad.planning.queries.wheel import links_of
from rodtrad.website.forms.wheel import CalendarForm
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.calendars import body_calendars, link_rows, public_calendars
from rodtrad.website.views.editing.guard import writers_only


@writers_only
def subscribe(page: Page) -> HttpResponse:
    """Tell the open addresses; who has a role here makes addresses of their own, each shown once."""
    user, secret, form = page.request.user, "", None
    if isinstance(user, User) and held_roles(user).filter(root=page.own_root).exists():
        form = CalendarForm(page.request.POST or None, units=units_of(page.own_root))
    if page.request.method == "POST":
        if form is None:
            raise PermissionDenied
        secret = _made(page, form)
    address = page.request.build_absolute_uri(reverse("own_calendar", args=[secret])) if secret else ""
    return page.render(
        "website/subscribe.html",
        current="plans",
        crumbs=[
            (page.address("plans"), _("Planer")),
            (page.address("wheel"), _("Årshjul")),
            (None, _("Abonner")),
        ],
        open_ones=public_calendars(page.own_root, page.request.build_absolute_uri),
        of_bodies=body_calendars(page.own_root, _bodies(page), page.request.build_absolute_uri),
        is_open=not page.own_root.visibility,
        form=None if secret else form,
        address=address,
        links=link_rows(links_of(page.own_root, user)) if isinstance(user, User) else [],
        status=422 if form is not None and form.errors else 200,
    )


def _bodies(page: Page) -> list[Body]:
    """Return the bodies of today: nobody follows one that is no more."""
    today = timezone.localdate()
    return [one for one in bodies_of(page.own_root) if one.is_one_on(today)]


def _made(page: Page, form: CalendarForm) -> str:
    """Make the address and return its secret; empty when the form has faults to show."""
    assert isinstance(page.request.user, User)
    if not form.is_valid():
        return ""
    try:
        return make_link(user=page.request.user, root=page.own_root, **form.given)[1]
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except FieldErrors as error:
        for field, sentence in error.by_field.items():
            form.add_error(field or None, sentence)
        return ""


@require_POST
@root_page
def revoke(page: Page) -> HttpResponse:
    """Revoke one of one's own; another's does not exist."""
    user = page.request.user
    try:
        number = UUID(page.request.POST.get("number", ""))
    except ValueError as error:
        raise Http404 from error
    if not isinstance(user, User) or not revoke_link(user=user, root=page.own_root, number=number):
        raise Http404
    messages.success(page.request, _("Adressen er trukket tilbake og viser ingenting lenger."))
    return redirect("subscribe", page.own_root.slug)
