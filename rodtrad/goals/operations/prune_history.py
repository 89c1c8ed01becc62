"""What the audit trail no longer has to say is deleted: old texts, and who did what.

What stays, however old: how each thing stood when its trail begins, what was approved, and the moment something was
adopted or repealed. Corrections, comments and reviews are no trail, and are not touched. A draft link that has ended
names its reader, and goes with the names.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory.models
from django.apps import apps
from django.db import connection, transaction

from rodtrad.goals.models import DraftLink, Review, ReviewState
from rodtrad.goals.operations.writing import in_turn
from rodtrad.goals.queries.retention import Limits, kept_from
from rodtrad.goals.queries.review_marks import TABLES
from rodtrad.goals.queries.review_states import rows_then
from rodtrad.organisations.models import Root

logger = logging.getLogger(__name__)

#: The moments of a decision, by event table: the column, and what it then says.
_DECIDED = {"goals_elementevent": "life_cycle", "plans_planevent": "status"}
#: What is told of a change that is no one's name: it is kept when the name goes.
_NO_NAME = ("command", "split", "taken_back", "forgotten")


@dataclass(frozen=True)
class EventTable:
    """An event table of what belongs to roots: its columns with the root and the row that an event is about."""

    name: str
    root: str
    row: str


@dataclass
class Pruned:
    """What was deleted, or would have been: events by table, names of who made changes, and ended draft links."""

    texts: dict[str, int] = field(default_factory=dict)
    names: int = 0
    links: int = 0

    @property
    def events(self) -> int:
        return sum(self.texts.values())


def prune_history(
    *, limits: Mapping[Root, Limits], now: datetime, dry_run: bool = False
) -> dict[Root, Pruned]:
    """Delete what each root keeps no longer, each root in one transaction; with `dry_run` only count it."""
    names = {root.pk: kept_from(limit.names, now) for root, limit in limits.items()}
    found = {}
    for root, limit in limits.items():
        with transaction.atomic():
            in_turn("retention", root.pk)
            before = kept_from(limit.texts, now)
            done = Pruned(_delete_texts(root, before) if before else {})
            since = names[root.pk]
            if since:
                done.names = _forget_names(root.pk, names)
                done.links = DraftLink.objects.filter(root=root, expires_at__lt=since).delete()[0]
            if before:
                _delete_unused_contexts(before)
            if dry_run:
                transaction.set_rollback(True)
        found[root] = done
        if not dry_run and done != Pruned():
            told = {"root": root.slug, "events": done.events, "names": done.names, "links": done.links}
            logger.info("history pruned", extra=told)
    return found


def event_tables() -> Iterator[EventTable]:
    """Yield the event tables whose rows belong to a root; what is an account's own goes with the account."""
    for model in apps.get_models():
        if not issubclass(model, pghistory.models.Event):
            continue
        fields = {one.name for one in model._meta.fields}
        own = "pgh_obj_id" if model._meta.label == "organisations.RootEvent" else "root_id"
        if own == "pgh_obj_id" or "root" in fields:
            yield EventTable(model._meta.db_table, own, "pgh_obj_id" if "pgh_obj" in fields else "id")


def _delete_texts(root: Root, before: datetime) -> dict[str, int]:
    approved = _approved(root)
    deleted = {}
    with connection.cursor() as cursor:
        for table in event_tables():
            asked: dict[str, Any] = {
                "root": root.pk,
                "before": before,
                "approved": list(approved.get(table.name, ())),
            }
            cursor.execute(_delete_sql(table), asked)
            if cursor.rowcount:
                deleted[table.name] = cursor.rowcount
    return deleted


def _approved(root: Root) -> dict[str, set[int]]:
    """Return the events that tell what was approved, by table."""
    found: dict[str, set[int]] = {table.events().model._meta.db_table: set() for table in TABLES.values()}
    rows = Review.objects.filter(root=root, state=ReviewState.APPROVED).select_related("element", "plan")
    for review in rows:
        subject = review.element or review.plan
        if subject is None:
            continue
        for name, table in TABLES.items():
            seen = rows_then(name, subject, review.marks, ("pgh_id",))
            found[table.events().model._meta.db_table].update(row["pgh_id"] for row in seen)
    return found


