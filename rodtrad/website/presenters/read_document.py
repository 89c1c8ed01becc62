"""A reading as rows to decide on."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.exchange.document.operations import ACCEPT, DISCARD, UNDECIDED, proposal_of
from rodtrad.exchange.document.words import FAIRLY_SURE, SURE, confidence_words, place_words, why_words
from rodtrad.goals.models import Level

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
    taken: str
    under: str
    answers: Sequence[Option]
    levels: Sequence[Option]
    problem: str = ""


def rows_of(
    rows: Sequence[dict[str, Any]], levels: Iterable[Level], problems: dict[int, str], shown: Collection[int]
) -> list[Row]:
    """Return the rows that are shown, each as far in as it stands now."""
    parents = {row["id"]: row["parent"] for row in rows}
    known = list(levels)
    return [_row(row, known, parents, problems.get(row["id"], "")) for row in rows if row["id"] in shown]


def _row(row: dict[str, Any], levels: list[Level], parents: dict[int, int], problem: str) -> Row:
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
        taken=row["taken"],
        under=str(proposal.parent or ""),
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
    words = {UNDECIDED: _("Ikke vurdert"), ACCEPT: _("Godta"), DISCARD: _("Forkast")}
    return [Option(value, label, value == given) for value, label in words.items()]


def counts_of(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Return how many rows are accepted, discarded, undecided and taken in."""
    found = {"accepted": 0, "discarded": 0, "undecided": 0, "taken": 0}
    names = {ACCEPT: "accepted", DISCARD: "discarded", UNDECIDED: "undecided"}
    for row in rows:
        found["taken" if row["taken"] else names.get(row["answer"], "undecided")] += 1
    return found
