"""What a reader has typed. Any text may be typed; only words, quotation marks, a minus and a star mean anything."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from unicodedata import normalize

from rodtrad.core.search import glued
from rodtrad.search.vectors import PART, STEM
from rodtrad.search.words.stems import Stems, stems_of
from rodtrad.search.words.tokens import plain, tokens, words_of

LONGEST = 200
MOST_WORDS = 12
#: A beginning of a word is looked for from this many letters.
SHORTEST_BEGINNING = 2
#: A word that nothing holds may be an unfinished one from this many letters: «rus» does not mean «russ».
SHORTEST_UNFINISHED = 5
_QUOTED = re.compile(r'((?:(?<=\s)|(?<!.))[-−])?(?:"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”])')
#: 2.3, 12/24 and 2027-2030: digits that stand together.
_NUMBER = re.compile(r"\b\d+(?:[./–-]\d+)+\b")
_MINUS = re.compile(r"(?:^|(?<=\s))[-−](?=\w)(\S+)")


@dataclass(frozen=True, slots=True)
class Term:
    """One word to be found; with `begins`, words that begin so are found too."""

    word: str
    stems: Stems = ()
    begins: bool = False

    @property
    def lexemes(self) -> list[str]:
        found = [f"'{self.word}'"]
        if self.begins:
            found.append(f"'{self.word}':*")
        return found + [f"'{sort}{stem}'" for stem in self.stems for sort in (STEM, PART)]

    @property
    def condition(self) -> str:
        return f"({' | '.join(self.lexemes)})"


@dataclass(frozen=True)
class Asked:
    """Words that must all be found, phrases that must stand just so, and what must not be found.

    `code` is all of it as one word, when it may be the name of a thing, such as «mål 2».
    """

    text: str
    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[Term, ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()
    code: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.terms and not self.phrases

    @property
    def condition(self) -> str:
        """Return it as PostgreSQL's tsquery. Words hold only letters and digits, so nothing needs escaping."""
        wanted = " & ".join([*(term.condition for term in self.terms), *map(_phrase, self.phrases)])
        if self.code:
            wanted = f"(({wanted}) | '{self.code}')"
        unwanted = [*(term.condition for term in self.without), *map(_phrase, self.without_phrases)]
        return " & ".join([wanted, *(f"!{one}" for one in unwanted)])

    @property
    def weighing(self) -> str:
        """Return the tsquery to rank by: each sort of lexeme counts for itself."""
        lexemes = [lexeme for term in self.terms for lexeme in term.lexemes]
        codes = [f"'{self.code}'"] if self.code else []
        return " | ".join([*lexemes, *codes, *map(_phrase, self.phrases)])

    def unfinished(self) -> "Asked | None":
        """Return the same with the last word as a beginning; None when it cannot be one."""
        if not self.terms or self.terms[-1].begins or len(self.terms[-1].word) < SHORTEST_UNFINISHED:
            return None
        return replace(self, terms=(*self.terms[:-1], replace(self.terms[-1], begins=True)))


def read_asked(text: str) -> Asked:
    """Read what was typed: words, "phrases", word* for any word that begins so, and -word for what is not wanted."""
    text = normalize("NFC", text.replace("\x00", "")[:LONGEST])
    quoted = [(found[0], words_of(" ".join(found[1:]))) for found in _QUOTED.findall(text)]
    loose = _QUOTED.sub(" ", text)
    unwanted = tokens(" ".join(_MINUS.findall(loose)))
    loose = _MINUS.sub(" ", loose)
    numbers = [words_of(number) for number in _NUMBER.findall(loose)]
    phrases = [words for minus, words in quoted if not minus]
    wanted = _words(_NUMBER.sub(" ", loose))
    without = {token.word: False for token in unwanted}
    return Asked(
        text=text.strip(),
        terms=_terms(wanted),
        phrases=_phrases([*phrases, *numbers]),
        without=_terms(without),
        without_phrases=_phrases(words for minus, words in quoted if minus),
        code=_code(loose) if not quoted else "",
    )


def _words(text: str) -> dict[str, bool]:
    """Return the words, each with whether a star follows it."""
    words: dict[str, bool] = {}
    for token in tokens(text):
        words[token.word] = words.get(token.word, False) or text[token.end : token.end + 1] == "*"
    return words


def _terms(words: Mapping[str, bool]) -> tuple[Term, ...]:
    """Leave out words that tell nothing (og, i, som), unless there are no others."""
    stems = stems_of(words.keys())
    telling = {word: begins for word, begins in words.items() if word in stems or begins} or words
    every = [
        Term(word, stems.get(word, ()), begins and len(word) >= SHORTEST_BEGINNING)
        for word, begins in telling.items()
    ]
    return tuple(every[:MOST_WORDS])


def _phrases(every: Iterable[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words[:MOST_WORDS]) for words in every if words)[:MOST_WORDS]


def _code(text: str) -> str:
    """Return «mål 2» as one word: what ends in a digit after a letter, in few words, may be a thing's number."""
    words = text.split()
    is_code = 0 < len(words) <= 3 and words[-1][-1:].isdigit() and words[0][:1].isalpha()
    return plain(glued("".join(words))) if is_code else ""


def _phrase(words: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"
