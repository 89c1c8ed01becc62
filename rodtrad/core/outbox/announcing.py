from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from rodtrad.core.outbox.kinds import telling_of
from rodtrad.core.outbox.stored import OutboxMessage

#: The job that sends; core.tasks has it.
JOB = "core.send_outbox"


class OutsideTransactionError(Exception):
    """A message must stand or fall with what it tells of."""


def announce(
    *, kind: str, root_id: UUID, payload: Mapping[str, Any] | None = None, actor_id: UUID | None = None
) -> None:
    """Write down, in the caller's transaction, that people are to be told; a worker tells them after commit.

    `payload` holds ids and numbers, never names. Who did it, `actor_id`, is not told.
    Raises OutsideTransactionError and UnknownKindError.
    """
    if not connection.in_atomic_block:
        raise OutsideTransactionError(kind)
    telling_of(kind)
    OutboxMessage.objects.create(kind=kind, root_id=root_id, payload=dict(payload or {}), actor_id=actor_id)
    # A queue that does not answer undoes nothing: the regular job takes what was left.
    transaction.on_commit(_send_soon, robust=True)


def _send_soon() -> None:
    try:
        with transaction.atomic():
            app.configure_task(JOB, queueing_lock=JOB).defer()
    except AlreadyEnqueued:
        return
