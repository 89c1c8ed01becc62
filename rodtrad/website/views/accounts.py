"""Pages about one's own account: passwords, what one may do, and where one is logged in."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodtrad.accounts.errors import TooManyAsksError
from rodtrad.accounts.forms import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from rodtrad.accounts.log_in import counted_address
from rodtrad.accounts.models import User
from rodtrad.accounts.operations import (
    ask_for_new_password,
    choose_letters,
    end_other_sessions,
    end_session,
    end_sessions,
    let_in_again,
)
from rodtrad.accounts.queries import account_of_code, has_second_factor, sessions_of
from rodtrad.accounts.tasks import mail_new_password
from rodtrad.organisations.queries import holds_tokens, roles_of
from rodtrad.website.page import Page
from rodtrad.website.presenters.account import present_browsers, present_roles
from rodtrad.website.views.errors import too_many_attempts

secrets_sent = sensitive_post_parameters("old_password", "new_password1", "new_password2", "password")


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Take an e-mail address and answer the same whoever's it is, or nobody's."""
    form = ForgottenPasswordForm(request.POST or None)
    if settings.EMAIL_HOST and form.is_valid():
        email, address = form.cleaned_data["email"], counted_address(request)
        try:
            ask = ask_for_new_password(email=email, address=address)
        except TooManyAsksError:
            return too_many_attempts(request)
        if ask is not None:
            mail_new_password.defer(ask=ask, language=get_language() or settings.LANGUAGE_CODE)
        return redirect("forgotten_password_sent")
    return Page(request).render(
        "website/forgotten_password.html",
        crumbs=[(None, _("Glemt passord"))],
        form=form,
        has_mail=bool(settings.EMAIL_HOST),
    )


@require_GET
def forgotten_password_sent(request: HttpRequest) -> HttpResponse:
    return Page(request).render(
        "website/forgotten_password_sent.html", crumbs=[(None, _("Se etter e-posten"))]
    )


@secrets_sent
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Let whoever has the mailed link choose a password. Looking at the page uses nothing up."""
    user = account_of_code(request.GET.get("kode", ""))
    crumbs = [(None, _("Nytt passord"))]
    if user is None:
        return Page(request).render("website/new_password_expired.html", crumbs=crumbs, status=410)
    form = NewPasswordForm(user, request.POST or None)
    if form.is_valid():
        form.save()
        let_in_again(user=user)
        messages.success(request, _("Passordet er byttet. Logg inn med det nye."))
        return redirect("log_in")
    return Page(request).render("website/new_password.html", crumbs=crumbs, form=form, account=user)


@secrets_sent
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other browser is logged out. Who logs in elsewhere only has none to change."""
    user = request.user
    assert isinstance(user, User)
    if not user.has_usable_password():
        raise Http404
    form = ChangePasswordForm(request, user, request.POST or None)
    if form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        messages.success(request, _("Passordet er byttet. Du er logget ut i alle andre nettlesere."))
        return redirect("account")
    crumbs = [(reverse("account"), _("Min side")), (None, _("Bytt passord"))]
    return Page(request).render(
        "website/change_password.html", crumbs=crumbs, form=form, has_tokens=holds_tokens(user)
    )


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show the person who they are here, what they may do where, and where they are logged in."""
    assert isinstance(request.user, User)
    return Page(request).render(
        "website/account.html",
        crumbs=[(None, _("Min side"))],
        places=present_roles(roles_of(request.user)),
        browsers=present_browsers(sessions_of(request.user), request.session.session_key),
        has_second_factor=has_second_factor(request.user),
        has_mail=bool(settings.EMAIL_HOST),
    )


@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """Turn the e-mails about what happens where one has a role on or off; who only looks is led to the choice."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        return redirect(reverse("account") + "#varsler")
    wants = request.POST.get("wants") == "1"
    choose_letters(user=request.user, wants=wants)
    said = _("Du får e-post om planer.") if wants else _("Du får ikke lenger e-post om planer.")
    messages.success(request, said)
    return redirect(reverse("account") + "#varsler")


@login_required
@require_POST
def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    end_sessions(user=request.user)
    logout(request)
    messages.success(request, _("Du er logget ut i alle nettlesere."))
    return redirect("front")


@login_required
@require_POST
def log_out_others(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    end_other_sessions(user=request.user, keep=request.session.session_key)
    messages.success(request, _("Du er logget ut i alle andre nettlesere."))
    return redirect("account")


@login_required
@require_POST
def log_out_one(request: HttpRequest) -> HttpResponse:
    """Log out of one browser of one's own; another's does not exist."""
    assert isinstance(request.user, User)
    try:
        number = UUID(request.POST.get("number", ""))
    except ValueError as error:
        raise Http404 from error
    if not end_session(user=request.user, number=number):
        raise Http404
    messages.success(request, _("Du er logget ut i den nettleseren."))
    return redirect("account")
