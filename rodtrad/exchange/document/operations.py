"""What a person does with a reading: keep it, choose row by row, take in what is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.models import Origin
from rodtrad.exchange.document.proposal import Proposal
from rodtrad.exchange.document.read import read_document
from rodtrad.exchange.document.words import place_words
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import DocumentReading
from rodtrad.exchange.plan_file.problems import as_key
from rodtrad.goals.errors import GoalsError
from rodtrad.goals.models import Element, Framework, Level
from rodtrad.goals.operations import create_element
from rodtrad.organisations.models import Root, Source
from rodtrad.plans.models import Plan

ACCEPT, DISCARD, UNDECIDED = "accept", "discard", ""
#: A reading that nobody has finished goes when its owner reads another document after this.
KEPT_FOR = timedelta(days=90)
_LONGEST_PLACE = 300


@dataclass(frozen=True)
class Choice:
    """What the person chose for one row: `parent` is another row's number, 0 for the top."""

    answer: str
    level: str
    parent: int


class RowsError(ExchangeError):
    """Some rows cannot be taken in; `by_row` has a sentence for each. Nothing was stored."""

    def __init__(self, by_row: Mapping[int, str]) -> None:
        self.by_row = dict(by_row)
        told = [_("Rad %(row)d: %(why)s") % {"row": row, "why": why} for row, why in sorted(by_row.items())]
        super().__init__("\n".join([_("Ingenting er tatt inn."), *told]))


def store_reading(
    *, root: Root, person: User, framework: Framework, content: bytes, name: str
) -> DocumentReading:
    """Read the document and keep what it proposes for the person. Raises DocumentError."""
    reading = read_document(content=content, name=name, framework=framework)
    rows = [{**proposal.as_json(), "answer": UNDECIDED, "taken": ""} for proposal in reading.proposals]
    with transaction.atomic():
        own = DocumentReading.objects.filter(root=root, person=person)
        own.filter(read_at__lt=timezone.now() - KEPT_FOR).delete()
        return DocumentReading.objects.create(
            root=root,
            person=person,
            framework=framework,
            file_name=name[:200],
            title=reading.title[:300] or name[:200],
            rows=rows,
        )


def proposal_of(row: Mapping[str, Any]) -> Proposal:
    """Return the row as the proposal it was read as, with the level and place chosen since."""
    return Proposal.from_json({name: value for name, value in row.items() if name not in ("answer", "taken")})


@transaction.atomic
def choose(*, reading: DocumentReading, choices: Mapping[int, Choice]) -> None:
    """Keep what the person chose for some of the rows. Raises RowsError when a row cannot stand where it is put."""
    rows = _locked(reading)
    by_number = {row["id"]: row for row in rows.rows}
    levels = {level.key: level for level in Level.objects.filter(framework=reading.framework)}
    wrong: dict[int, str] = {}
    for number, choice in choices.items():
        row = by_number.get(number)
        if row is None or row["taken"]:
            continue
        level = levels.get(choice.level)
        if level is None:
            wrong[number] = _("Velg et av nivåene i målstrukturen.")
        elif choice.parent < 0:
            wrong[number] = _("Skriv nummeret til en rad, eller la feltet stå tomt.")
        elif choice.parent and choice.parent not in by_number:
            wrong[number] = _("Det er ingen rad %d å stå under.") % choice.parent
        else:
            row |= {"answer": choice.answer, "level": level.key, "role": level.role, "label": level.one_nb}
            row["parent"] = choice.parent
    wrong |= dict.fromkeys(_in_circle(by_number), _("Raden kan ikke stå under seg selv."))
    if wrong:
        raise RowsError(wrong)
    rows.save(update_fields=["rows"])
    reading.rows = rows.rows


def as_chosen(rows: list[dict[str, Any]], choices: Mapping[int, Choice]) -> list[dict[str, Any]]:
    """Return the rows with the choices on them, right or wrong, to be shown again; nothing is stored."""
    shown = []
    for row in rows:
        choice = None if row["taken"] else choices.get(row["id"])
        told = (
            {}
            if choice is None
            else {"answer": choice.answer, "level": choice.level, "parent": max(choice.parent, 0)}
        )
        shown.append({**row, **told})
    return shown


