"""What somebody wrote when their log-in had ended: back on a page of its own, to be sent again or thrown away."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rodtrad.website.page import Page
from rodtrad.website.presenters.unsent import present_unsent
from rodtrad.website.unsent import (
    NotKeptError,
    TooLargeError,
    Unsent,
    forget,
    keep,
    last_person,
    unsent_in,
    written_in,
)
from rodtrad.website.views.errors import error_page


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """Show what the person's session keeps; each is sent again to where it was going, or thrown away here."""
    if request.method != "POST":
        return _show(request, unsent_in(request))
    gone = forget(request, request.POST.get("forkast", ""))
    if gone is None:
        return redirect("unsent")
    messages.success(request, _("Teksten er forkastet."))
    return redirect("unsent") if unsent_in(request) else redirect(gone.address)


def keep_until_log_in(request: HttpRequest) -> HttpResponse | None:
    """Keep what was written and lead to the log-in; what cannot be kept stands in the answer.

    None when nothing is written, and when nobody has logged in here: a stranger has the page's own answer.
    """
    written = written_in(request)
    person = last_person(request) if written else None
    if written is None or person is None:
        return None
    try:
        keep(request, written, person)
    except TooLargeError:
        told = _("Økten din er avsluttet, og det du skrev, er for stort til at vi kan ta vare på det.")
    except NotKeptError:
        told = _not_kept()
    else:
        return redirect_to_login(written.address)
    return _show_unkept(request, written, f"{told} {_remedy()}")


def _not_kept() -> str:
    return _("Økten din er avsluttet, og vi kan ikke ta vare på det du skrev.")


def _remedy() -> str:
    return _("Ingenting er lagret. Logg inn i en ny fane, kom tilbake hit, og send det på nytt.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without the right token. Who has logged in anew in another tab sees what they wrote in this one.

    Nothing is kept or stored. Only a form that our own page sent is shown again: another site must not be able to put
    words in somebody's mouth.
    """
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    written = written_in(request) if request.headers.get("Origin") in own else None
    if written is None:
        return error_page(request, 403)
    if not request.user.is_authenticated:
        return _show_unkept(request, written, f"{_not_kept()} {_remedy()}")
    told = _(
        "Du har logget inn på nytt siden du åpnet skjemaet. Ingenting er lagret. Se over, og send på nytt."
    )
    return _show_unkept(request, written, told)


def _show_unkept(request: HttpRequest, written: Unsent, told: str) -> HttpResponse:
    return _show(request, [written], told=told, status=403)


def _show(request: HttpRequest, kept: list[Unsent], *, told: str = "", status: int = 200) -> HttpResponse:
    response = Page(request).render(
        "website/unsent.html",
        crumbs=[(None, _("Ikke sendt"))],
        lost=[present_unsent(one) for one in kept],
        told=told,
        status=status,
    )
    add_never_cache_headers(response)
    return response
