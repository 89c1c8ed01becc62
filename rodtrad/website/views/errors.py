"""Pages for what went wrong. They read nothing from the database, so that they stand when it does not."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from rodtrad.accounts.attempts import MEMORY
from rodtrad.core.files.stored import LARGEST
from rodtrad.core.languages import language_for
from rodtrad.core.requests import request_id

_TOO_LARGE, _MEGABYTE = 413, 1024 * 1024


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Answer with the page for a status, in the language that the request asks for."""
    identity = request_id.get()
    context: dict[str, object] = {"request_id": "" if identity == "-" else identity}
    if status == _TOO_LARGE:
        context |= {"most": LARGEST // _MEGABYTE, "back": request.path}
    with translation.override(language_for(request)):
        return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell what is too large apart from what cannot be read."""
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Tell a database that does not answer apart from a fault of ours."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request)
    return error_page(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer that the system is being upgraded or cannot reach its database."""
    response = error_page(request, 503)
    response["Retry-After"] = "120"
    return response


def changed_meanwhile(request: HttpRequest) -> HttpResponse:
    """Answer someone whose change builds on what another has changed since."""
    return error_page(request, 409)


def too_many_attempts(
    request: HttpRequest, response: HttpResponse | None = None, credentials: object = None
) -> HttpResponse:
    """Answer someone who has tried too often (accounts.log_in, accounts.operations)."""
    answer = error_page(request, 429)
    answer["Retry-After"] = str(int(MEMORY.total_seconds()))
    return answer
