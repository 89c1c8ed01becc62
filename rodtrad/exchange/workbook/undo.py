"""A whole import taken back, from the audit trail: what was made goes, what was changed is as before.

What someone has changed since stays as it is, and is told.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import CASCADE, PROTECT
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.history import told_by
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.exchange.copying import among
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.exchange.refusals import in_words
from rodtrad.exchange.workbook.operations import MOST_ROWS_ON_PAGE
from rodtrad.exchange.workbook.progress import BackProgress, BackStage, silent
from rodtrad.exchange.workbook.restore import before_import, restore
from rodtrad.exchange.workbook.trail import Table, tables, tell_the_trail
from rodtrad.goals.models import Element, Link, Placement
from rodtrad.goals.queries.retention import texts_kept_from
from rodtrad.plans.models import LOCKED


@dataclass(frozen=True)
class Kept:
    """An element that the import touched and that stays: which, and why."""

    key: str
    title: str
    why: str


@dataclass
class Undo:
    """What taking an import back would do: elements that it restores, and those that it leaves."""

    batch: ImportBatch
    restored: set[UUID] = field(default_factory=set)
    kept: list[Kept] = field(default_factory=list)
    events: dict[Table, list[Any]] = field(default_factory=dict)


def undo_of(batch: ImportBatch) -> Undo:
    """Return what can be taken back now, and what has been changed since."""
    found = Undo(batch)
    for table in tables():
        rows = table.events.objects.filter(
            root=batch.root_id, pgh_context_id=batch.context, pgh_id__lte=_mark(batch, table)
        )
        found.events[table] = list(rows.order_by("pgh_id"))
    touched = {getattr(event, table.owner) for table, events in found.events.items() for event in events}
    why = _reasons_to_keep(found, touched)
    found.restored = touched - why.keys()
    known = {row.id: row for row in Element.objects.filter(id__in=among(why))}
    for identity, reason in why.items():
        row = known.get(identity)
        found.kept.append(Kept(row.key if row else "", row.title if row else "", reason))
    found.kept.sort(key=lambda one: one.key)
    return found


def take_back(*, batch: ImportBatch, person: User | None, progress: BackProgress = silent) -> Undo:
    """Take the import back in one transaction. Raises ExchangeError when the database refuses."""
    try:
        with transaction.atomic(), told_by(taken_back=str(batch.id)):
            held = ImportBatch.objects.select_for_update().filter(id=batch.id, state=BatchState.DONE).first()
            if held is None:
                raise ChangedMeanwhileError
            if why := why_not(held):
                raise ExchangeError(why)
            progress(BackStage.LOOKED_AT, 0, 1)
            found = undo_of(held)
            tell_the_trail()
            restore(found.events, found.restored, progress=progress)
            connection.check_constraints()
            held.state, held.taken_back_at, held.taken_back_by = BatchState.TAKEN_BACK, timezone.now(), person
            held.kept = len(found.kept)
            held.save()
    except DatabaseError as error:
        raise ExchangeError(in_words(error)) from error
    return found


def why_not(batch: ImportBatch) -> str:
    """Return why nothing of it can be taken back: when the trail no longer says what stood before; else nothing."""
    since = texts_kept_from(batch.root)
    if since and batch.done_at and batch.done_at < since:
        return _("Importen kan ikke tas tilbake: historikken fra den gangen er slettet.")
    return ""


def takes_the_command(batch: ImportBatch) -> bool:
    """Tell whether the import is so large that a page would keep the person waiting, or be stopped by the server."""
    return batch.made + batch.changed > MOST_ROWS_ON_PAGE


def _reasons_to_keep(found: Undo, touched: set[UUID]) -> dict[UUID, str]:
    made = _made(found)
    why = dict.fromkeys(_changed_since(found, touched), _("Noen har endret det siden."))
    standing = set(Element.objects.filter(id__in=among(touched)).values_list("id", flat=True))
    why |= dict.fromkeys(touched - standing, _("Det er slettet siden."))
    why |= dict.fromkeys(_locked(found, touched, made), _("Planen er vedtatt siden."))
    why |= dict.fromkeys(_leaned_on(found, made), _("Noe annet er koblet til det siden."))
    _spread(made, why)
    return why


def _made(found: Undo) -> set[UUID]:
    [elements] = [events for table, events in found.events.items() if table.model is Element]
    return {event.pgh_obj_id for event in elements if event.pgh_label == "insert"}


def _changed_since(found: Undo, touched: set[UUID]) -> set[UUID]:
    changed: set[UUID] = set()
    for table in found.events:
        later = table.events.objects.filter(root=found.batch.root_id, pgh_id__gt=_mark(found.batch, table))
        owners = later.filter(**{f"{table.owner}__in": among(touched)})
        changed.update(owners.values_list(table.owner, flat=True).distinct())
    return changed


def _mark(batch: ImportBatch, table: Table) -> int:
    """Return how far the table's events had come when the import was done."""
    return int(batch.marks.get(str(table.events._meta.label), 0))


