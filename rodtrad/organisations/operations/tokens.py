"""Personal tokens: made, shown once, used, revoked."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from rodtrad.accounts.grants import Grant
from rodtrad.accounts.models import User
from rodtrad.organisations.models import ApiToken, Root, Scope
from rodtrad.organisations.queries import lacks_second_factor

#: Lets whoever finds one, and programs that look for leaked secrets, see what it is.
PREFIX = "rodtrad_"


def make_token(
    *, user: User, name: str, scopes: Collection[str], expires: date, root: Root | None = None
) -> tuple[ApiToken, str]:
    """Make a token and return it with its secret, which can't be told again. Whoever writes also reads."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        scopes=sorted({*scopes, Scope.READ_INTERNAL.value})
        if set(scopes) - {Scope.READ_INTERNAL}
        else list(scopes),
        root=root,
        digest=digest_of(secret),
        expires=expires,
    )
    return token, secret


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def revoke_token(*, user: User, number: UUID) -> bool:
    """Let a token of the person's open nothing any longer; False when there is none such."""
    return bool(
        ApiToken.objects.filter(user=user, id=number, revoked__isnull=True).update(revoked=timezone.now())
    )


def revoke_tokens(tokens: QuerySet[ApiToken]) -> None:
    tokens.filter(revoked__isnull=True).update(revoked=timezone.now())


def person_of_token(*, secret: str) -> User | None:
    """Return the person whose token this is, with what it opens; None when it opens nothing.

    The day that it was used is kept, so that tokens nobody uses can be found; no more is kept of its use.
    """
    if not secret.startswith(PREFIX):
        return None
    today = timezone.localdate()
    token = (
        ApiToken.objects.select_related("user")
        .filter(digest=digest_of(secret), revoked__isnull=True, expires__gt=today, user__is_active=True)
        .first()
    )
    if token is None or lacks_second_factor(token.user):
        return None
    if token.last_used != today:
        ApiToken.objects.filter(id=token.id).update(last_used=today)
    token.user.grant = Grant(token.id, frozenset(token.scopes), token.root_id)
    return token.user
