"""Pages about one's own account: logging in and out, passwords, and what one may do."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodtrad.accounts.errors import TooManyAsksError
from rodtrad.accounts.forms import ChangePasswordForm, ForgottenPasswordForm, LogInForm, NewPasswordForm
from rodtrad.accounts.log_in import counted_address, remember_browser
from rodtrad.accounts.models import User
from rodtrad.accounts.operations import ask_for_new_password, end_sessions, let_in_again
from rodtrad.accounts.queries import account_of_code
from rodtrad.accounts.tasks import mail_new_password
from rodtrad.organisations.queries import roles_of
from rodtrad.website.page import Page
from rodtrad.website.presenters.account import present_roles
from rodtrad.website.views.errors import too_many_attempts

secrets_sent = sensitive_post_parameters("old_password", "new_password1", "new_password2", "password")


class LogIn(LoginView):
    """Log in and go on to `next` when it is an address here."""

    template_name = "website/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(self.request, response, form.get_user().email)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Page(self.request)
        crumb = (None, _("Logg inn"))
        crumbs = [*page.first_crumbs([crumb]), crumb]
        return super().get_context_data(nav=page.nav(""), crumbs=crumbs, **kwargs)


log_in = LogIn.as_view()
log_out = LogoutView.as_view()


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
    """Change the password; every other browser is logged out."""
    user = request.user
    assert isinstance(user, User)
    form = ChangePasswordForm(request, user, request.POST or None)
    if form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        messages.success(request, _("Passordet er byttet. Du er logget ut i alle andre nettlesere."))
        return redirect("account")
    crumbs = [(reverse("account"), _("Min side")), (None, _("Bytt passord"))]
    return Page(request).render("website/change_password.html", crumbs=crumbs, form=form)


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show the person who they are here, and what they may do where."""
    assert isinstance(request.user, User)
    return Page(request).render(
        "website/account.html",
        crumbs=[(None, _("Min side"))],
        places=present_roles(roles_of(request.user)),
    )


@login_required
@require_POST
def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    end_sessions(user=request.user)
    logout(request)
    messages.success(request, _("Du er logget ut i alle nettlesere."))
    return redirect("front")
