"""Words of a text, each in the one form that is compared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 60
_WORD = re.compile(r"[^\W_]+")
#: Accents that readers leave out; å, æ and ø are letters of their own.
_PLAIN = str.maketrans("éèêëóòôáàâüúäö", "eeeeoooaaauuæø")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, and where it stands in the text."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Return the form that is compared: small letters, without accents, only letters and digits."""
    small = unicodedata.normalize("NFC", word.lower()).translate(_PLAIN)
    return "".join(_WORD.findall(small))[:LONGEST]


def tokens(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        word = plain(match.group())
        if word:
            yield Token(word, match.start(), match.end())


def words_of(text: str) -> list[str]:
    words = map(plain, _WORD.findall(unicodedata.normalize("NFC", text)))
    return [word for word in words if word]
