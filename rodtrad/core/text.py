"""Sorting and cutting of Norwegian text."""

import re
import unicodedata
from collections.abc import Collection

KEY_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
_KEY = re.compile(KEY_PATTERN)
_LETTERS = str.maketrans(
    {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c", "đ": "d", "ŋ": "n", "ŧ": "t"}
)
_IN_KEYS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 48
_DIGITS = re.compile(r"[0-9]+")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Control characters but tab and line break, halves of characters, and those that turn the text's direction around.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LONGEST_SORT_KEY = 250  # as long as the shortest column that holds one
_SECTION = re.compile(r"§[ \u00a0](\d+)(?:-(\d+))?")


def is_key(value: str) -> bool:
    """Tell whether the value may be a key: small letters, digits and hyphens, at most 64 characters."""
    return bool(_KEY.fullmatch(value))


def key_from(title: str) -> str:
    """Return a key that says the title's first words; empty when it has no letter or digit that a key may have."""
    small = unicodedata.normalize("NFKC", title).casefold().translate(_IN_KEYS).translate(_DASHES)
    plain = unicodedata.normalize("NFKD", small).encode("ascii", "ignore").decode()
    words = _NOT_IN_KEYS.sub("-", plain).strip("-")
    if len(words) <= _LONGEST_KEY:
        return words
    return words[: _LONGEST_KEY + 1].rpartition("-")[0] or words[:_LONGEST_KEY]


def free_key(stem: str, taken: Collection[str]) -> str:
    """Return the stem, or with a number after it where that is taken."""
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


def sort_key(text: str) -> str:
    """Return a key that sorts as Norwegian readers expect when compared by code point.

    Case and accents are folded, æ ø å come last, and runs of digits sort by value ("Mål 2" before "Mål 10").
    The embedded PostgreSQL has no ICU, so the order is made here and stored (COLLATE "C"). Only the first
    letters count: the key has a longest length, so that every title has one that fits its column.
    """
    small = unicodedata.normalize("NFKC", text).casefold().replace("aa", "å").translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    padded = _DIGITS.sub(lambda digits: digits.group().lstrip("0").zfill(8), plain.strip())
    return padded[:_LONGEST_SORT_KEY].rstrip()


def storable(text: str) -> str:
    """Return the text without what the database or XML cannot hold: a workbook with one such sign cannot be written."""
    return _UNSTORABLE.sub("", text)


def visible(text: str) -> str:
    """Return the text without what nobody sees: for what comes from outside and is shown."""
    return HIDDEN.sub("", text)


def bound(text: str) -> str:
    """Bind the sign of a section to its number, so that no line ends within «§ 10-1»."""
    return _SECTION.sub(
        lambda found: "§\u00a0" + "\u2011".join(part for part in found.groups() if part), text
    )


def shorten(text: str, length: int) -> str:
    """Cut the text at a word to at most `length` characters, with an ellipsis when it was cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"
