"""Every kind of answer carries the headers that a browser defends itself by."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parents[2]
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
    "ready": lambda client: client.get("/readyz"),
    "draft link that nobody has signed": lambda client: client.get("/utkast/finnes-ikke/"),
    "not modified": lambda client: client.get(
        "/api/v1/organisations", headers={"If-None-Match": client.get("/api/v1/organisations")["ETag"]}
    ),
    "too large": lambda client: client.generic("POST", "/konto/logg-inn/", b"x", CONTENT_LENGTH="30000000"),
    "api too large": lambda client: client.generic(
        "POST", "/api/v1/organisations/solvik/elements", b"x", CONTENT_LENGTH="30000000"
    ),
    "no such static file": lambda client: client.get("/static/finnes-ikke.css"),
    "path upwards": lambda client: client.get("/static/../../../../etc/passwd"),
    "path upwards, in disguise": lambda client: client.get("/static/%2e%2e/%2e%2e/etc/passwd"),
    "an id that is none": lambda client: client.get(
        "/", headers={"X-Request-ID": "a-valid-beginning\r\nSet-Cookie: a=b"}
    ),
}
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
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
    assert b"root:" not in answer.content
    assert "\n" not in answer.get("X-Request-ID", "")


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


def test_over_https_every_cookie_stays_there() -> None:
    """The settings of an installation, read in a process of their own."""
    given = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "SECRET_KEY": "for-this-test-only-and-long-enough-to-be-one-0123456789",
        "ALLOWED_HOSTS": "plan.example.org",
        "SITE_ADDRESS": "https://plan.example.org",
        "PATH": os.environ["PATH"],
    }
    told = (
        "from rodtrad.config import settings as s; import json; print(json.dumps([s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, "
        "not s.DEBUG]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], env=given, cwd=HERE, capture_output=True, check=True, timeout=60
    )
    assert json.loads(done.stdout) == [True] * 6
