"""The faults of one file while it is being read: noted, not raised, so that all are told at once."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from rodtrad.exchange.errors import PlanFileError, Problem
from rodtrad.exchange.plan_file.reader import Spot

#: More faults than this are only counted: a huge file with a fault on every line must not fill the memory.
KEPT = 1_000
#: Looking for a near word takes time when there are many words.
_SUGGESTIONS = 200
#: A longer list than this helps nobody.
_LISTED = 40
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ð": "d", "đ": "d", "þ": "th"})


@dataclass
class Problems:
    """The faults found so far."""

    found: list[Problem] = field(default_factory=list)
    more: int = 0
    suggested: int = 0

    @property
    def count(self) -> int:
        return len(self.found) + self.more

    def add(self, spot: Spot, place: str, message: str, remedy: str = "") -> None:
        if len(self.found) < KEPT:
            self.found.append(Problem(spot.line, spot.column, place, message, remedy))
        else:
            self.more += 1

    def unknown(
        self, spot: Spot, place: str, message: str, given: str, known: Collection[str], otherwise: str = ""
    ) -> None:
        """Note a word that is not among the known, with the nearest of them as remedy, or else `otherwise`."""
        self.suggested += 1
        told = self.suggested <= _SUGGESTIONS and (known or not otherwise)
        remedy = suggestion(given, known) if told else ""
        self.add(spot, place, message, remedy or otherwise)

    def raise_if_any(self) -> None:
        if self.found:
            raise PlanFileError(self.found, more=self.more)


def suggestion(given: str, known: Collection[str], most: int = _LISTED) -> str:
    """Return a remedy: the nearest known word, or the whole list when it has at most so many; may be empty."""
    near = _nearest(given, list(known))
    return _did_you_mean(near) if near else _one_of(known, most)


def choice_suggestion(given: str, choices: Mapping[str, object]) -> str:
    """Return a remedy for a word to be chosen: who writes «kommune» is told to write «municipality»."""
    meanings = {str(meaning).casefold(): word for word, meaning in choices.items()}
    near = _nearest(given, list(choices)) or meanings.get(_nearest(given, list(meanings)), "")
    return (
        _did_you_mean(near) if near else _one_of([f"{word} ({choices[word]})" for word in choices], _LISTED)
    )


def _did_you_mean(near: str) -> str:
    return _("Mente du «%(near)s»?") % {"near": near}


def _one_of(words: Collection[str], most: int) -> str:
    if not words:
        return _("Det er ingen å velge blant ennå; legg den til, eller ta bort henvisningen.")
    return _("Velg en av: %(words)s.") % {"words": ", ".join(words)} if len(words) <= most else ""


def _nearest(given: str, known: Sequence[str]) -> str:
    found = process.extractOne(given[:64], known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60)
    return str(found[0]) if found else ""


def as_key(text: str) -> str:
    """Return the text as a key: «Gode skoler» becomes gode-skoler. Empty when nothing is left."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)  # «™» is two capital letters
    plain = unicodedata.normalize("NFKD", small)
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in plain if not unicodedata.combining(c))
    return "-".join(part for part in kept.split("-") if part)[:64].strip("-")
