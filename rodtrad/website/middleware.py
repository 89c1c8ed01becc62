from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rodtrad.core.web.meanwhile import is_changed_meanwhile
from rodtrad.website.unsent import MARK, TEXTS, forget
from rodtrad.website.views.errors import changed_meanwhile, forbidden
from rodtrad.website.views.unsent import keep_until_log_in


class ChangedMeanwhileMiddleware:
    """Answer 409 when someone else was first. Below /api/ the page becomes a problem on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return changed_meanwhile(request) if is_changed_meanwhile(exception) else None


class SetUpFirstMiddleware:
    """Show nothing but the account's own pages to who must set up a second factor first.

    The log-in says so in the session (views.log_in), so that other requests ask the database nothing.
    """

    open = ("/konto/", "/sprak/", "/om/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.path_info.startswith(self.open)
            or not request.user.is_authenticated
            or not request.session.get("set_up_first")
        ):
            return self.get_response(request)
        if request.method in ("GET", "HEAD") and not request.path_info.startswith("/api/"):
            return redirect("second_factor")
        return forbidden(request, PermissionDenied())


class UnsentMiddleware:
    """Keep what people write when their log-in has ended, and forget it once a page has taken it.

    Whose log-in has ended is answered before the view: what they write about may be hidden from those without one.
    """

    #: Where the request notes that it was refused with a page that does not show what was sent.
    refused = "rodtrad.refused"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._has_taken(request, response):
            forget(request, request.POST[MARK])
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        return None if request.user.is_authenticated else keep_until_log_in(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request.META[self.refused] = True

    def _has_taken(self, request: HttpRequest, response: HttpResponse) -> bool:
        """Tell whether the text is stored, or stands in the form that is the answer."""
        match = request.resolver_match
        return (
            request.method == "POST"
            and match is not None
            and match.url_name in TEXTS
            and response.status_code < 500
            and request.user.is_authenticated
            and MARK in request.POST
            and self.refused not in request.META
        )
