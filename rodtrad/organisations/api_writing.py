"""What every write by the API has in common: a token with the scope, once for each Idempotency-Key, or only tried."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Schema
from ninja.security import HttpBearer
from pydantic import BaseModel, Field

from rodtrad.accounts.models import User
from rodtrad.organisations.errors import MissingScopeError
from rodtrad.organisations.models import AnsweredRequest, Root, Scope
from rodtrad.organisations.operations import claim_request, keep_answer


class Token(HttpBearer):
    """Demand a personal token with a scope. The middleware of the API has found whose it is."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        person = request.user
        if not isinstance(person, User) or person.grant is None:
            return None
        if self.scope not in person.grant.scopes:
            raise MissingScopeError(self.scope.value)
        return person


class WriteQuery(Schema):
    """How to write."""

    dry_run: bool = Field(
        False,
        description="Answer as if it were done, and store nothing. What is told of new ids does not last.",
    )


class CorrectionQuery(WriteQuery):
    correction: str = Field(
        "",
        max_length=2000,
        pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$",
        description="Why something adopted is corrected. It takes the role of approver.",
    )


class WriteHeaders(Schema):
    idempotency_key: Annotated[str, Field(max_length=100, pattern=r"^[!-~]*$")] = Field(
        "",
        alias="Idempotency-Key",
        description="Any text of your own for this write. Sent again within 24 hours, it is not done again: "
        "you get the first answer.",
    )


How = Query[WriteQuery]
HowCorrected = Query[CorrectionQuery]
Headers = Header[WriteHeaders]


@dataclass(frozen=True)
class Written:
    """What to answer when a write is done."""

    status: int
    content: BaseModel | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def answer_write(
    request: HttpRequest, root: Root, write: Callable[[], Written], *, key: str, dry_run: bool
) -> HttpResponse:
    """Do the write and keep its answer, in one transaction: both, or neither. An answer kept before is given again."""
    user = request.user
    assert isinstance(user, User)
    digest = _digest_of(request)
    with transaction.atomic():
        kept = claim_request(user=user, key=key, digest=digest) if key else None
        if kept is not None:
            return _replayed(kept)
        done = write()
        connection.check_constraints()  # what the database would first refuse when the transaction ends
        body = done.content.model_dump_json() if done.content else ""
        if dry_run:
            transaction.set_rollback(True)
        elif key:
            keep_answer(
                user=user,
                root=root,
                key=key,
                digest=digest,
                status=done.status,
                headers=done.headers,
                body=body,
            )
    return _response(done.status, body, done.headers)


def answered_before(request: HttpRequest, *, key: str) -> HttpResponse | None:
    """Return the answer to the same write when that took away what it was about, and so had nothing to tell."""
    user = request.user
    assert isinstance(user, User)
    with transaction.atomic():
        kept = claim_request(user=user, key=key, digest=_digest_of(request)) if key else None
    if kept is None or kept.body:
        return None
    return _replayed(kept)


def _replayed(kept: AnsweredRequest) -> HttpResponse:
    return _response(kept.status, kept.body, {**kept.headers, "Idempotency-Replayed": "true"})


def _digest_of(request: HttpRequest) -> str:
    parts = (
        (request.method or "").encode(),
        request.get_full_path().encode(),
        request.headers.get("If-Match", "").encode(),
        request.body,
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _response(status: int, body: str, headers: Mapping[str, str]) -> HttpResponse:
    response = HttpResponse(body, status=status, headers=dict(headers), content_type="application/json")
    if not body:
        del response["Content-Type"]
    response["Cache-Control"] = "no-store"
    return response
