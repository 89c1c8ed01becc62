"""Follow the audit trail: what has changed since the index was written is written anew."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from rodtrad.core.search import Identity, Kind
from rodtrad.search.models import Watermark, owned_by
from rodtrad.search.operations import marks
from rodtrad.search.operations.rebuild import rebuild
from rodtrad.search.operations.writing import drop_documents, index_things, lock, vocabulary_of

#: With more changes than this the whole root is written anew: then the words inside compounds are found anew too.
MOST_ONE_BY_ONE = 50_000
#: How long whoever waits lets older transactions end, in seconds, so that the changes need not be followed again.
PATIENCE = 2.0


def stale_roots() -> set[UUID | None]:
    """Return the roots with changes that the index may lack, None for what they share: one query."""
    return marks.roots_behind()


def catch_up(
    *, roots: Collection[UUID] | None = None, most: int = MOST_ONE_BY_ONE, wait: bool = True
) -> bool:
    """Bring the index up to date for these roots, by default for all that have changed, and for what they share.

    Return False when something was left: more than `most` changes, or, without `wait`, another writer at work.
    """
    behind = stale_roots()
    chosen = behind if roots is None else behind & {None, *roots}
    followed = [
        _follow(root_id, most, wait=wait) for root_id in sorted(chosen, key=str)
    ]  # all, also after one was left
    return all(followed)


def _follow(root_id: UUID | None, most: int, *, wait: bool) -> bool:
    """Follow one root in one transaction; several writers of the same root wait for one another."""
    seen = {feed: marks.last_event(root_id, feed) for _kind, feed, _column in marks.feeds(root_id)}
    is_settled = wait and marks.wait_for_older(PATIENCE)
    with transaction.atomic():
        if not lock(root_id, wait=wait):
            return False
        known = {mark.feed: mark for mark in Watermark.objects.filter(owned_by(root_id))}
        is_new = any(feed not in known for _kind, feed, _column in marks.feeds(root_id))
        changed = {} if is_new else _changed(root_id, known, most, seen, is_settled=is_settled)
        if not is_new and changed is not None:
            _write(root_id, changed)
            return True
    if is_new or most >= MOST_ONE_BY_ONE:
        if not wait:
            return False
        rebuild(root_id=root_id)
        return True
    return False


def _changed(
    root_id: UUID | None, known: dict[str, Watermark], most: int, seen: dict[str, int], *, is_settled: bool
) -> dict[Kind, set[Identity]] | None:
    """Return what has changed, and move the marks; None when it is too much.

    `seen` are the last events; with `is_settled` all transactions have ended that could come before them.
    """
    changed: dict[Kind, set[Identity]] = defaultdict(set)
    settled = marks.oldest_running()
    for kind, feed, column in marks.feeds(root_id):
        changed[kind] |= marks.changed_since(known[feed], column, most + 1)
    if sum(map(len, changed.values())) > most:
        return None
    now = marks.fence()
    for feed, mark in known.items():
        if is_settled or settled >= mark.fence:
            mark.done = max(mark.done, seen[feed] if is_settled else mark.seen)
        mark.seen, mark.fence = max(mark.seen, seen[feed]), now
    Watermark.objects.bulk_update(known.values(), ["done", "seen", "fence"])
    return changed


def _write(root_id: UUID | None, changed: dict[Kind, set[Identity]]) -> None:
    """Write the changed things anew; those that are gone only leave the index."""
    things = {kind: ids for kind, ids in changed.items() if ids}
    for kind, ids in things.items():
        drop_documents(root_id, kind.name, ids)
    if things:
        index_things(root_id=root_id, things=things, vocabulary=vocabulary_of(root_id))
