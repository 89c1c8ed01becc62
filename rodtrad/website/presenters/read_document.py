"""A reading as rows to decide on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.exchange.document.operations import ACCEPT, DISCARD, UNDECIDED, proposal_of
from rodtrad.exchange.document.words import FAIRLY_SURE, SURE, confidence_words, place_words, why_words
from rodtrad.goals.models import Element, Level

DEEPEST = 6


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One proposal with what can be chosen for it."""

    number: int
    depth: int
    title: str
    label: str
    own_number: str
    description: str
    confidence: str
    tone: str
    why: str
    place: str
    #: The key of the element that it has become.
    element: str
    under: str
    #: The mark of what the choices build on.
    seen: str
    answers: Sequence[Option]
    levels: Sequence[Option]
    problem: str = ""


def rows_of(
    rows: Sequence[dict[str, Any]],
    levels: Iterable[Level],
    problems: Mapping[int, str],
    shown: Collection[int],
    elements: Mapping[int, Element],
) -> list[Row]:
    """Return the rows that are shown, each as far in as it stands now."""
    parents = {row["id"]: row["parent"] for row in rows}
    known = list(levels)
    return [
        _row(row, known, parents, problems.get(row["id"], ""), elements.get(row["id"]))
        for row in rows
        if row["id"] in shown
    ]


def _row(
    row: dict[str, Any], levels: list[Level], parents: dict[int, int], problem: str, element: Element | None
) -> Row:
    proposal = proposal_of(row)
    return Row(
        number=proposal.id,
        depth=min(_depth(proposal.id, parents), DEEPEST),
        title=proposal.title,
        label=next((level.one for level in levels if level.key == proposal.level), proposal.label),
        own_number=proposal.number,
        description=proposal.description,
        confidence=confidence_words(proposal.confidence),
        tone=_tone(proposal.confidence),
        why=why_words(proposal),
        place=place_words(proposal),
        element=element.key if element else "",
        under=str(proposal.parent or ""),
        seen=row["seen"],
        answers=_answers(row["answer"]),
        levels=[Option(level.key, level.one, level.key == proposal.level) for level in levels],
        problem=problem,
    )


def _depth(number: int, parents: dict[int, int]) -> int:
    depth, above = 0, parents.get(number, 0)
    while above and depth < len(parents):
        depth, above = depth + 1, parents.get(above, 0)
    return depth


def _tone(confidence: float) -> str:
    if confidence >= SURE:
        return "ok"
    return "watch" if confidence >= FAIRLY_SURE else "off"


def _answers(given: str) -> list[Option]:
    words = {ACCEPT: _("Godta"), DISCARD: _("Forkast"), UNDECIDED: _("Ikke vurdert")}
    return [Option(value, label, value == given) for value, label in words.items()]


def thresholds(given: str) -> list[Option]:
    """Return how sure rows must be to be accepted together."""
    words = {str(SURE): _("sikre"), str(FAIRLY_SURE): _("sikre eller ganske sikre"), "0": _("foreslått")}
    return [Option(value, label, value == given) for value, label in words.items()]


def counts_of(rows: Iterable[dict[str, Any]], elements: Mapping[int, Element]) -> list[dict[str, object]]:
    """Return how many rows are undecided, accepted, discarded and taken in."""
    found = dict.fromkeys((UNDECIDED, ACCEPT, DISCARD, "taken"), 0)
    for row in rows:
        found["taken" if row["id"] in elements else row["answer"]] += 1
    words = {
        UNDECIDED: _("ikke vurdert"),
        ACCEPT: _("godtatt"),
        DISCARD: _("forkastet"),
        "taken": _("tatt inn"),
    }
    return [{"value": count, "label": words[name]} for name, count in found.items()]
