"""What a reader may have meant, when nothing was found."""

from collections.abc import Iterator, Mapping
from itertools import islice
from uuid import UUID

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from rodtrad.core.search import glued
from rodtrad.organisations.permissions import Viewer
from rodtrad.search.models import Vocabulary
from rodtrad.search.queries.asked import Asked, read_asked
from rodtrad.search.queries.find import Chosen, find

#: Vocabularies of more roots than these are not read for a search that found nothing.
MOST_ROOTS = 20
#: Words like the one that was asked for, of which the first that leads to something is proposed.
MOST_TRIED = 6
SHORTEST = 3


def suggest(*, asked: Asked, viewers: Mapping[UUID, Viewer]) -> str:
    """Return a search like this one that finds something the reader may see; empty when there is none.

    The organisations' own words are what is proposed. Some of them stand only in what is hidden, so each proposal is
    searched for as the reader first.
    """
    known = _vocabulary(viewers)
    for changed in islice(_proposals(asked, known), MOST_TRIED):
        if find(asked=read_asked(changed), viewers=viewers, chosen=Chosen(), size=1).count:
            return changed
    return ""


def _vocabulary(viewers: Mapping[UUID, Viewer]) -> set[str]:
    rows = Vocabulary.objects.filter(Q(root__in=list(viewers)[:MOST_ROOTS]) | Q(root=None))
    return {word for words in rows.values_list("words", flat=True) for word in words.split()}


def _proposals(asked: Asked, known: set[str]) -> Iterator[str]:
    """Yield the search with its words put right: those that nobody has written are exchanged, likeliest first."""
    terms = [term.word for term in asked.terms]
    wrong = [word for word in terms if word not in known and len(word) >= SHORTEST and word.isalpha()]
    likely = {word: _like(word, known) for word in wrong}
    if not any(likely.values()):
        return
    for at in range(MOST_TRIED):
        chosen = {word: like[min(at, len(like) - 1)] for word, like in likely.items() if like}
        text = " ".join([*(chosen.get(word, word) for word in terms), *_quoted(asked)])
        yield text
        if all(at + 1 >= len(like) for like in likely.values()):
            return


def _like(word: str, known: set[str]) -> list[str]:
    """Return known words that differ in a letter or two, or only in how å, æ and ø are written."""
    spelt = [
        other for other in (word.replace("aa", "å"), _norwegian(word)) if other != word and other in known
    ]
    same = [other for other in known if other[:1] in _first(word) and glued(other) == glued(word)]
    most = 1 if len(word) < 6 else 2
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=MOST_TRIED)
    ordered = sorted(near, key=lambda found: (found[1], found[0][:1] != word[:1], found[0]))
    return list(dict.fromkeys([*spelt, *sorted(same), *(found[0] for found in ordered)]))


def _norwegian(word: str) -> str:
    return word.replace("aa", "å").replace("ae", "æ").replace("oe", "ø")


def _first(word: str) -> str:
    return word[:1] + {"a": "åæ", "o": "ø"}.get(word[:1], "")


def _quoted(asked: Asked) -> list[str]:
    return [f'"{" ".join(words)}"' for words in asked.phrases]
