"""Words of the glossary inside running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from rodtrad.website.presenters.glossary import Entry, entries, reader_language

EVERYDAY = frozenset({"opprinnelse", "niva", "funn", "eksempel"})  # mean something else in ordinary text


@dataclass(frozen=True)
class Piece:
    """A piece of the text; with a key it is a word of the glossary."""

    text: str
    key: str | None = None
    url: str = ""
    explanation: str = ""


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, Entry]]:
    """Return one pattern for all forms, the longest first, and what each form stands for."""
    by_form: dict[str, Entry] = {}
    for both in entries().values():
        for entry in both:
            if entry["key"] in EVERYDAY:
                continue
            for form in entry["forms"]:
                by_form.setdefault(form.casefold(), entry)
    longest_first = sorted(by_form, key=len, reverse=True)
    pattern = "|".join(re.escape(form) for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), by_form


def pieces(text: str, seen: set[str]) -> Iterator[Piece]:
    """Part the text at the words that `seen` does not hold yet, and add them to it."""
    pattern, by_form = _forms()
    at = 0
    for match in pattern.finditer(text):
        entry = by_form[match.group().casefold()]
        if entry["key"] in seen:
            continue
        seen.add(entry["key"])
        yield Piece(text[at : match.start()])
        yield Piece(
            match.group(),
            entry["key"],
            f"{reverse('glossary')}#{entry['key']}",
            entry["text"][reader_language()],
        )
        at = match.end()
    yield Piece(text[at:])