def _locked(found: Undo, touched: set[UUID], made: set[UUID]) -> set[UUID]:
    """Return elements whose text, place or links the adoption lock now holds."""
    texts: set[UUID] = set(made)
    for table, events in found.events.items():
        if table.model in (Placement, Link):
            texts.update(getattr(event, table.owner) for event in events)
        elif table.model is Element:
            before = before_import(table, events)
            for event in events:
                old = before.get(event.pgh_obj_id)
                if old and (old.title, old.description) != (event.title, event.description):
                    texts.add(event.pgh_obj_id)
    rows = Element.objects.filter(id__in=among(touched & texts), plan__status__in=LOCKED)
    return set(rows.values_list("id", flat=True))


def _leaned_on(found: Undo, made: set[UUID]) -> set[UUID]:
    """Return elements that the import made and that others have since built on."""
    ours = {
        table.model: {event.pgh_obj_id for event in events}
        for table, events in found.events.items()
        if not table.is_pairs
    }
    leaned: set[UUID] = set()
    links = Link.objects.filter(parent__in=among(made)).exclude(id__in=among(ours[Link]))
    leaned.update(links.values_list("parent_id", flat=True))
    places = Placement.objects.filter(element__in=among(made)).exclude(id__in=among(ours[Placement]))
    leaned.update(places.values_list("element_id", flat=True))
    under = Placement.objects.filter(parent__element__in=among(made)).exclude(id__in=among(ours[Placement]))
    leaned.update(under.values_list("parent__element_id", flat=True))
    for relation in Element._meta.related_objects:
        model: Any = relation.related_model
        if model in (Link, Placement) or relation.on_delete not in (PROTECT, CASCADE):
            continue
        if relation.on_delete is CASCADE and not hasattr(model, "pgh_event_models"):
            continue  # made by the program for its own use: it goes with the element
        name = relation.field.attname
        rows = model._default_manager.filter(**{f"{name}__in": among(made)})
        leaned.update(rows.exclude(pk__in=among(ours.get(model, ()))).values_list(name, flat=True))
    return leaned


def _spread(made: set[UUID], why: dict[UUID, str]) -> None:
    """Keep, too, what the import made and that something kept stands under or is linked to."""
    up: dict[UUID, set[UUID]] = defaultdict(set)
    for child, parent in Link.objects.filter(parent__in=among(made)).values_list("child_id", "parent_id"):
        up[child].add(parent)
    places = Placement.objects.filter(parent__element__in=among(made))
    for child, parent in places.values_list("element_id", "parent__element_id"):
        up[child].add(parent)
    waiting = list(why)
    while waiting:
        for above in up[waiting.pop()] & made - why.keys():
            why[above] = _("Noe som blir stående, hører til det.")
            waiting.append(above)
