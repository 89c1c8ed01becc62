"""Writes with an Idempotency-Key: done once, however often they are sent."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.organisations.errors import OtherRequestError, RequestUnderWayError
from rodtrad.organisations.models import AnsweredRequest, Root

KEPT = timedelta(hours=24)


def claim_request(*, user: User, key: str, digest: str) -> AnsweredRequest | None:
    """Return the answer that this very request got before; None when it is new and the transaction may go on with it.

    The claim holds until the transaction ends. Raises RequestUnderWayError when another has it, and OtherRequestError
    when the key stands for something else.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"rodtrad request {user.pk} {key}"]
        )
        [(free,)] = cursor.fetchall()
    if not free:
        raise RequestUnderWayError
    AnsweredRequest.objects.filter(user=user, key=key, at__lt=timezone.now() - KEPT).delete()
    found = AnsweredRequest.objects.filter(user=user, key=key).first()
    if found is not None and found.digest != digest:
        raise OtherRequestError
    return found


def keep_answer(
    *, user: User, root: Root, key: str, digest: str, status: int, headers: Mapping[str, str], body: str
) -> None:
    """Keep the answer of a claimed request, in the transaction that does what it asks for."""
    AnsweredRequest.objects.create(
        user=user, root=root, key=key, digest=digest, status=status, headers=dict(headers), body=body
    )


def forget_answers() -> None:
    AnsweredRequest.objects.filter(at__lt=timezone.now() - KEPT).delete()
