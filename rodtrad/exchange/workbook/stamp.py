"""How a row was when it was fetched, told in the row itself: what others change meanwhile is not written over."""

import base64
import hashlib
from collections.abc import Mapping

from rodtrad.exchange.workbook.columns import FIXED, LEVEL, STAMP

_TITLE = "title"
#: In the order of the marks: what a new column adds, it adds last and with a new first mark.
_NAMES = (_TITLE, *(name for name in FIXED if name != STAMP))
_FIRST = "v1"
#: Letters for each column: three bytes of its text's digest.
_LETTERS = 4
_BYTES = 3


def stamp_of(texts: Mapping[str, str]) -> str:
    """Return the mark of a row with these texts."""
    return _FIRST + "".join(_mark(text) for text in _by_name(texts).values())


def read_stamp(stamp: str) -> dict[str, str] | None:
    """Return the marks by column; None when somebody has written in the cell."""
    marks = stamp.removeprefix(_FIRST)
    if marks == stamp or len(marks) != _LETTERS * len(_NAMES):
        return None
    return {name: marks[_LETTERS * at : _LETTERS * (at + 1)] for at, name in enumerate(_NAMES)}


def is_as_fetched(marks: Mapping[str, str], name: str, text: str) -> bool:
    """Tell whether the column had this text when the row was fetched."""
    return marks[_TITLE if name.startswith(LEVEL) else name] == _mark(text)


def _by_name(texts: Mapping[str, str]) -> dict[str, str]:
    title = next((text for name, text in texts.items() if name.startswith(LEVEL)), "")
    return {name: title if name == _TITLE else texts.get(name, "") for name in _NAMES}


def _mark(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:_BYTES]).decode()
