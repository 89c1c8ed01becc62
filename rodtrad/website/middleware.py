from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rodtrad.core.web.meanwhile import is_changed_meanwhile
from rodtrad.website.views.errors import changed_meanwhile


class ChangedMeanwhileMiddleware:
    """Answer 409 when someone else was first. Below /api/ the page becomes a problem on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return changed_meanwhile(request) if is_changed_meanwhile(exception) else None
