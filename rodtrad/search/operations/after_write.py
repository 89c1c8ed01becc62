"""What whoever has written something asks of the index."""

import logging
from collections.abc import Collection
from uuid import UUID

from django.db import DatabaseError, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from rodtrad.search.operations.follow import catch_up

#: The job that does what was left; search.tasks has it.
JOB = "search.catch_up"
_log = logging.getLogger(__name__)


def follow_write(*, most: int, roots: Collection[UUID] | None = None, wait: bool = False) -> None:
    """Bring the index up to date; what is more than `most`, or cannot be done now, is left to the worker.

    What was written stands whether or not the index can follow, so a fault is logged and not raised.
    """
    try:
        is_done = catch_up(roots=roots, most=most, wait=wait)
    except DatabaseError:
        _log.exception("The search index could not follow a change; the worker will.")
        is_done = False
    if not is_done:
        _leave_to_worker()


def _leave_to_worker() -> None:
    try:
        with transaction.atomic():
            app.configure_task(JOB, queueing_lock=JOB).defer()
    except AlreadyEnqueued:
        return
    except (ConnectorException, DatabaseError):
        _log.exception("The search index has no job to follow a change; the regular one will.")
