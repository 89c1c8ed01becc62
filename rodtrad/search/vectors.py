"""The words of a document as PostgreSQL's text search keeps them.

Three sorts of lexemes stand side by side: the word as it is written, its stem behind a `=`, and the stems of the
words inside it behind a `+`. Weights: A and B are the title, C and D the text; B and D are parts of compounds.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import chain

from rodtrad.search.words.compounds import Splitter

STEM, PART = "=", "+"
#: A document's words beyond this number are not looked at.
MOST_WORDS = 10_000
#: PostgreSQL knows no place in a text beyond this one.
_LAST_PLACE = 16_383
#: Places between title and text, so that no phrase spans both.
_GAP = 10


def vector_of(
    title: Collection[str], text: Collection[str], stems: Mapping[str, str], splitter: Splitter
) -> str:
    """Return the vector as PostgreSQL reads it. Words hold only letters and digits, so nothing needs escaping."""
    places: dict[str, list[str]] = defaultdict(list)
    begin = len(title) + _GAP
    told = chain(
        ((place, word, "A", "B") for place, word in enumerate(title, 1)),
        ((begin + place, word, "C", "D") for place, word in enumerate(text)),
    )
    for place, word, whole, part in told:
        at = min(place, _LAST_PLACE)
        places[word].append(f"{at}{whole}")
        if word in stems:
            places[STEM + stems[word]].append(f"{at}{whole}")
        for stem in {stems[inner] for inner in splitter.parts(word) if inner in stems}:
            places[PART + stem].append(f"{at}{part}")
    return " ".join(f"'{lexeme}':{','.join(found)}" for lexeme, found in places.items())
