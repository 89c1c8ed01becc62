"""A token in hand: the client of a program that reads and writes as one of the cast."""

import json
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.organisations.models import Root, Scope
from rodtrad.organisations.operations import make_token

EVERY_SCOPE = tuple(scope.value for scope in Scope)


def secret_of(
    user: User,
    scopes: tuple[str, ...] = EVERY_SCOPE,
    *,
    root: Root | None = None,
    expires: date | None = None,
) -> str:
    _token, secret = make_token(
        user=user,
        name="Nattlig jobb",
        scopes=scopes,
        root=root,
        expires=expires or timezone.localdate() + timedelta(days=30),
    )
    return secret


class Program:
    """Sends JSON with a token; without cookies, and with CSRF checked as in earnest."""

    def __init__(self, secret: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=headers)

    def send(self, method: str, path: str, content: Any = None, headers: dict[str, str] | None = None) -> Any:
        body = "" if content is None else json.dumps(content)
        return self.client.generic(
            method, f"/api/v1{path}", body, content_type="application/json", headers=headers or {}
        )

    def etag(self, path: str) -> str:
        return str(self.get(path)["ETag"])


def program(user: User, scopes: tuple[str, ...] = EVERY_SCOPE, **more: Any) -> Program:
    return Program(secret_of(user, scopes, **more))
