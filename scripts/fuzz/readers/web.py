"""Requests: the API's addresses, filters, headers and bodies, and the forms of the pages that write."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from django.test import Client
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.organisations.models import Scope
from rodtrad.organisations.operations import make_token
from scripts.fuzz.examine import Reader
from scripts.fuzz.place import PERSON
from scripts.fuzz.readers.must_hold import undone
from scripts.fuzz.trees import json_mutated

_ELEMENT = {
    "title": "Bygge gangvei",
    "plan": "handlingsdel",
    "level": "tiltak",
    "under": "gode-skoler",
    "number": "1.2",
    "description": "Om *veien*",
    "responsible": "teknisk",
    "contributing": ["skolekontoret"],
    "starts": "2026-01-01",
    "ends": "2027-12-31",
    "progress": "under_way",
    "judgement": "",
    "visibility": "internal",
    "sdg": ["11", "11.2"],
    "areas": ["0301"],
    "keywords": ["vei"],
    "handling": "",
    "binding": False,
    "link": True,
    "origin": "own",
}
_CHANGES = {
    name: _ELEMENT[name] for name in ("title", "description", "starts", "sdg", "keywords", "progress")
}
_API: list[dict[str, Any]] = [
    {
        "method": "POST",
        "path": "/api/v1/organisations/solvik/elements",
        "body": _ELEMENT,
        "query": {"dry_run": "true"},
    },
    {
        "method": "PATCH",
        "path": "/api/v1/elements/solvik:leksehjelp",
        "body": _CHANGES,
        "headers": {"If-Match": "*"},
    },
    {"method": "DELETE", "path": "/api/v1/elements/solvik:leksehjelp", "headers": {"If-Match": "*"}},
    {
        "method": "POST",
        "path": "/api/v1/elements/solvik:leksehjelp/links",
        "body": {"parent": "solvik:trygge-veier", "reason": "For"},
    },
    {
        "method": "DELETE",
        "path": "/api/v1/elements/solvik:leksehjelp/links/solvik:gode-skoler",
        "query": {"correction": "feil"},
    },
    {
        "method": "POST",
        "path": "/api/v1/elements/solvik:sla-sammen/placements",
        "body": {"plan": "handlingsdel", "under": "gode-skoler", "number": "3"},
    },
    {
        "method": "PATCH",
        "path": "/api/v1/elements/solvik:leksehjelp/placements/handlingsdel",
        "body": {"under": None, "index": 0, "move_link": True},
    },
    {
        "method": "GET",
        "path": "/api/v1/organisations/solvik/elements",
        "query": {
            "text": "skole",
            "level": "tiltak",
            "responsible": "skolekontoret",
            "year": "2027",
            "page": "1",
            "page_size": "5",
        },
    },
    {
        "method": "GET",
        "path": "/api/v1/search",
        "query": {"q": '"gode skoler" vei*', "root": "solvik", "kind": "element", "year": "2026"},
    },
    {
        "method": "GET",
        "path": "/api/v1/organisations/solvik/findings",
        "query": {"severity": "error", "rule": "THR001", "page_size": "100"},
    },
    {
        "method": "GET",
        "path": "/api/v1/elements/solvik:leksehjelp/thread",
        "headers": {"If-None-Match": '"x"', "Accept-Language": "nn"},
    },
]
_FORMS: list[dict[str, Any]] = [
    {
        "path": "/solvik/element/leksehjelp/rediger/",
        "body": {
            "title": "Ny",
            "description": "*Om*",
            "starts": "2026-01-01",
            "version": "x",
            "areas": ["0301"],
            "sdg": ["4"],
        },
    },
    {
        "path": "/solvik/planer/handlingsdel/nytt/",
        "body": {"title": "Nytt tiltak", "level": "tiltak", "under": "gode-skoler"},
    },
    {
        "path": "/solvik/element/leksehjelp/koble/",
        "body": {"to": "trygge-veier", "kind": "contributes", "reason": "For"},
    },
    {"path": "/solvik/element/leksehjelp/flytt/", "body": {"under": "gode-skoler", "place": "1"}},
    {
        "path": "/solvik/tabell/endre/",
        "body": {"valgt": ["leksehjelp", "ny-rektor"], "field": "progress", "progress": "completed"},
    },
    {
        "path": "/solvik/ny-malkonflikt/",
        "body": {"title": "Konflikt", "steg-0-text": "A", "steg-0-sign": "+", "handling": "open"},
    },
    {"path": "/solvik/ark/", "body": {"limt": "Nøkkel\tTiltak\n\tBygge", "plan": "handlingsdel"}},
    {"path": "/solvik/element/leksehjelp/gjennomgang/", "body": {"gjor": "foresla", "text": "Se på den"}},
    {
        "path": "/konto/tilgangsnokler/",
        "body": {"name": "jobb", "scopes": ["write:elements"], "expires": "2026-12-31"},
    },
    {
        "path": "/sok/",
        "method": "GET",
        "query": {"q": "skole vei*", "side": "2", "type": "element", "ar": "2026"},
    },
    {
        "path": "/solvik/tabell/",
        "method": "GET",
        "query": {"niva": "tiltak", "ar": "2027", "sorter": "tittel", "side": "1"},
    },
    {
        "path": "/solvik/historikk/",
        "method": "GET",
        "query": {"fra": "2026-01-01", "hendelse": "1", "side": "1"},
    },
]
_METHODS = ("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS")


class _OutsideError(Exception):
    """A request that nobody can send."""


@cache
def _token() -> str:
    expires = timezone.localdate() + timedelta(days=30)
    scopes = tuple(scope.value for scope in Scope)
    return make_token(user=_person(), name="prøve", scopes=scopes, root=None, expires=expires)[1]


@cache
def _person() -> User:
    return User.objects.get(email=PERSON)


def _told(content: bytes) -> tuple[str, str, dict[str, str], Any]:
    """Return method, address, headers and body of the request that the input describes."""
    try:
        told = json.loads(content)
        query = told.get("query") or {}
        pairs = (
            urlencode([(name, value) for name, value in query.items()], doseq=True, errors="replace")
            if query
            else ""
        )
        path = quote(str(told["path"])[:2000], safe="/:%", errors="replace")
        given = (told.get("headers") or {}).items()
        headers = {
            str(name): str(value) for name, value in given if str(name).isascii() and str(value).isprintable()
        }
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise _OutsideError from error
    method = told.get("method", "POST")
    if method not in _METHODS or not path.startswith("/") or path.startswith("//"):
        raise _OutsideError
    return method, f"{path}?{pairs}" if pairs else path, headers, told.get("body")


def _read_api(content: bytes, deep: bool) -> Iterator[str]:
    method, address, headers, body = _told(content)
    client = Client(raise_request_exception=True)
    sent = b"" if body is None else json.dumps(body).encode()
    secret = _token()
    with undone():
        answer: Any = client.generic(
            method,
            address,
            sent,
            content_type="application/json",
            headers={**headers, "Authorization": f"Bearer {secret}"},
        )
    assert answer.status_code < 500, f"{method} {address} answers {answer.status_code}"
    if address.startswith("/api/v1/") and answer.status_code >= 400 and method != "HEAD":
        problem = json.loads(answer.content)
        assert answer["Content-Type"].startswith("application/problem+json"), answer["Content-Type"]
        yield from (
            f"{answer.status_code} {fault['parameter'][:30]} {fault['detail']}" for fault in problem["errors"]
        )
    yield f"{method} {chr(97 + answer.status_code % 100)}{answer.status_code // 100 * 'x'}"


def _read_forms(content: bytes, deep: bool) -> Iterator[str]:
    method, address, _headers, body = _told(content)
    client = Client(raise_request_exception=True)
    _person()
    with undone():
        client.force_login(_person())
        if method == "POST":
            fields = {
                str(name): _field(value) for name, value in (body.items() if isinstance(body, dict) else ())
            }
            answer: Any = client.post(address, {name: value for name, value in fields.items() if name})
        else:
            answer = client.generic(method, address)
    assert answer.status_code < 500, f"{method} {address} answers {answer.status_code}"
    yield f"{method} {address.partition('?')[0][:60]} {chr(97 + answer.status_code % 100)}"


def _field(value: Any) -> Any:
    if isinstance(value, list):
        return [str(_field(one)) for one in value[:50]]
    return str(value).encode(errors="replace").decode()


def _seeds(requests: list[dict[str, Any]]) -> Callable[[], list[bytes]]:
    return lambda: [json.dumps(request).encode() for request in requests]


READERS = {
    "api": Reader("api", _seeds(_API), (json_mutated,), _read_api, (_OutsideError,), ".json"),
    "forms": Reader("forms", _seeds(_FORMS), (json_mutated,), _read_forms, (_OutsideError,), ".json"),
}
