"""Which things in the index a reader may see.

The index knows how narrow an element is by itself and which plan it comes from; whether the plan and the root are
open is asked as they are now. That spares a search the join with all elements of the root. An element to which anything
has happened since it was written into the index, told by the audit trail, is asked itself; so is every thing of the
kinds that cannot be told by the index.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Func, Q, QuerySet, UUIDField
from django.db.models.expressions import RawSQL

from rodtrad.core.search import Identity, Kind, all_kinds
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
        return Q(thing__in=_things(rows))
    later: RawSQL = RawSQL("SELECT thing FROM changed", ())
    return (indexed & ~Q(thing__in=later)) | Q(thing__in=rows.filter(pk__in=later).values("pk"))


def seen_shared(kind: Kind) -> Q:
    """Return the condition on what of a kind all roots share: whoever sees any root sees it."""
    return Q(thing__in=_things(kind.visible_to(NOBODY).filter(root_id=None).order_by()))


def _things(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Select the things as they stand in the index: see `core.search.thing_of`."""
    if isinstance(rows.model._meta.pk, UUIDField):
        return rows.values("pk")
    made: Any = Func(
        F("pk"), template="lpad(to_hex(%(expressions)s), 32, '0')::uuid", output_field=UUIDField()
    )
    return rows.values_list(made)


def identities(kind: Kind, things: Collection[UUID]) -> list[Identity]:
    """Return the kind's own names of things in the index."""
    is_numbered = not isinstance(kind.rows().model._meta.pk, UUIDField)
    return [one.int if is_numbered else one for one in things]
