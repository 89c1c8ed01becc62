"""Logging in and out: password, second step, and where one goes afterwards."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.errors import TooManyAsksError, TooManyInRowError, WrongCodeError
from rodtrad.accounts.forms import CodeForm, LogInForm
from rodtrad.accounts.log_in import counted_address, remember_browser
from rodtrad.accounts.models import User
from rodtrad.accounts.operations import check_second_factor
from rodtrad.accounts.queries import codes_left, has_second_factor, open_account
from rodtrad.organisations.queries import needs_second_factor
from rodtrad.website.page import Page
from rodtrad.website.unsent import claim, flush_all_but_unsent, remember_person, seconds_left
from rodtrad.website.views.errors import too_many_attempts

_BACKEND = "rodtrad.accounts.log_in.OpenAccounts"
#: How long one may look for the phone.
_WAIT_SECONDS = 10 * 60
#: The name in the session of having come from another place where one logs in.
_ELSEWHERE = "elsewhere"


class LogIn(LoginView):
    """Log in and go on to `next` when it is an address here."""

    template_name = "website/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        return finish_log_in(self.request, form.get_user(), self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Page(self.request)
        crumb = (None, _("Logg inn"))
        crumbs = [*page.first_crumbs([crumb]), crumb]
        elsewhere = settings.OIDC_NAME if settings.OIDC_ISSUER else ""
        return super().get_context_data(nav=page.nav(""), crumbs=crumbs, elsewhere=elsewhere, **kwargs)


class LogOut(LogoutView):
    """Log out here, and say so when the place one logged in at may let the next person straight in again."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        was_elsewhere = request.session.get(_ELSEWHERE, False)
        response = super().post(request, *args, **kwargs)
        if was_elsewhere and settings.OIDC_ISSUER:
            text = _("Du er logget ut her. Deler du maskinen med andre, logg også ut hos %s.")
            messages.info(request, text % settings.OIDC_NAME)
        return response


log_in = LogIn.as_view()
log_out = LogOut.as_view()


def address_here(request: HttpRequest, onward: str) -> str:
    """Return where someone wants to go when it is an address here; else the front page."""
    hosts = {request.get_host()}
    is_here = url_has_allowed_host_and_scheme(onward, allowed_hosts=hosts, require_https=request.is_secure())
    return onward if is_here else reverse("front")


def finish_log_in(
    request: HttpRequest,
    user: User,
    onward: str,
    *,
    has_shown_second: bool = False,
    is_from_elsewhere: bool = False,
) -> HttpResponse:
    """Log in someone who has shown who they are, unless they must show a code too.

    The session gets a new key both when it begins to wait for a code and when the person is in, so that nobody can
    have laid it in the browser beforehand. What the person wrote when their last session ended goes along, and is
    where they come first.
    """
    if not has_shown_second and has_second_factor(user):
        flush_all_but_unsent(request)
        request.session["waiting"] = {
            "user": str(user.pk),
            "hash": user.get_session_auth_hash(),
            "until": timezone.now().timestamp() + _WAIT_SECONDS,
            "next": onward,
            "elsewhere": is_from_elsewhere,
        }
        request.session.set_expiry(max(_WAIT_SECONDS, seconds_left(request)))
        return redirect("second_step")
    login(request, user, backend=_BACKEND)
    request.session.set_expiry(None)
    if is_from_elsewhere:
        request.session[_ELSEWHERE] = True
    if claim(request, user):
        onward = reverse("unsent")
    if not has_shown_second and needs_second_factor(user):
        request.session["set_up_first"] = True
        onward = reverse("second_factor")
    response = redirect(onward)
    remember_browser(request, response, user.email)
    remember_person(response, user)
    return response


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask who has given the right password for a code."""
    waiting = request.session.get("waiting")
    user = _who_waits(waiting)
    if waiting is None or user is None:
        return redirect("log_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            spare = check_second_factor(
                user=user, code=form.cleaned_data["code"], address=counted_address(request)
            )
        except TooManyAsksError:
            return too_many_attempts(request)
        except TooManyInRowError:
            form.add_error("code", only_recovery_codes())
        except WrongCodeError:
            form.add_error("code", wrong_code())
        else:
            del request.session["waiting"]
            onward = address_here(request, waiting["next"])
            if spare:
                messages.warning(request, codes_left_words(codes_left(user)))
            return finish_log_in(
                request,
                user,
                onward,
                has_shown_second=True,
                is_from_elsewhere=waiting.get("elsewhere", False),
            )
    return Page(request).render("website/second_step.html", crumbs=[(None, _("Logg inn"))], form=form)


def wrong_code() -> str:
    return _("Koden er feil, brukt før eller for gammel. Skriv den som appen viser nå.")


def only_recovery_codes() -> str:
    return _(
        "Det er skrevet for mange feil koder på rad. Koder fra appen teller først når du har skrevet en reservekode. "
        "Har du ingen, be den som driver nettstedet, om hjelp."
    )


def codes_left_words(left: int) -> str:
    used = _("Du brukte en reservekode.")
    text = ngettext("Du har %d reservekode igjen.", "Du har %d reservekoder igjen.", left) % left
    return f"{used} {text}" if left else f"{used} {_('Det var den siste. Lag nye på Min side.')}"


def _who_waits(waiting: dict[str, Any] | None) -> User | None:
    """Return who a session waits for a code from, while that holds; a new password ends it."""
    if waiting is None or waiting["until"] < timezone.now().timestamp():
        return None
    user = open_account(waiting["user"])
    is_same = user is not None and constant_time_compare(waiting["hash"], user.get_session_auth_hash())
    return user if is_same else None