def _delete_sql(table: EventTable) -> str:
    """Return SQL that deletes the old events but the last of each row, those approved, and those of a decision.

    The event before a decision says from what it came, and stays with it.

    A row that is gone has its last event kept only when something else of it is. The table's last event of all
    stays: it says how far the trail has come.
    """
    column = _DECIDED.get(table.name)
    decided = "false"
    if column:
        by_row = f"OVER (PARTITION BY {table.row} ORDER BY pgh_id)"
        here = f"{column} IN ('adopted', 'repealed') AND lag({column}) {by_row} IS DISTINCT FROM {column}"
        after = f"lead({column}) {by_row}"
        decided = f"({here}) OR coalesce({after} IN ('adopted', 'repealed') AND {after} <> {column}, false)"
    return f"""
        WITH old AS MATERIALIZED (
            SELECT pgh_id, {table.row} AS of_row, pgh_label = 'delete' AS is_end, {decided} AS is_decided,
                pgh_id = ANY(%(approved)s) AS is_approved,
                row_number() OVER (PARTITION BY {table.row} ORDER BY pgh_id DESC) = 1 AS is_last
            FROM {table.name} WHERE {table.root} = %(root)s AND pgh_created_at < %(before)s
        ), told AS (SELECT DISTINCT of_row FROM old WHERE is_decided OR is_approved)
        DELETE FROM {table.name} AS event USING old
        WHERE event.pgh_id = old.pgh_id AND NOT (old.is_decided OR old.is_approved)
            AND NOT (old.is_last AND NOT old.is_end)
            AND NOT (old.is_end AND old.of_row IN (SELECT of_row FROM told))
            AND event.pgh_id <> (SELECT max(pgh_id) FROM {table.name} WHERE {table.root} = %(root)s)
    """


def _forget_names(root_id: UUID, kept: Mapping[UUID, datetime | None]) -> int:
    """Take away who made the root's old changes; a change that another root still tells of keeps its name."""
    tables = list(event_tables())
    roots: Collection[UUID] = [one for one, since in kept.items() if since]
    asked: dict[str, Any] = {
        "root": root_id,
        "roots": list(roots),
        "since": [kept[one] for one in roots],
        "keep": list(_NO_NAME),
    }
    with connection.cursor() as cursor:
        cursor.execute(_forget_sql(tables), asked)
        return int(cursor.rowcount)


def _delete_unused_contexts(before: datetime) -> None:
    """Delete who made changes of which nothing is told any longer, in any root."""
    used = " UNION ALL ".join(
        f"SELECT pgh_context_id FROM {model._meta.db_table} WHERE pgh_context_id IS NOT NULL"
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM pghistory_context WHERE created_at < %s AND id NOT IN ({used})",
            [before],
        )


def _forget_sql(tables: Sequence[EventTable]) -> str:
    events = " UNION ALL ".join(
        f"SELECT pgh_context_id, {table.root} AS root_id, pgh_created_at FROM {table.name}"
        f" WHERE pgh_context_id IS NOT NULL AND {table.root} IS NOT NULL"
        for table in tables
    )
    return f"""
        WITH kept AS (SELECT unnest(%(roots)s::uuid[]) AS root_id, unnest(%(since)s::timestamptz[]) AS since),
        old AS (
            SELECT event.pgh_context_id FROM ({events}) AS event LEFT JOIN kept USING (root_id)
            GROUP BY event.pgh_context_id
            HAVING bool_and(coalesce(event.pgh_created_at < kept.since, false))
                AND bool_or(event.root_id = %(root)s)
        )
        UPDATE pghistory_context AS context SET metadata = '{{"forgotten": true}}'::jsonb || coalesce((
            SELECT jsonb_object_agg(key, value) FROM jsonb_each(context.metadata) WHERE key = ANY(%(keep)s)
        ), '{{}}'::jsonb)
        FROM old WHERE context.id = old.pgh_context_id
            AND EXISTS (SELECT 1 FROM jsonb_object_keys(context.metadata) AS key WHERE key <> ALL(%(keep)s))
    """
