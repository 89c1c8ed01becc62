"""Who works with a table now: whoever holds its lock, which ends with the connection, however that ends."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from rodtrad.indicators.models import ImportRun, RunState

#: The number of a table's lock, by the table's own identity.
LOCK_OF = "hashtextextended('rodtrad table ' || {table}::text, 0)"
_HELD = f"""
    SELECT given.id FROM unnest(%s::uuid[]) AS given (id)
    WHERE EXISTS (
        SELECT FROM pg_locks held
        WHERE held.locktype = 'advisory' AND held.objsubid = 1 AND held.granted
            AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (held.classid::bigint << 32 | held.objid::bigint) = {LOCK_OF.format(table="given.id")}
    )
"""


def worked_with(datasets: Collection[UUID]) -> set[UUID]:
    """Return which of the tables somebody is at work with at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [list(datasets)])
        return {row[0] for row in cursor.fetchall()}


def broken_off(runs: Collection[ImportRun]) -> set[int]:
    """Return the numbers of the runs that are written down as under way, and that nobody is at work with any more."""
    running = [run for run in runs if run.state == RunState.RUNNING]
    held = worked_with({run.dataset_id for run in running}) if running else set()
    return {run.pk for run in running if run.dataset_id not in held}
