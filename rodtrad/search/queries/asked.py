"""What a reader has typed. Any text may be typed; only its words and its quotation marks mean anything."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from unicodedata import normalize

from rodtrad.search.vectors import PART, STEM
from rodtrad.search.words.stems import stems_of
from rodtrad.search.words.tokens import tokens, words_of

LONGEST = 200
MOST_WORDS = 12
#: A beginning of a word is looked for from this many letters.
SHORTEST_BEGINNING = 2
_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]')


@dataclass(frozen=True, slots=True)
class Term:
    """One word to be found; with `begins`, words that begin so are found too."""

    word: str
    stem: str = ""
    begins: bool = False

    @property
    def lexemes(self) -> list[str]:
        found = [f"'{self.word}'"]
        if self.begins:
            found.append(f"'{self.word}':*")
        if self.stem:
            found += [f"'{STEM}{self.stem}'", f"'{PART}{self.stem}'"]
        return found


@dataclass(frozen=True)
class Asked:
    """Words that must all be found, and phrases that must stand just so."""

    text: str
    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.terms and not self.phrases

    @property
    def condition(self) -> str:
        """Return it as PostgreSQL's tsquery. Words hold only letters and digits, so nothing needs escaping."""
        words = [f"({' | '.join(term.lexemes)})" for term in self.terms]
        return " & ".join([*words, *(_phrase(words) for words in self.phrases)])

    @property
    def weighing(self) -> str:
        """Return the tsquery to rank by: each sort of lexeme counts for itself."""
        lexemes = [lexeme for term in self.terms for lexeme in term.lexemes]
        return " | ".join([*lexemes, *(_phrase(words) for words in self.phrases)])

    def unfinished(self) -> "Asked | None":
        """Return the same with the last word as a beginning; None when it cannot be one."""
        if not self.terms or self.terms[-1].begins or len(self.terms[-1].word) < SHORTEST_BEGINNING:
            return None
        return replace(self, terms=(*self.terms[:-1], replace(self.terms[-1], begins=True)))


def read_asked(text: str) -> Asked:
    """Read what was typed: words, "phrases", and word* for any word that begins so."""
    text = normalize("NFC", text.replace("\x00", "")[:LONGEST])
    phrases = [tuple(words_of("".join(part or "" for part in found))) for found in _QUOTED.findall(text)]
    loose = _QUOTED.sub(" ", text)
    words: dict[str, bool] = {}
    for token in tokens(loose):
        words[token.word] = words.get(token.word, False) or loose[token.end : token.end + 1] == "*"
    stems = stems_of(words.keys())
    telling = {word: begins for word, begins in words.items() if word in stems or begins} or words
    return Asked(
        text=text.strip(),
        terms=_terms(telling, stems)[:MOST_WORDS],
        phrases=tuple(words[:MOST_WORDS] for words in phrases if words)[:MOST_WORDS],
    )


def _terms(words: Mapping[str, bool], stems: Mapping[str, str]) -> tuple[Term, ...]:
    return tuple(Term(word, stems.get(word, ""), begins) for word, begins in words.items())


def _phrase(words: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"
