"""The words inside a compound: «utleieboliger» holds «utleie» and «boliger», «boligbyggingsprosjekt» three.

A word is split where both sides are words that the organisation itself uses, or known head words, with -s- or
-e- between them when need be (fuge-s, fuge-e). Of several ways the one with the fewest cuts and the longest
last word counts. The rest of a word may be unknown beside a head word of five letters or more.
"""

from collections.abc import Collection, Iterator

from rodtrad.search.words.known import known_words

SHORTEST, SHORTEST_UNLISTED, SHORTEST_REST = 2, 4, 3
#: Letters of a head word beside an unknown rest, with the letters that the rest must have.
STRONG = ((6, 3), (5, 4), (4, 5))
#: A known word may end in these as the last of a compound.
_ENDINGS = (
    "", "e", "er", "en", "et", "a", "ar", "ane", "ene", "s", "n", "r", "ne", "t", "rs", "ns", "ens", "ets", "ers",
    "enes", "anes", "te", "ere", "erne", "nes", "men", "mene", "mer", "met",
)  # fmt: skip
_VOWELS = frozenset("aeiouyæøå")
#: What is no word at the end, whatever stands before.
_SUFFIXES = (
    "lig", "het", "skap", "dom", "else", "ning", "isk", "bar", "som", "sjon", "messig", "vis", "løs", "ler", "nad",
    "ste", "ske", "ter", "de", "te", "ne", "se", "st",
)  # fmt: skip


class Splitter:
    """Splits words against one organisation's vocabulary."""

    def __init__(self, vocabulary: Collection[str], stop_words: Collection[str] = ()) -> None:
        known = known_words()
        long_enough = {
            word
            for word in vocabulary
            if len(word) >= SHORTEST_UNLISTED and word.isalpha() and len(word) < 30
        }
        self._known = known
        self._words = (long_enough | known.heads | known.splits.keys()) - known.particles - set(stop_words)
        self._memory: dict[str, frozenset[str]] = {}

    def parts(self, word: str) -> frozenset[str]:
        """Return the words inside the word, each as it is known; none when it is no compound."""
        found = self._memory.get(word)
        if found is None:
            found = self._memory[word] = frozenset(self._split(word))
        return found

    def _split(self, word: str) -> Iterator[str]:
        base = next((form for form in _without_endings(word) if form in self._known.splits), None)
        if base:
            yield from self._known.splits[base]
        elif len(word) > 2 * SHORTEST and word.isalpha() and not self._is_whole(word):
            for part in self._best_cut(word) or self._beside_unknown(word):
                yield part
                yield from self.parts(part)

    def _is_whole(self, word: str) -> bool:
        return any(form in self._known.whole for form in _without_endings(word))

    def _best_cut(self, word: str) -> tuple[str, ...]:
        """Return first and last part; the last one whole is better than one that is a compound itself."""
        several: tuple[str, ...] = ()
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            first = self._as_first(word[:at])
            if not first:
                continue
            last = self._as_last(word[at:])
            if last:
                return first, last
            if not several and (inner := self.parts(word[at:])) and not self._is_whole(word[at:]):
                several = first, *sorted(inner)
        return several

    def _as_first(self, text: str) -> str:
        """Return the known word that the text is, alone or with a fuge-s or fuge-e."""
        if text in self._words:
            return text
        short = text[:-1]
        return short if text[-1] in "se" and len(short) > SHORTEST and short in self._words else ""

    def _as_last(self, text: str) -> str:
        """Return the known word that the text is a form of."""
        return next((form for form in _without_endings(text) if form in self._words), "")

    def _beside_unknown(self, word: str) -> tuple[str, ...]:
        for at in range(SHORTEST_REST, len(word) - SHORTEST_UNLISTED + 1):
            rest, last = word[:at], self._as_known(word[at:])
            if self._is_strong(last, rest) and self._may_stand_first(rest):
                return (last,)
        for at in range(len(word) - SHORTEST_REST, SHORTEST_UNLISTED - 1, -1):
            first, rest = self._as_first(word[:at]), word[at:]
            if self._is_strong(first, rest) and self._may_stand_last(rest):
                return (first,)
        return ()

    def _as_known(self, text: str) -> str:
        """Return the head word that the text is a form of."""
        heads = (self._known.heads, self._known.splits)
        return next((form for form in _without_endings(text) if any(form in words for words in heads)), "")

    def _is_strong(self, word: str, rest: str) -> bool:
        enough = any(len(word) >= letters and len(rest) >= left for letters, left in STRONG)
        return enough and (word in self._known.heads or word in self._known.splits)

    def _may_stand_first(self, rest: str) -> bool:
        return rest not in self._known.particles and _is_spoken(rest)

    def _may_stand_last(self, rest: str) -> bool:
        return rest[0] not in _VOWELS and not rest.startswith(_SUFFIXES) and _is_spoken(rest)


def _without_endings(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            yield word[: len(word) - len(ending)]


def _is_spoken(text: str) -> bool:
    return not _VOWELS.isdisjoint(text)
