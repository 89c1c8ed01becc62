"""The audit trail: every insert, update and delete of a tracked table, bulk, COPY and plain SQL included."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.db import models
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware

from rodtrad.core.requests import request_id

Tracked = TypeVar("Tracked", bound=type[models.Model])


def track(*, leave_out: Sequence[str] = ()) -> Callable[[Tracked], Tracked]:
    """Return a class decorator that keeps an event row for each change, by statement triggers.

    Fields that are secrets, or change without anyone deciding it, are left out; a change of those alone is no event.
    """
    level = pghistory.Statement

    def decorate(model: Tracked) -> Tracked:
        pghistory.track(
            pghistory.InsertEvent(level=level),
            pghistory.UpdateEvent(level=level),
            pghistory.DeleteEvent(level=level),
            obj_field=pghistory.ObjForeignKey(related_name="events", db_index=True),
            exclude=list(leave_out) or None,
            meta={"indexes": _indexes(model)},
        )(model)
        return model

    return decorate


def events_of(app: str, name: str) -> models.QuerySet[Any]:
    """Return all events of a tracked model, by the name of their table: `events_of("goals", "ElementEvent")`."""
    rows: models.QuerySet[Any] = apps.get_model(app, name)._default_manager.all()
    return rows


def last_changes(app: str, name: str, of: Iterable[object], *, by: str = "pgh_obj_id") -> dict[Any, datetime]:
    """Return when each of these rows was last changed, by its id: `last_changes("plans", "PlanEvent", ids)`.

    `by` names what the rows belong to instead: then it is when the last of those that belong to it was changed.
    """
    rows = events_of(app, name).filter(**{f"{by}__in": list(of)}).order_by()
    return dict(rows.values_list(by).annotate(at=models.Max("pgh_created_at")))


@dataclass(frozen=True)
class Asked:
    """Rows of one model to be asked of at once, as in `last_changes`."""

    app: str
    name: str
    of: Collection[object]
    by: str = "pgh_obj_id"


def last_changes_of(asked: Sequence[Asked]) -> list[dict[Any, datetime]]:
    """Return what `last_changes` returns of each of these, in one query."""
    found: list[dict[Any, datetime]] = [{} for _one in asked]
    rows = [
        events_of(one.app, one.name)
        .filter(**{f"{one.by}__in": list(one.of)})
        .order_by()
        .values(one.by)
        .annotate(at=models.Max("pgh_created_at"), which=models.Value(number))
        .values_list("which", one.by, "at")
        for number, one in enumerate(asked)
        if one.of
    ]
    for which, identity, at in rows[0].union(*rows[1:], all=True) if rows else ():
        found[which][identity] = at
    return found


def track_pairs(through: type[models.Model], owner: type[models.Model]) -> None:
    """Keep event rows for a many-to-many table too, with the root of its owner, which the table itself lacks.

    A model that Django makes has no place in the migrations for triggers of its own; they are written with
    `core.migrating.pair_events`.
    """
    own: Any = owner._meta.get_field("root")
    root: Any = models.ForeignKey(
        own.remote_field.model,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    labels = ("insert", "update", "delete")
    pghistory.create_event_model(
        through,
        *(pghistory.ManualEvent(label) for label in labels),  # type: ignore[no-untyped-call]  # it has no types
        obj_field=None,  # type: ignore[arg-type]  # documented, and checked for, but not in the type
        attrs={"root": root},
        meta={"indexes": [_latest_of_root()]},
        abstract=False,
    )


def _indexes(model: type[models.Model]) -> list[models.Index]:
    return [_latest_of_root()] if any(field.name == "root" for field in model._meta.fields) else []


def _latest_of_root() -> models.Index:
    """Return the index that finds a root's last event, and its events from the last to the first."""
    return models.Index(fields=["root", "-pgh_id"])


@contextmanager
def told_by(**who: Any) -> Iterator[None]:
    """Tell the audit trail who writes in this block: `user` (an account's id), or `command` and `account`.

    Inside a request or another block, this is added to what is told already. What is empty is not told.
    """
    known = {name: value for name, value in who.items() if value}
    with pghistory.context(**known) if known else nullcontext():
        yield


class AuditMiddleware(HistoryMiddleware):
    """Tell the audit trail the account, the address and the request id, which the logs have too."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request": request_id.get()}
