"""An OpenID provider of someone else's making, on loopback, with its own record of what it was asked."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

import oidc_provider_mock
import pytest
import requests
from werkzeug.serving import make_server

_SECONDS = 10
#: The provider is written for the library's next version, which warns of what it does.
OLD_WORDS = pytest.mark.filterwarnings(
    "ignore::authlib.deprecate.AuthlibDeprecationWarning", "ignore:get_jwt_config:DeprecationWarning"
)


class Provider:
    def __init__(self) -> None:
        self.app = oidc_provider_mock.app(require_client_registration=True)
        self.issuer = ""
        self.calls_itself = ""
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        self.asked.append((environ["PATH_INFO"], dict(parse_qsl(body.decode()))))
        if self.calls_itself:
            environ["HTTP_HOST"] = self.calls_itself.removeprefix("http://")
        return self.app.wsgi_app(environ, start_response)

    def asked_for(self, path: str) -> list[dict[str, str]]:
        return [fields for asked, fields in self.asked if asked == path]

    def register(self, return_to: str) -> tuple[str, str]:
        answer = requests.post(
            f"{self.issuer}/oauth2/clients", json={"redirect_uris": [return_to]}, timeout=_SECONDS
        ).json()
        return answer["client_id"], answer["client_secret"]

    def knows(self, subject: str, **claims: Any) -> None:
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=_SECONDS).raise_for_status()

    def log_in(self, address: str, subject: str) -> str:
        """Do what a person does at the provider, and return where it sends the browser."""
        return self._choose(address, {"sub": subject})

    def refuse(self, address: str) -> str:
        return self._choose(address, {"action": "deny"})

    def _choose(self, address: str, fields: dict[str, str]) -> str:
        answer = requests.post(address, data=fields, allow_redirects=False, timeout=_SECONDS)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["Location"])


@contextmanager
def running_provider() -> Iterator[Provider]:
    provider = Provider()
    server = make_server("localhost", 0, provider, threaded=True)
    provider.issuer = f"http://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(_SECONDS)
        server.server_close()
