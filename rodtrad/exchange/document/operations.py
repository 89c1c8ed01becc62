"""What a person does with a reading before anything is taken in: keep it, choose row by row, throw it away."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.exchange.document.proposal import LONGEST_TITLE, Proposal
from rodtrad.exchange.document.read import read_document
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import DocumentReading
from rodtrad.goals.models import Element, Framework, Level
from rodtrad.organisations.models import Root

ACCEPT, DISCARD, UNDECIDED = "accept", "discard", ""
#: A reading that nobody has finished goes when its owner reads another document after this.
KEPT_FOR = timedelta(days=90)
_OF_A_PROPOSAL = frozenset(Proposal.__dataclass_fields__)


@dataclass(frozen=True)
class Choice:
    """What the person chose for one row: `parent` is another row's number, 0 for the top.

    `seen` is the mark of the row as it was when the person saw it; empty when they chose without looking at it.
    """

    answer: str
    level: str
    parent: int
    title: str
    seen: str = ""

    @property
    def mark(self) -> str:
        """Return what tells this choice from another for the same row."""
        told = json.dumps([self.answer, self.level, self.parent, self.title])
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def chosen_in(row: Mapping[str, Any]) -> Choice:
    """Return what is chosen for the row now."""
    return Choice(row["answer"], row["level"], row["parent"], row["title"])


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
    rows = [{**proposal.as_json(), "answer": UNDECIDED, "element": ""} for proposal in reading.proposals]
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
    """Return the row as the proposal it was read as, with the title, level and place chosen since."""
    return Proposal.from_json({name: value for name, value in row.items() if name in _OF_A_PROPOSAL})


def elements_of(root: Root, rows: list[dict[str, Any]]) -> dict[int, Element]:
    """Return the elements that rows have become, by the rows' numbers; what is gone since may be taken in again."""
    taken = {row["id"]: row["element"] for row in rows if row.get("element")}
    known = {str(one.id): one for one in Element.objects.filter(root=root, id__in=taken.values())}
    return {number: known[identity] for number, identity in taken.items() if identity in known}


@transaction.atomic
def choose(*, reading: DocumentReading, choices: Mapping[int, Choice]) -> None:
    """Keep what the person chose for some of the rows: all of it, or nothing.

    Raises RowsError when a row cannot stand where it is put, or was changed in another window since it was shown.
    """
    rows = locked(reading)
    by_number = {row["id"]: row for row in rows.rows}
    levels = {level.key: level for level in Level.objects.filter(framework=reading.framework)}
    standing = elements_of(reading.root, rows.rows)
    wrong: dict[int, str] = {}
    for number, choice in choices.items():
        row = by_number.get(number)
        if row is None or number in standing or choice.mark in (choice.seen, chosen_in(row).mark):
            continue
        problem = _problem(row, choice, levels, by_number)
        if problem:
            wrong[number] = problem
        else:
            _put(row, choice, levels[choice.level])
    wrong |= dict.fromkeys(_in_circle(by_number), _("Raden kan ikke stå under seg selv."))
    if wrong:
        raise RowsError(wrong)
    rows.save(update_fields=["rows"])
    reading.rows = rows.rows


def _problem(
    row: Mapping[str, Any],
    choice: Choice,
    levels: Mapping[str, Level],
    by_number: Mapping[int, Mapping[str, Any]],
) -> str:
    if choice.seen and choice.seen != chosen_in(row).mark:
        return _(
            "Raden er endret i et annet vindu siden du åpnet siden. Se over valget ditt, og lagre på nytt."
        )
    if choice.level not in levels:
        return _("Velg et av nivåene i målstrukturen.")
    if choice.parent < 0:
        return _("Skriv nummeret til en rad, eller la feltet stå tomt.")
    if choice.parent and choice.parent not in by_number:
        return _("Det er ingen rad %d å stå under.") % choice.parent
    if not choice.title:
        return _("Skriv en tittel.")
    if len(choice.title) > LONGEST_TITLE:
        return _("Tittelen kan ha høyst %d tegn.") % LONGEST_TITLE
    return ""


def _put(row: dict[str, Any], choice: Choice, level: Level) -> None:
    if row["title"] != choice.title:
        row.setdefault("title_read", row["title"])
    row |= {"answer": choice.answer, "parent": choice.parent, "title": choice.title}
    row |= {"level": level.key, "role": level.role, "label": level.one_nb}


def as_chosen(rows: list[dict[str, Any]], choices: Mapping[int, Choice]) -> list[dict[str, Any]]:
    """Return the rows with the choices on them, right or wrong, to be shown again; nothing is stored.

    `seen` is the mark of what is stored, which the next choice then builds on.
    """
    shown = []
    for row in rows:
        choice = choices.get(row["id"])
        told: dict[str, Any] = {"seen": chosen_in(row).mark}
        if choice is not None and not row.get("element"):
            told |= {"answer": choice.answer, "level": choice.level, "title": choice.title}
            told["parent"] = max(choice.parent, 0)
        shown.append({**row, **told})
    return shown


def locked(reading: DocumentReading) -> DocumentReading:
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


def discard_reading(*, reading: DocumentReading) -> None:
    """Throw the whole reading away; what was taken in stays."""
    DocumentReading.objects.filter(id=reading.id).delete()
