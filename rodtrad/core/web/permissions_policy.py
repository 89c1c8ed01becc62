from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: Nothing here asks for any of it, so a script that came in by a fault of ours shall not either.
POLICY = ", ".join(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb"))


class PermissionsPolicyMiddleware:
    """Tell the browser which of its powers no page here uses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = POLICY
        return response
