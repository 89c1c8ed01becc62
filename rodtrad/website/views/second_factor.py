"""Setting up a second factor, new recovery codes, and taking it away."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.errors import AlreadySetUpError, TooManyAsksError, TooManyInRowError, WrongCodeError
from rodtrad.accounts.forms import OnceMoreForm, SetUpForm
from rodtrad.accounts.log_in import counted_address
from rodtrad.accounts.models import User
from rodtrad.accounts.operations import (
    check_second_factor,
    new_recovery_codes,
    set_up_second_factor,
    take_away_second_factor,
)
from rodtrad.accounts.queries import codes_left, has_second_factor
from rodtrad.accounts.sealing import seal, unseal
from rodtrad.accounts.totp import new_secret, picture, set_up_address
from rodtrad.organisations.queries import needs_second_factor
from rodtrad.website.page import Crumb, Page
from rodtrad.website.views.errors import too_many_attempts
from rodtrad.website.views.log_in import only_recovery_codes, wrong_code

_SECRET = "second_factor_secret"  # noqa: S105  # the name of a place in the session
secrets_sent = sensitive_post_parameters("old_password", "code")


def _crumbs(*further: Crumb) -> list[Crumb]:
    return [(reverse("account"), _("Min side")), *further]


@secrets_sent
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Tell whether a second factor is set up, and begin: the secret is first made when someone asks for it."""
    user = request.user
    assert isinstance(user, User)
    crumbs = _crumbs((None, _("Totrinnsinnlogging")))
    if has_second_factor(user):
        return Page(request).render(
            "website/second_factor_held.html",
            crumbs=crumbs,
            codes_left=codes_left(user),
            is_demanded=needs_second_factor(user),
        )
    if request.method != "POST":
        is_demanded = needs_second_factor(user)
        return Page(request).render("website/second_factor.html", crumbs=crumbs, is_demanded=is_demanded)
    secret = unseal(request.session.get(_SECRET, ""))
    if secret is None:
        secret = new_secret()
        request.session[_SECRET] = seal(secret)
    form = SetUpForm(request, user, request.POST if "code" in request.POST else None)
    if form.is_valid():
        try:
            codes = set_up_second_factor(user=user, secret=secret, code=form.cleaned_data["code"])
        except AlreadySetUpError:
            return redirect("second_factor")
        except WrongCodeError:
            form.add_error(
                "code",
                _(
                    "Koden stemmer ikke. Skriv den som appen viser nå, og se at klokken på telefonen går rett."
                ),
            )
        else:
            return _gained(request, codes)
    address = set_up_address(secret, email=user.email)
    return Page(request).render(
        "website/second_factor_set_up.html",
        crumbs=crumbs,
        form=form,
        address=address,
        picture=picture(address),
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    )


def _gained(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Show the recovery codes once; the session gets a new key with the new standing."""
    request.session.pop(_SECRET, None)
    request.session.pop("set_up_first", None)
    request.session.cycle_key()
    return _show_codes(request, codes, _("Totrinnsinnlogging er satt opp"))


def _show_codes(request: HttpRequest, codes: list[str], heading: str) -> HttpResponse:
    crumbs = _crumbs((reverse("second_factor"), _("Totrinnsinnlogging")), (None, _("Reservekoder")))
    return Page(request).render("website/recovery_codes.html", crumbs=crumbs, codes=codes, heading=heading)


@secrets_sent
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest) -> HttpResponse:
    """Take the second factor away, with the password."""
    user = request.user
    assert isinstance(user, User)
    if has_second_factor(user) and needs_second_factor(user):
        messages.error(request, _("Med rollene du har, må du ha totrinnsinnlogging."))
        return redirect("second_factor")

    def done() -> HttpResponse:
        take_away_second_factor(user=user)
        messages.success(
            request, _("Totrinnsinnlogging er tatt bort. Nå er det bare passordet som verner kontoen.")
        )
        return redirect("account")

    return _when_shown(request, user, done, "website/second_factor_take_away.html", _("Ta bort"))


@secrets_sent
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_codes(request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes, with the password."""
    user = request.user
    assert isinstance(user, User)

    def done() -> HttpResponse:
        return _show_codes(request, new_recovery_codes(user=user), _("Nye reservekoder"))

    return _when_shown(request, user, done, "website/new_recovery_codes.html", _("Nye reservekoder"))


def _when_shown(
    request: HttpRequest, user: User, done: Callable[[], HttpResponse], template: str, title: str
) -> HttpResponse:
    """Do it when the person has shown once more who they are; until then, the page that asks them to."""
    if not has_second_factor(user):
        return redirect("second_factor")
    form = OnceMoreForm(request, user, request.POST or None)
    answer = _once_more(request, user, form)
    if isinstance(answer, HttpResponse):
        return answer
    if answer:
        return done()
    crumbs = _crumbs((reverse("second_factor"), _("Totrinnsinnlogging")), (None, title))
    return Page(request).render(template, crumbs=crumbs, form=form)


def _once_more(request: HttpRequest, user: User, form: OnceMoreForm) -> HttpResponse | bool:
    """Tell whether the person has shown once more who they are; an answer when they have tried too often."""
    if not form.is_valid():
        return False
    if "code" not in form.cleaned_data:
        return True
    try:
        check_second_factor(user=user, code=form.cleaned_data["code"], address=counted_address(request))
    except TooManyAsksError:
        return too_many_attempts(request)
    except TooManyInRowError:
        form.add_error("code", only_recovery_codes())
        return False
    except WrongCodeError:
        form.add_error("code", wrong_code())
        return False
    return True
