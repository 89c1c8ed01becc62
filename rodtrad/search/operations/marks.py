"""How far the index has come along the audit trail; see models.Watermark."""

import time
from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from rodtrad.core.search import Kind, all_kinds
from rodtrad.search.models import Watermark

_LAST = "SELECT coalesce((SELECT pgh_id FROM {feed} WHERE root_id = %s ORDER BY pgh_id DESC LIMIT 1), 0)"
_CHANGED = "SELECT DISTINCT {column} FROM {feed} WHERE root_id = %s AND pgh_id > %s AND {column} IS NOT NULL LIMIT %s"
_SINCE = """
    SELECT root.id FROM organisations_root AS root
    LEFT JOIN search_watermark AS mark ON mark.root_id = root.id AND mark.feed = '{feed}'
    WHERE mark.id IS NULL OR mark.done < (
        SELECT pgh_id FROM {feed} WHERE root_id = root.id ORDER BY pgh_id DESC LIMIT 1)
"""


def feeds() -> Iterator[tuple[Kind, str, str]]:
    """Yield each event table with its kind, and its column with the thing's id."""
    for kind in all_kinds():
        for feed, column in kind.feeds.items():
            yield kind, feed, column


def roots_behind() -> set[UUID]:
    """Return the roots in which something has happened that the index does not hold for certain."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(_SINCE.format(feed=feed) for _kind, feed, _column in feeds()))
        return {row[0] for row in cursor.fetchall()}


def last_event(root_id: UUID, feed: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LAST.format(feed=feed), [root_id])
        return int((cursor.fetchone() or [0])[0])


def changed_since(mark: Watermark, column: str, most: int) -> set[UUID]:
    """Return things that have changed since, at most so many."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED.format(feed=mark.feed, column=column), [mark.root_id, mark.done, most])
        return {row[0] for row in cursor.fetchall()}


def fence() -> int:
    """Return a transaction that is newer than all that have written anything: our own."""
    return _number("SELECT pg_current_xact_id()::text::bigint")


def oldest_running() -> int:
    """Return the transaction before which all others have ended."""
    return _number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


def wait_for_older(seconds: float) -> bool:
    """Let the transactions end that may hold events among those seen; tell whether they have.

    Inside a transaction there is nothing to wait for: our own is among them.
    """
    if connection.in_atomic_block:
        return False
    newest = fence()
    until = time.monotonic() + seconds
    while oldest_running() < newest:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _number(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int((cursor.fetchone() or [0])[0])
