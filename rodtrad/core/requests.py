"""What is known about a request: its id, in the answer's header and in every log line, and where it comes from."""

import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="-")
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_WITH_PORT = re.compile(r"\[(?P<six>[^]]+)\](?::\d{1,5})?|(?P<four>[\d.]+):\d{1,5}")


def client_address(request: HttpRequest) -> str | None:
    """Return the address that a request comes from, as told by the proxies that the installation trusts.

    Each proxy adds the address it was called from at the right end of X-Forwarded-For, so the entry that the
    outermost trusted one wrote stands TRUSTED_PROXIES from the right. What stands further left is the client's own
    claim and is never read. Without that many entries, or when it is no address, the caller of this process counts.
    """
    caller = _address(request.META.get("REMOTE_ADDR", ""))
    trusted: int = settings.TRUSTED_PROXIES
    told = request.headers.get("X-Forwarded-For", "").split(",")
    if not 0 < trusted <= len(told):
        return caller
    return _address(told[-trusted].strip()) or caller


def _address(text: str) -> str | None:
    """Return an address in its one form, without port; None when it is none."""
    ported = _WITH_PORT.fullmatch(text)
    try:
        found = ip_address((ported["six"] or ported["four"]) if ported else text)
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        if found.scope_id:
            return None
        found = found.ipv4_mapped or found
    return str(found)


class PrivatePagesMiddleware:
    """Keep what a logged-in person reads out of every cache, so that nothing is left behind after log-out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class RequestIdMiddleware:
    """Take the proxy's X-Request-ID when it is well formed, else make one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        identity = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(identity)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = identity
        return response
