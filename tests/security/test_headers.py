"""Every kind of answer carries the headers that a browser defends itself by."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db

Ask = Callable[[Client], Any]
KINDS: dict[str, Ask] = {
    "page": lambda client: client.get("/"),
    "page below a root": lambda client: client.get("/solvik/"),
    "log-in": lambda client: client.get("/konto/logg-inn/"),
    "redirect": lambda client: client.get("/konto/"),
    "missing slash": lambda client: client.get("/solvik"),
    "not found": lambda client: client.get("/finnes-ikke/"),
    "refused method": lambda client: client.delete("/"),
    "refused form": lambda client: Client(enforce_csrf_checks=True).post("/konto/logg-inn/"),
    "wrong host": lambda client: client.get("/", headers={"Host": "fremmed.example"}),
    "api": lambda client: client.get("/api/v1/organisations"),
    "api head": lambda client: client.head("/api/v1/organisations"),
    "api not found": lambda client: client.get("/api/v1/finnes-ikke"),
    "api refused": lambda client: client.get("/api/v1/organisations?page=0"),
    "api wrong token": lambda client: client.get(
        "/api/v1/organisations", headers={"Authorization": "Bearer x"}
    ),
    "api unwritten": lambda client: client.post("/api/v1/organisations/solvik/elements"),
    "api preflight": lambda client: client.options("/api/v1/organisations"),
    "api document": lambda client: client.get("/api/v1/openapi.json"),
    "download": lambda client: client.get("/solvik/ark/elementer.csv"),
    "xml": lambda client: client.get("/solvik/stratml.xml"),
    "health": lambda client: client.get("/healthz"),
}
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer(kind: str, nobody: Client) -> None:
    answer = KINDS[kind](nobody)
    assert {name: answer.get(name) for name in WANTED} == WANTED
    policy = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    assert policy == POLICY
    assert "Server" not in answer
    assert "X-Powered-By" not in answer


def test_a_fault_of_ours_too(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("hemmelig")

    monkeypatch.setattr("rodtrad.organisations.api.visible_roots", fail)
    answer = Client(raise_request_exception=False).get("/api/v1/organisations")
    assert answer.status_code == 500
    assert {name: answer.get(name) for name in WANTED} == WANTED
    assert b"hemmelig" not in answer.content


@pytest.mark.parametrize("kind", KINDS)
def test_over_https_the_browser_is_told_to_stay_there(kind: str, settings: Any, nobody: Client) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    client = Client(headers={"X-Forwarded-Proto": "https"})
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    if kind == "refused form":
        return
    assert KINDS[kind](client)["Strict-Transport-Security"].startswith("max-age=31536000")


def test_over_http_one_is_sent_to_https(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/solvik/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/solvik/")


def test_cookies_are_out_of_reach_of_scripts(cast: Cast, settings: Any) -> None:
    client = Client()
    answer = client.get("/konto/logg-inn/")
    csrf = answer.cookies["csrftoken"]
    assert csrf["httponly"]
    assert csrf["samesite"] == "Lax"
    session = cast.client("randi").cookies["sessionid"]
    assert session.value
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
