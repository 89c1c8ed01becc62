"""What is accepted of a reading becomes drafts in a plan, in one piece that can be taken back."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.models import Origin
from rodtrad.exchange.document.operations import ACCEPT, RowsError, elements_of, locked, proposal_of
from rodtrad.exchange.document.words import place_words
from rodtrad.exchange.models import BatchState, DocumentReading, ImportBatch
from rodtrad.exchange.plan_file.problems import as_key
from rodtrad.exchange.workbook.trail import marks_now
from rodtrad.goals.errors import GoalsError
from rodtrad.goals.models import Element, Level
from rodtrad.goals.operations import create_element
from rodtrad.organisations.models import Source
from rodtrad.plans.models import Plan

_LONGEST_PLACE = 300
Rows = Mapping[int, dict[str, Any]]


@transaction.atomic
def take_in(*, actor: User, reading: DocumentReading, plan: Plan) -> ImportBatch | None:
    """Make draft elements of the accepted rows in the plan: all of them, or none. Return what can be taken back.

    Raises RowsError with a sentence for each row that cannot be taken in.
    """
    held = locked(reading)
    standing = elements_of(reading.root, held.rows)
    accepted = {row["id"]: row for row in held.rows if row["answer"] == ACCEPT and row["id"] not in standing}
    if not accepted:
        return None
    here = {number: one for number, one in standing.items() if one.plan_id == plan.id}
    _refuse_loose(accepted, standing, here)
    batch = ImportBatch.objects.create(
        root=reading.root, person=actor, file_name=reading.file_name, plan=plan.key, state=BatchState.DONE
    )
    with pghistory.context(batch=str(batch.id)) as told:
        _make(actor, reading, plan, accepted, here)
        batch.context = told.id
    batch.made, batch.done_at, batch.marks = len(accepted), timezone.now(), marks_now(reading.root)
    batch.save()
    for row in accepted.values():
        row["batch"] = str(batch.id)
    held.save(update_fields=["rows"])
    reading.rows = held.rows
    return batch


def _make(
    actor: User, reading: DocumentReading, plan: Plan, accepted: Rows, here: Mapping[int, Element]
) -> None:
    """Make the elements, from the top down; a row that is refused does not stop the next from being tried."""
    levels = {level.key: level for level in Level.objects.filter(framework=reading.framework)}
    source = _source(reading)
    made = dict(here)
    refused: dict[int, str] = {}
    for number in _parents_first(accepted):
        row = accepted[number]
        if row["parent"] in refused:
            refused[number] = _("Står under rad %d, som ikke kan tas inn.") % row["parent"]
            continue
        try:
            made[number] = create_element(
                actor=actor,
                plan=plan,
                level=levels[row["level"]],
                changes={"title": row["title"], "description": row.get("description", "")},
                under=made.get(row["parent"]),
                number=row.get("number", ""),
            )
        except GoalsError as error:
            refused[number] = str(error)
            continue
        _quote(made[number], source, row)
        row["element"] = str(made[number].id)
    if refused:
        raise RowsError(refused)


def _refuse_loose(accepted: Rows, standing: Mapping[int, Element], here: Mapping[int, Element]) -> None:
    """Raise when a row stands under one that is not taken in, or that was taken into another plan."""
    wrong = {}
    for number, row in accepted.items():
        above = row["parent"]
        if not above or above in accepted or above in here:
            continue
        told = (
            _("Står under rad %d, som ikke er i denne planen. Flytt raden, eller velg den andre planen.")
            if above in standing
            else _("Står under rad %d, som ikke er godtatt. Godta den også, eller flytt denne.")
        )
        wrong[number] = told % above
    if wrong:
        raise RowsError(wrong)


def _parents_first(accepted: Rows) -> list[int]:
    """Return the rows in the order of the document, but none before the one it stands under."""
    ordered: list[int] = []
    done: set[int] = set()
    for number in sorted(accepted):
        chain = []
        above = number
        while above in accepted and above not in done:
            chain.append(above)
            done.add(above)
            above = accepted[above]["parent"]
        ordered += reversed(chain)
    return ordered


def _source(reading: DocumentReading) -> Source:
    """Return the document as a source: the same one each time the same reading is taken from."""
    wanted = as_key(f"dokument {PurePath(reading.file_name).stem}")[:50].strip("-") or "dokument"
    key, number = wanted, 2
    taken = dict(Source.objects.filter(root=reading.root, key__startswith=wanted).values_list("key", "title"))
    while key in taken and taken[key] != reading.title:
        key, number = f"{wanted}-{number}", number + 1
    source, _made = Source.objects.get_or_create(
        root=reading.root, key=key, defaults={"title": reading.title}
    )
    return source


def _quote(element: Element, source: Source, row: Mapping[str, Any]) -> None:
    """Mark the element as quoted; as a reading when its title is not the document's own any longer."""
    reworded = row.get("title_read", row["title"]) != row["title"]
    element.origin = Origin.READING if reworded else Origin.QUOTED
    element.source = source
    element.place = place_words(proposal_of(row))[:_LONGEST_PLACE]
    element.save(update_fields=["origin", "source", "place"])
