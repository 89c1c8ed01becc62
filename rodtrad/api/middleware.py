"""What every answer of the API has in common: who asks, problems as JSON, ETag, caching, reading from other sites."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from rodtrad.core.history import told_by
from rodtrad.core.languages import language_for
from rodtrad.core.web.problems import CONTENT_TYPE, as_problem
from rodtrad.organisations.operations import person_of_token

ADDRESS = "/api/"
METHODS = "GET, HEAD, OPTIONS"
#: How long an open answer may be reused, in seconds; after that the ETag tells whether it has changed.
FRESH_SECONDS = 60


class ApiMiddleware:
    """Finish every answer below /api/ except the page about the API itself.

    It stands outside the other middleware, so that their refusals and Django's own error pages become
    problems too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADDRESS) or request.path_info == ADDRESS:
            return self.get_response(request)
        response = self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, X-Request-ID"
        patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method != "HEAD":
            return self._finished(request)
        request.method = "GET"  # the same as GET, without the body
        response = self._finished(request)
        request.method = "HEAD"
        response.content = b""
        return response

    def _finished(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 200 and request.method == "GET":
            response = _conditional(request, response)
        if response.status_code >= 400:
            response = _problem(request, response)
        return response


class TokenMiddleware:
    """Let whoever sends a personal token be that person, with what the token opens; a cookie then counts for nothing.

    A token that opens nothing is refused at once: who believes that they are somebody must not be answered as nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not request.path_info.startswith(ADDRESS):
            return self.get_response(request)
        person = person_of_token(secret=secret.strip())
        if person is None or person.grant is None:
            return HttpResponse(status=401)
        request.user = person
        if request.method in ("GET", "HEAD"):
            return self.get_response(request)
        with told_by(token=str(person.grant.token_id)):
            return self.get_response(request)


def _preflight() -> HttpResponse:
    """Answer a browser that asks whether a script on another site may read."""
    headers = {
        "Allow": METHODS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "Accept-Language, If-None-Match, X-Request-ID",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)


def _allowed(response: HttpResponse) -> set[str]:
    return {method.strip() for method in response.get("Allow", "").split(",")} - {""}


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark the answer with a hash of its content, and answer 304 to whoever has it already.

    A view that knows the version of what it tells has given that as ETag; the hash then stands after it, since the
    same version is told with other words in another language.
    """
    version = response["ETag"].strip('"') + "-" if response.has_header("ETag") else ""
    etag = f'"{version}{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    known = request.user.is_authenticated
    response["Cache-Control"] = "private, no-cache" if known else f"public, max-age={FRESH_SECONDS}"
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


def _problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    if response.status_code == 405:
        response["Allow"] = ", ".join(sorted({"GET", "HEAD", "OPTIONS"} | _allowed(response)))
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    if response["Content-Type"] == CONTENT_TYPE:
        return response
    with translation.override(language_for(request)):
        response["Content-Language"] = translation.get_language() or "nb"
        return as_problem(request, response)
