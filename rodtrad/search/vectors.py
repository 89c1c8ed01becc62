"""The words of a document as PostgreSQL's text search keeps them.

Three sorts of lexemes stand side by side: the word as it is written, its stem behind a `=`, and the stems of the
words inside it behind a `+`. Weights: A and B are the title, C and D the text; B and D are parts of compounds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from itertools import chain

from rodtrad.search.words.compounds import Splitter
from rodtrad.search.words.stems import stems_of

STEM, PART = "=", "+"
#: A document's words beyond this number are not looked at: PostgreSQL knows no place beyond the 16 383rd.
MOST_WORDS = 10_000
#: PostgreSQL keeps no more than a megabyte of a document's different lexemes; bytes beyond this are left out.
_MOST_BYTES = 900_000
#: Places between title and text, so that no phrase spans both.
_GAP = 10
#: A word's own lexemes, and those of the words inside it.
Lexemes = tuple[tuple[str, ...], tuple[str, ...]]


class Vectors:
    """Writes vectors of documents whose words are all among `used`, with compounds split against the vocabulary."""

    def __init__(self, vocabulary: Collection[str], used: Set[str]) -> None:
        self._stems = stems_of(used)
        self._splitter = Splitter(vocabulary, used - self._stems.keys())
        inner = {part for word in used for part in self._splitter.parts(word)}
        self._stems |= stems_of(inner - self._stems.keys())
        self._known: dict[str, Lexemes] = {}

    def vector_of(self, title: Collection[str], text: Iterable[str]) -> str:
        """Return the vector as PostgreSQL reads it. Words hold only letters and digits, so nothing needs escaping."""
        places: dict[str, list[str]] = defaultdict(list)
        told = chain(
            ((word, f"{at}A", f"{at}B") for at, word in enumerate(title, 1)),
            ((word, f"{at}C", f"{at}D") for at, word in enumerate(text, len(title) + _GAP)),
        )
        for word, at_whole, at_part in told:
            if not word:
                continue  # a gap
            own, inside = self._lexemes(word)
            for lexeme in own:
                places[lexeme].append(at_whole)
            for lexeme in inside:
                places[lexeme].append(at_part)
        return " ".join(f"'{lexeme}':{','.join(found)}" for lexeme, found in _fitting(places))

    def _lexemes(self, word: str) -> Lexemes:
        found = self._known.get(word)
        if found is None:
            own = tuple(STEM + stem for stem in self._stems.get(word, ()))
            inside = {stem for part in self._splitter.parts(word) for stem in self._stems.get(part, ())}
            found = self._known[word] = (word, *own), tuple(PART + stem for stem in sorted(inside))
        return found


def _fitting(places: dict[str, list[str]]) -> Iterable[tuple[str, list[str]]]:
    """Leave out the last lexemes of a text with so many different words that PostgreSQL would refuse them."""
    if sum(map(len, places)) * 4 < _MOST_BYTES:  # no letter takes more than four
        return places.items()
    fitting, room = [], _MOST_BYTES
    for lexeme, found in places.items():
        room -= len(lexeme.encode())
        if room < 0:
            break
        fitting.append((lexeme, found))
    return fitting
