"""The faults of one file while it is being read: noted, not raised, so that all are told at once."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from rodtrad.exchange.errors import PlanFileError, Problem
from rodtrad.exchange.plan_file.reader import Spot

#: More faults than this are only counted: a huge file with a fault on every line must not fill the memory.
KEPT = 1_000
#: Looking for a near word takes time when there are many words.
_SUGGESTIONS = 200
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ð": "d", "đ": "d", "þ": "th"})


@dataclass
class Problems:
    """The faults found so far."""

    found: list[Problem] = field(default_factory=list)
    more: int = 0
    suggested: int = 0

    def add(self, spot: Spot, place: str, message: str, remedy: str = "") -> None:
        if len(self.found) < KEPT:
            self.found.append(Problem(spot.line, spot.column, place, message, remedy))
        else:
            self.more += 1

    def unknown(self, spot: Spot, place: str, message: str, given: str, known: Collection[str]) -> None:
        """Note a word that is not among the known, with the nearest of them as remedy."""
        self.suggested += 1
        remedy = suggestion(given, known) if self.suggested <= _SUGGESTIONS else ""
        self.add(spot, place, message, remedy)

    def raise_if_any(self) -> None:
        if self.found:
            raise PlanFileError(self.found, more=self.more)


def suggestion(given: str, known: Collection[str]) -> str:
    """Return a remedy: the nearest known word, or the whole list when it is short."""
    near = (
        process.extractOne(given.casefold()[:64], known, scorer=fuzz.ratio, score_cutoff=60)
        if known
        else None
    )
    if near:
        return _("Mente du «%(near)s»?") % {"near": near[0]}
    if known and len(known) <= 25:
        return _("Velg en av: %(words)s.") % {"words": ", ".join(known)}
    return ""


def as_key(text: str) -> str:
    """Return the text as a key: «Gode skoler» becomes gode-skoler. Empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in plain if not unicodedata.combining(c))
    return "-".join(part for part in kept.split("-") if part)[:64].strip("-")