def _locked(reading: DocumentReading) -> DocumentReading:
    """Return the reading as it stands, and let nobody else change it until the transaction ends."""
    return DocumentReading.objects.select_for_update().get(id=reading.id)


def _in_circle(by_number: Mapping[int, Mapping[str, Any]]) -> list[int]:
    found = []
    for number, row in by_number.items():
        seen, above = {number}, row["parent"]
        while above and above not in seen:
            seen.add(above)
            above = by_number[above]["parent"] if above in by_number else 0
        if above == number:
            found.append(number)
    return found


@transaction.atomic
def take_in(*, actor: User, reading: DocumentReading, plan: Plan) -> list[Element]:
    """Make draft elements of the accepted rows in the plan: all of them, or none.

    Raises RowsError with a sentence for each row that cannot be taken in, GoalsError when the person may not.
    """
    rows = _locked(reading)
    accepted = {row["id"]: row for row in rows.rows if row["answer"] == ACCEPT and not row["taken"]}
    taken = {row["id"]: row["taken"] for row in rows.rows if row["taken"]}
    _refuse_loose(accepted, taken)
    levels = {level.key: level for level in Level.objects.filter(framework=reading.framework)}
    made: dict[int, Element] = {
        number: element
        for number, element in _elements(reading.root, taken).items()
        if element.plan_id == plan.id
    }
    _refuse_elsewhere(accepted, taken, made)
    source = _source(reading) if accepted else None
    fresh = []
    for number in _parents_first(accepted):
        row = accepted[number]
        try:
            element = create_element(
                actor=actor,
                plan=plan,
                level=levels[row["level"]],
                changes={"title": row["title"], "description": row.get("description", "")},
                under=made.get(row["parent"]),
                number=row.get("number", ""),
            )
        except GoalsError as error:
            raise RowsError({number: str(error)}) from error
        _quote(element, source, row)
        made[number] = element
        row["taken"] = element.key
        fresh.append(element)
    rows.save(update_fields=["rows"])
    reading.rows = rows.rows
    return fresh


def _refuse_loose(accepted: Mapping[int, Mapping[str, Any]], taken: Mapping[int, str]) -> None:
    """Raise when a row stands under one that is not taken in."""
    loose = {
        number: _("Står under rad %d, som ikke er godtatt. Godta den også, eller flytt denne.")
        % row["parent"]
        for number, row in accepted.items()
        if row["parent"] and row["parent"] not in accepted and row["parent"] not in taken
    }
    if loose:
        raise RowsError(loose)


def _refuse_elsewhere(
    accepted: Mapping[int, Mapping[str, Any]], taken: Mapping[int, str], made: Mapping[int, Element]
) -> None:
    """Raise when a row stands under one that was taken into another plan, or is gone since."""
    wrong = {
        number: _("Står under rad %d, som ikke er i denne planen. Flytt raden, eller velg den andre planen.")
        % row["parent"]
        for number, row in accepted.items()
        if row["parent"] in taken and row["parent"] not in made
    }
    if wrong:
        raise RowsError(wrong)


def _elements(root: Root, taken: Mapping[int, str]) -> dict[int, Element]:
    known = {row.key: row for row in Element.objects.filter(root=root, key__in=taken.values())}
    return {number: known[key] for number, key in taken.items() if key in known}


def _parents_first(accepted: Mapping[int, Mapping[str, Any]]) -> list[int]:
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


def _quote(element: Element, source: Source | None, row: Mapping[str, Any]) -> None:
    element.origin = Origin.QUOTED
    element.source = source
    element.place = place_words(proposal_of(row))[:_LONGEST_PLACE]
    element.save(update_fields=["origin", "source", "place"])


def discard_reading(*, reading: DocumentReading) -> None:
    """Throw the whole reading away; what was taken in stays."""
    DocumentReading.objects.filter(id=reading.id).delete()
