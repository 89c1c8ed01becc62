"""Write a root's part of the index from the beginning."""

import time
from uuid import UUID

from django.db import connection, transaction

from rodtrad.core.collecting import collector_paused
from rodtrad.core.search import all_kinds
from rodtrad.search.models import Watermark
from rodtrad.search.operations import marks
from rodtrad.search.operations.writing import Words, drop_documents, index_documents, lock

#: How long to let older transactions end before reading, in seconds.
PATIENCE = 10.0


@collector_paused()
def rebuild(*, root_id: UUID) -> int:
    """Write all of the root's things into the index anew; return how many. Readers see the old until it is done."""
    seen = {feed: marks.last_event(root_id, feed) for _kind, feed, _column in marks.feeds()}
    is_settled = _wait_for_older()
    with transaction.atomic():
        lock(root_id, wait=True)
        read = []
        for kind in all_kinds():
            drop_documents(root_id, kind.name)
            rows = kind.rows().filter(root_id=root_id)
            read += [(kind.name, document) for document in kind.documents(rows)]
        written = index_documents(Words(root_id, ()), read)
        now = marks.fence()
        Watermark.objects.filter(root_id=root_id).delete()
        Watermark.objects.bulk_create(
            Watermark(root_id=root_id, feed=feed, done=last if is_settled else 0, seen=last, fence=now)
            for feed, last in seen.items()
        )
    return written


def _wait_for_older() -> bool:
    """Let the transactions end that may hold events among those seen; tell whether they have.

    Inside a transaction there is nothing to wait for: our own is among them.
    """
    if connection.in_atomic_block:
        return False
    newest = marks.fence()
    until = time.monotonic() + PATIENCE
    while marks.oldest_running() < newest:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
