"""The page that a mailed invitation leads to."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.forms import InvitedForm
from rodtrad.accounts.models import User
from rodtrad.accounts.queries import account_with_address
from rodtrad.organisations.errors import InvitationClosedError, NotInvitedError
from rodtrad.organisations.models import Invitation, RoleKind
from rodtrad.organisations.operations import accept_as_new, accept_invitation
from rodtrad.organisations.queries import invitation_of_code, lacks_second_factor
from rodtrad.website.page import Page
from rodtrad.website.views.log_in import finish_log_in


@sensitive_post_parameters("new_password1", "new_password2")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Let who has the mailed link take the role. Looking at the page uses nothing up."""
    found = invitation_of_code(request.GET.get("kode", ""))
    if found is None:
        return _closed(request)
    account = account_with_address(found.email)
    if isinstance(request.user, User) and request.user != account:
        return _render(request, found, is_another=True)
    if account is None:
        return _as_new(request, found)
    if isinstance(request.user, AnonymousUser):
        return _render(request, found, log_in_first=True)
    return _as_oneself(request, found, account)


def _as_oneself(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    if request.method != "POST":
        return _render(request, found, is_oneself=True)
    try:
        accept_invitation(invitation=found, user=user)
    except (InvitationClosedError, NotInvitedError):
        return _closed(request)
    messages.success(request, _("Rollen er din."))
    if lacks_second_factor(user):  # it has ended every session, this one too
        logout(request)
        return redirect("log_in")
    request.session.cycle_key()
    return redirect("overview", found.root.slug)


def _as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = InvitedForm(User(email=found.email), request.POST or None)
    if not form.is_valid():
        return _render(request, found, form=form)
    name, password = form.cleaned_data["name"], form.cleaned_data["new_password1"]
    try:
        user = accept_as_new(invitation=found, name=name, password=password)
    except (InvitationClosedError, NotInvitedError):
        return _closed(request)
    response = finish_log_in(request, user, f"/{found.root.slug}/")
    messages.success(request, _("Velkommen. Rollen er din."))
    return response


def _render(request: HttpRequest, found: Invitation, **context: Any) -> HttpResponse:
    return Page(request).render(
        "website/invitation.html",
        crumbs=[(None, _("Invitasjon"))],
        invitation=found,
        kind=RoleKind(found.kind).label,
        elsewhere=settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        code=request.GET.get("kode", ""),
        **context,
    )


def _closed(request: HttpRequest) -> HttpResponse:
    return Page(request).render(
        "website/invitation_closed.html", crumbs=[(None, _("Invitasjon"))], status=410
    )
