"""What the page of a reading sends: a choice for each row that it shows."""

import re
from collections.abc import Collection
from typing import Any

from django.http import QueryDict

from rodtrad.exchange.document.operations import ACCEPT, DISCARD, UNDECIDED, Choice, chosen_in
from rodtrad.exchange.models import DocumentReading

_MOST_DIGITS = 6
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def choices_in(posted: QueryDict, reading: DocumentReading) -> dict[int, Choice]:
    """Return what the form says of the rows that it holds, right or wrong."""
    return {row["id"]: _choice(posted, row) for row in reading.rows if f"svar-{row['id']}" in posted}


def accept_from(
    choices: dict[int, Choice], reading: DocumentReading, *, confidence: float, shown: Collection[int]
) -> dict[int, Choice]:
    """Return the choices with an accept of the rows on the page that are undecided and at least so sure."""
    found = dict(choices)
    for row in reading.rows:
        choice = found.get(row["id"], chosen_in(row))
        if row["id"] in shown and choice.answer == UNDECIDED and row["confidence"] >= confidence:
            found[row["id"]] = Choice(ACCEPT, choice.level, choice.parent, choice.title, choice.seen)
    return found


def confidence_in(posted: QueryDict, otherwise: float) -> float:
    try:
        return float(posted.get("sikkerhet", ""))
    except ValueError:
        return otherwise


def _choice(posted: QueryDict, row: dict[str, Any]) -> Choice:
    number, now = row["id"], chosen_in(row)
    answer = posted[f"svar-{number}"]
    return Choice(
        answer=answer if answer in (ACCEPT, DISCARD) else UNDECIDED,
        level=posted.get(f"niva-{number}", now.level),
        parent=_parent(posted.get(f"under-{number}", str(now.parent or "")).strip()),
        title=" ".join(_CONTROL.sub(" ", posted.get(f"tittel-{number}", now.title)).split()),
        seen=posted.get(f"sett-{number}", ""),
    )


def _parent(text: str) -> int:
    """Return the number of the row above: 0 for none, -1 for what is no number."""
    if not text:
        return 0
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else -1
