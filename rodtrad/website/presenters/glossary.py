"""The glossary in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rodtrad.core.text import sort_key

Entry = dict[str, Any]


@dataclass(frozen=True)
class Word:
    """A word with its explanation, and the words it leads on to."""

    key: str
    term: str
    text: str
    see_also: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WordList:
    heading: str
    lead: str
    id: str
    letters: tuple[tuple[str, tuple[Word, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(words) for _letter, words in self.letters)


@cache
def entries() -> dict[str, list[Entry]]:
    """Return the two lists as they stand in glossary.yaml; they are part of the program and never change."""
    text = files("rodtrad.website").joinpath("data/glossary.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[Entry]] = yaml.safe_load(text)
    return loaded


def reader_language() -> str:
    language = (get_language() or "nb")[:2]
    return language if language in ("nb", "nn", "en") else "nb"


def present_glossary() -> list[WordList]:
    language = reader_language()
    terms = {entry["key"]: entry["term"][language] for both in entries().values() for entry in both}
    return [
        WordList(
            heading=_("Ord fra planene"),
            lead=_(
                "Ordene er hentet fra Kommuneplanens samfunnsdel 2025 (Oslo kommune). Forklaringene er våre."
            ),
            id="planene",
            letters=_by_letter(entries()["words"], language, terms),
        ),
        WordList(
            heading=_("Ord i Rødtråd"),
            lead=_("Slik bruker nettstedet ordene."),
            id="rodtrad",
            letters=_by_letter(entries()["system"], language, terms),
        ),
    ]


def _by_letter(
    given: Sequence[Entry], language: str, terms: dict[str, str]
) -> tuple[tuple[str, tuple[Word, ...]], ...]:
    words = sorted(
        (
            Word(
                entry["key"],
                entry["term"][language],
                entry["text"][language],
                tuple((key, terms[key]) for key in entry["see_also"]),
            )
            for entry in given
        ),
        key=lambda word: sort_key(word.term),
    )
    return tuple(
        (letter, tuple(group)) for letter, group in groupby(words, key=lambda word: word.term[0].upper())
    )
