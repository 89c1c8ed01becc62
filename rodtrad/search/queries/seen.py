"""Which things in the index a reader may see.

The index knows how narrow an element is by itself and which plan it comes from; whether the plan and the root are
open is asked as they are now. That spares a search the join with all elements of the root. An element to which anything
has happened since it was written into the index, told by the audit trail, is asked itself; so is every thing of the
kinds that cannot be told by the index.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from rodtrad.core.search import Kind, all_kinds
from rodtrad.organisations.permissions import NOBODY, Viewer

_CHANGED = """
    SELECT event.{column} AS thing FROM organisations_root AS root
    LEFT JOIN search_watermark AS mark ON mark.root_id = root.id AND mark.feed = '{feed}'
    JOIN {feed} AS event ON event.root_id = root.id AND event.pgh_id > coalesce(mark.done, 0)
    WHERE root.id = ANY(%s) AND event.{column} IS NOT NULL
"""


def changed(roots: Collection[UUID]) -> tuple[str, list[object]]:
    """Return the query, with its values, for things in which something has happened since they were indexed."""
    feeds = [
        (feed, column)
        for kind in all_kinds()
        if kind.seen_as_indexed(NOBODY) is not None
        for feed, column in kind.feeds.items()
    ]
    queries = [_CHANGED.format(feed=feed, column=column) for feed, column in feeds]
    return " UNION ".join(queries), [list(roots)] * len(queries)


def seen(kind: Kind, viewer: Viewer, roots: Collection[UUID]) -> Q:
    """Return the condition on rows of the index, in a statement where `changed` is named so."""
    rows = kind.visible_to(viewer).filter(root_id__in=roots).order_by()
    indexed = kind.seen_as_indexed(viewer)
    if indexed is None:
        return Q(thing__in=rows.values("pk"))
    later: RawSQL = RawSQL("SELECT thing FROM changed", ())
    return (indexed & ~Q(thing__in=later)) | Q(thing__in=rows.filter(pk__in=later).values("pk"))
