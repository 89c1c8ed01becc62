"""Write a root's part of the index from the beginning."""

from uuid import UUID

from django.db import connection, transaction

from rodtrad.search.models import Watermark, owned_by
from rodtrad.search.operations import marks
from rodtrad.search.operations.writing import COLUMNS, TABLE, Progress, index_things, lock, silent

#: How long to let older transactions end before reading, in seconds.
PATIENCE = 10.0
_STAGED = "search_staged"
_HERE = "new.kind = old.kind AND new.thing = old.thing"
_VALUES = [name for name in COLUMNS if name not in ("id", "kind", "thing")]
_SAME = " AND ".join([_HERE, *(f"new.{name} IS NOT DISTINCT FROM old.{name}" for name in _VALUES)])
_STAGE = f"CREATE TEMPORARY TABLE {_STAGED} (LIKE {TABLE}) ON COMMIT DROP"
#: Only what differs is written, so that a rebuild that finds nothing new leaves no holes in the index.
_REPLACE = (
    f"ANALYZE {_STAGED}",
    f"""DELETE FROM {TABLE} AS old WHERE {{whose}}
    AND NOT EXISTS (SELECT FROM {_STAGED} AS new WHERE {_SAME})""",
    f"""INSERT INTO {TABLE} ({", ".join(COLUMNS)}) SELECT {", ".join(COLUMNS)} FROM {_STAGED} AS new
    WHERE NOT EXISTS (SELECT FROM {TABLE} AS old WHERE {_HERE})""",
    f"DROP TABLE {_STAGED}",
)


def rebuild(*, root_id: UUID | None, progress: Progress = silent) -> int:
    """Write all of the root's things into the index anew, or, without one, all that roots share; return how many.

    It is one transaction: readers see the old index until it is done, and keep it when it is broken off.
    """
    seen = {feed: marks.last_event(root_id, feed) for _kind, feed, _column in marks.feeds(root_id)}
    is_settled = marks.wait_for_older(PATIENCE)
    with transaction.atomic():
        lock(root_id, wait=True)
        things = {
            kind: list(kind.rows().filter(root_id=root_id).values_list("pk", flat=True).order_by())
            for kind in marks.kinds_of(root_id)
        }
        _execute(_STAGE)
        whose = "root_id IS NULL" if root_id is None else "root_id = %(root)s::uuid"
        written = index_things(root_id=root_id, things=things, table=_STAGED, progress=progress)
        for statement in _REPLACE:
            _execute(statement.format(whose=whose), {"root": str(root_id)})
        now = marks.fence()
        Watermark.objects.filter(owned_by(root_id)).delete()
        Watermark.objects.bulk_create(
            Watermark(root_id=root_id, feed=feed, done=last if is_settled else 0, seen=last, fence=now)
            for feed, last in seen.items()
        )
    return written


def _execute(statement: str, values: dict[str, str] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
