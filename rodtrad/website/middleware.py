from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rodtrad.core.web.meanwhile import is_changed_meanwhile
from rodtrad.website.views.errors import changed_meanwhile, forbidden


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
