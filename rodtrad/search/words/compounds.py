"""The words inside a compound: «utleieboliger» holds «utleie» and «boliger», «boligbyggingsprosjekt» three.

A word is split in the first of these ways that leads to something, with -s- or -e- between the sides when need be
(fuge-s, fuge-e):

1. both sides are words that the organisation itself uses, or known head words;
2. a side is an entry of the dictionary. Where the whole word is there too, a side that neither the organisation uses
   nor is known must be longer: «kontroll» is not kont and roll;
3. one side is a head word of four letters or more, and the other is not known at all.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rodtrad.search.words.dictionary import base_form, is_entry
from rodtrad.search.words.known import known_words
from rodtrad.search.words.parts import (
    SHORTEST,
    SHORTEST_UNLISTED,
    SUFFIXES,
    Parts,
    without_binding,
    without_endings,
)

#: Shortest part that only the dictionary tells of, in a word that it has whole.
SHORTEST_INSIDE_ENTRY = 5
SHORTEST_REST = 3
#: Letters of a head word beside an unknown rest, with the letters that the rest must have.
STRONG = ((6, 3), (5, 4), (4, 5))
_VOWELS = frozenset("aeiouyæøå")


@dataclass(frozen=True)
class _Cut:
    """First and last part, and which of them are the organisation's own or head words."""

    at: int
    first: str
    last: str
    own_first: bool
    own_last: bool

    @property
    def has_own(self) -> bool:
        return self.own_last or (self.own_first and len(self.first) >= SHORTEST_UNLISTED)

    @property
    def only_told(self) -> Iterator[str]:
        """Yield the parts that only the dictionary tells of."""
        if not self.own_first:
            yield self.first
        if not self.own_last:
            yield self.last


class Splitter:
    """Splits words against one organisation's vocabulary."""

    def __init__(self, vocabulary: Collection[str], stop_words: Collection[str] = ()) -> None:
        self._known = known_words()
        self._parts = Parts(vocabulary, stop_words)
        self._memory: dict[str, frozenset[str]] = {}

    def parts(self, word: str) -> frozenset[str]:
        """Return the words inside the word, each as it is known; none when it is no compound."""
        found = self._memory.get(word)
        if found is None:
            found = self._memory[word] = frozenset(self._split(word))
        return found

    def _split(self, word: str) -> Iterator[str]:
        base = next((form for form in without_endings(word) if form in self._known.splits), None)
        if base:
            yield from self._known.splits[base]
        elif len(word) > 2 * SHORTEST and word.isalpha() and not self._is_whole(word):
            for part in self._by_own_words(word) or self._by_dictionary(word) or self._beside_unknown(word):
                yield part
                yield from self.parts(part)

    def _is_whole(self, word: str) -> bool:
        return any(form in self._known.whole for form in without_endings(word))

    def _by_own_words(self, word: str) -> tuple[str, ...]:
        """Return first and last part; the last one whole is better than one that is a compound itself."""
        several: tuple[str, ...] = ()
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            first = self._parts.own_first(word[:at])
            if not first:
                continue
            last = self._parts.own_last(word[at:])
            if last:
                return first, last
            if not several and (inner := self.parts(word[at:])) and not self._is_whole(word[at:]):
                several = first, *sorted(inner)
        return several

    def _by_dictionary(self, word: str) -> tuple[str, ...]:
        cuts = list(self._cuts(word))
        best = next((cut for cut in cuts if cut.has_own), cuts[0] if cuts else None)
        if best is None:
            return ()
        if len(best.first) >= SHORTEST_INSIDE_ENTRY and not best.own_last:
            # arbeid-s-trening, though the dictionary has «strening» as well
            best = next((cut for cut in cuts if (cut.at, cut.first) == (best.at + 1, best.first)), best)
        return best.first, best.last

    def _cuts(self, word: str) -> Iterator[_Cut]:
        is_new = not base_form(word)
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            own_first = self._parts.own_first(word[:at])
            first = own_first or self._parts.first_entry(word[:at])
            if not first:
                continue
            own_last, last = self._last(word, at)
            cut = _Cut(at, first, last, bool(own_first), bool(own_last))
            if last and (cut.has_own or is_new or min(map(len, cut.only_told)) >= SHORTEST_INSIDE_ENTRY):
                yield cut

    def _last(self, word: str, at: int) -> tuple[str, str]:
        """Return the last part as the organisation's own word, and as any word. «Busstopp» is buss and stopp."""
        ends = word[at:]
        if word[at - 2] == word[at - 1]:
            shared = self._parts.last_entry(word[at - 1 :])
            if len(shared) >= SHORTEST_INSIDE_ENTRY:
                return "", shared
        own = self._parts.own_last(ends)
        return own, own or self._parts.last_entry(ends)

    def _beside_unknown(self, word: str) -> tuple[str, ...]:
        """Return the head word at the end or at the beginning. In a word of the dictionary the rest is there too."""
        is_new = not base_form(word)
        for at in range(SHORTEST_REST, len(word) - SHORTEST_UNLISTED + 1):
            rest, last = word[:at], self._parts.head(word[at:])
            if self._is_strong(last, rest) and self._may_stand_first(rest) and (is_new or _is_entry(rest)):
                return (last,)
        for at in range(len(word) - SHORTEST_REST, SHORTEST_UNLISTED - 1, -1):
            first, rest = self._parts.own_first(word[:at]), word[at:]
            if self._is_strong(first, rest) and _may_stand_last(rest) and (is_new or base_form(rest)):
                return (first,)
        return ()

    def _is_strong(self, word: str, rest: str) -> bool:
        return self._parts.is_head(word) and any(
            len(word) >= own and len(rest) >= left for own, left in STRONG
        )

    def _may_stand_first(self, rest: str) -> bool:
        return rest not in self._known.particles and _is_spoken(rest)


def _is_entry(text: str) -> bool:
    return is_entry(text) or is_entry(without_binding(text))


def _may_stand_last(rest: str) -> bool:
    return rest[0] not in _VOWELS and not rest.startswith(SUFFIXES) and _is_spoken(rest)


def _is_spoken(text: str) -> bool:
    return not _VOWELS.isdisjoint(text)
