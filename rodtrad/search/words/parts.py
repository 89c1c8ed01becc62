"""What may be the first or the last word of a compound."""

from collections.abc import Collection, Iterator

from rodtrad.search.words.dictionary import base_form, is_entry
from rodtrad.search.words.known import known_words

SHORTEST, SHORTEST_UNLISTED, LONGEST_OWN = 2, 4, 29
#: A known word may end in these as the last of a compound.
_ENDINGS = (
    "", "e", "er", "en", "et", "a", "ar", "ane", "ene", "s", "n", "r", "ne", "t", "rs", "ns", "ens", "ets", "ers",
    "enes", "anes", "te", "ere", "erne", "nes", "men", "mene", "mer", "met",
)  # fmt: skip
#: What is no word at the end, whatever stands before.
SUFFIXES = (
    "lig", "het", "skap", "dom", "else", "ning", "isk", "bar", "som", "sjon", "messig", "vis", "løs", "ler", "nad",
    "ste", "ske", "ter", "de", "te", "ne", "se", "st",
)  # fmt: skip


class Parts:
    """Words of one organisation's vocabulary and head words that are known («own»), and entries of the dictionary."""

    def __init__(self, vocabulary: Collection[str], stop_words: Collection[str]) -> None:
        known = known_words()
        shortest, longest = SHORTEST_UNLISTED, LONGEST_OWN
        written = {word for word in vocabulary if shortest <= len(word) <= longest and word.isalpha()}
        self._heads = known.heads | known.splits.keys()
        self._firsts = known.firsts
        self._never = known.particles
        self._own = (written | self._heads | known.firsts) - known.particles - set(stop_words)

    def own_first(self, text: str) -> str:
        """Return the own word that the text is, alone or with a fuge-s or fuge-e; empty when it is none."""
        short = without_binding(text)
        is_bound = len(short) > SHORTEST and short in self._own
        if text in self._own and not (is_bound and not is_entry(text)):
            return text
        return short if is_bound else ""

    def own_last(self, text: str) -> str:
        """Return the own word that the text is a form of; empty when it is none."""
        forms = (form for form in without_endings(text) if form in self._own)
        return next((form for form in forms if form not in self._firsts), "")

    def head(self, text: str) -> str:
        """Return the head word that the text is a form of; empty when it is none."""
        return next((form for form in without_endings(text) if form in self._heads), "")

    def is_head(self, word: str) -> bool:
        return word in self._heads

    def first_entry(self, text: str) -> str:
        """Return the entry of the dictionary that the text is, alone or with a fuge-s or fuge-e."""
        return next(filter(self._is_entry, (text, without_binding(text))), "")

    def last_entry(self, text: str) -> str:
        """Return the entry that the text is a form of. What is short and begins as a suffix does, is taken for one."""
        if len(text) < SHORTEST_UNLISTED or (len(text) == SHORTEST_UNLISTED and text.startswith(SUFFIXES)):
            return ""
        entry = base_form(text)
        return entry if text.startswith(entry) and self._is_entry(entry) else ""

    def _is_entry(self, text: str) -> bool:
        return len(text) >= SHORTEST_UNLISTED and text not in self._never and is_entry(text)


def without_binding(text: str) -> str:
    """Return the text without the -s- or -e- that binds it to what follows; empty when there is none."""
    return text[:-1] if text[-1] in "se" else ""


def without_endings(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            yield word[: len(word) - len(ending)]
