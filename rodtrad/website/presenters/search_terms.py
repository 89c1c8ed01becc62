"""Words of the glossary that someone searches for."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from rodtrad.search.queries import Asked
from rodtrad.search.words.tokens import words_of
from rodtrad.website.presenters.glossary import Entry, entries, reader_language

MOST_TERMS = 3


@dataclass(frozen=True)
class FoundTerm:
    term: str
    text: str
    url: str


@cache
def _by_form() -> dict[tuple[str, ...], Entry]:
    """Return the glossary's entries by each of their forms, as words."""
    both = (entry for each in entries().values() for entry in each)
    return {
        tuple(words_of(form)): entry for entry in both for form in (*entry["term"].values(), *entry["forms"])
    }


def terms_for(asked: Asked) -> list[FoundTerm]:
    """Return the entries that are what was asked for, or one word of it."""
    words = tuple(term.word for term in asked.terms)
    wanted = [words, *asked.phrases, *((word,) for word in words)]
    found = {entry["key"]: entry for form in wanted if (entry := _by_form().get(form))}
    language = reader_language()
    return [
        FoundTerm(entry["term"][language], entry["text"][language], f"{reverse('glossary')}#{key}")
        for key, entry in list(found.items())[:MOST_TERMS]
    ]
