"""How far the index has come along the audit trail; see models.Watermark."""

import time
from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from rodtrad.core.search import Identity, Kind, all_kinds
from rodtrad.search.models import Watermark

_LAST = "SELECT coalesce((SELECT pgh_id FROM {feed} WHERE {whose} ORDER BY pgh_id DESC LIMIT 1), 0)"
_CHANGED = (
    "SELECT DISTINCT {column} FROM {feed}"
    " WHERE {whose} AND pgh_id > %(done)s AND {column} IS NOT NULL LIMIT %(most)s"
)
_SINCE = """
    SELECT root.id FROM organisations_root AS root
    LEFT JOIN search_watermark AS mark ON mark.root_id = root.id AND mark.feed = '{feed}'
    WHERE mark.id IS NULL OR mark.done < (
        SELECT pgh_id FROM {feed} WHERE root_id = root.id ORDER BY pgh_id DESC LIMIT 1)
"""
#: The same of what all roots share.
_SHARED_SINCE = """
    SELECT NULL::uuid FROM (SELECT 1) AS one
    LEFT JOIN search_watermark AS mark ON mark.root_id IS NULL AND mark.feed = '{feed}'
    WHERE mark.id IS NULL OR mark.done < (
        SELECT pgh_id FROM {feed} WHERE root_id IS NULL ORDER BY pgh_id DESC LIMIT 1)
"""


def kinds_of(root_id: UUID | None) -> list[Kind]:
    """Return the kinds of things that a root has; without one, those that all roots share some of."""
    return [kind for kind in all_kinds() if root_id is not None or kind.has_shared]


def feeds(root_id: UUID | None) -> Iterator[tuple[Kind, str, str]]:
    """Yield each event table of a root's kinds with its kind, and its column with the thing's id."""
    for kind in kinds_of(root_id):
        for feed, column in kind.feeds.items():
            yield kind, feed, column


def roots_behind() -> set[UUID | None]:
    """Return the roots in which something has happened that the index does not hold for certain.

    None stands for what all roots share.
    """
    own = [_SINCE.format(feed=feed) for kind in all_kinds() for feed in kind.feeds]
    shared = [_SHARED_SINCE.format(feed=feed) for _kind, feed, _column in feeds(None)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([*own, *shared]))
        return {row[0] for row in cursor.fetchall()}


def _whose(root_id: UUID | None) -> str:
    return "root_id IS NULL" if root_id is None else "root_id = %(root)s"


def last_event(root_id: UUID | None, feed: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LAST.format(feed=feed, whose=_whose(root_id)), {"root": root_id})
        return int((cursor.fetchone() or [0])[0])


def changed_since(mark: Watermark, column: str, most: int) -> set[Identity]:
    """Return things that have changed since, at most so many."""
    question = _CHANGED.format(feed=mark.feed, column=column, whose=_whose(mark.root_id))
    with connection.cursor() as cursor:
        cursor.execute(question, {"root": mark.root_id, "done": mark.done, "most": most})
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
