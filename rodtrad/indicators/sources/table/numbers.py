"""A figure as people and statistics write it."""

import math
import re
from collections.abc import Iterable

from rodtrad.indicators.columns import ObservationStatus

_SIGNS = {
    "": ObservationStatus.MISSING,
    "..": ObservationStatus.MISSING,
    ".": ObservationStatus.NOT_POSSIBLE,
    ":": ObservationStatus.CONFIDENTIAL,
    "...": ObservationStatus.NOT_YET,
    "…": ObservationStatus.NOT_YET,
}
#: How people write that nothing was measured.
_WORDS = {"ikke målt", "ikke tilgjengelig", "mangler", "n/a", "i/t", "#i/t", "na", "null"}
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f']")
_MINUS = str.maketrans({"−": "-", "–": "-"})
_POINTED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_COMMAED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_PLAIN = re.compile(r"-?[0-9]+([.,][0-9]+)?([eE][-+]?[0-9]{1,2})?")
_LARGEST = 1e15


class NotAFigureError(ValueError):
    """A cell's text is no figure and no sign for why there is none."""


def read_figure(text: str, decimal_mark: str = "") -> tuple[float, ObservationStatus]:
    """Return the value, NaN for none, and its status. A star marks it provisional, and a percent sign is let be.

    Where both marks stand in it, the last is the decimal mark; where one does, it is, unless it stands twice.
    Raises NotAFigureError.
    """
    plain = text.strip()
    if plain.casefold() in _WORDS:
        return math.nan, ObservationStatus.MISSING
    if (sign := _SIGNS.get(plain)) is not None:
        return math.nan, sign
    if plain in ("-", "–", "−"):
        return 0.0, ObservationStatus.FIGURE
    bare = _SPACES.sub("", plain.translate(_MINUS))
    status = ObservationStatus.PROVISIONAL if bare.endswith("*") else ObservationStatus.FIGURE
    bare = bare.rstrip("*").removesuffix("%")
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    value = _value(bare, text, decimal_mark)
    if abs(value) > _LARGEST:
        raise NotAFigureError(text)
    return value, status


def _value(bare: str, text: str, decimal_mark: str) -> float:
    if decimal_mark == "," and (_POINTED.fullmatch(bare) or _PLAIN.fullmatch(bare)):
        pointed = _POINTED.fullmatch(bare)
        return float((bare.replace(".", "") if pointed else bare).replace(",", "."))
    if decimal_mark == "." and (_COMMAED.fullmatch(bare) or _PLAIN.fullmatch(bare)):
        commaed = _COMMAED.fullmatch(bare)
        return float(bare.replace(",", "") if commaed else bare.replace(",", "."))
    if decimal_mark:
        raise NotAFigureError(text)
    if bare.count(".") > 1 or ("." in bare and bare.rfind(",") > bare.rfind(".")):
        return _grouped(_POINTED, bare.replace(".", "").replace(",", "."), bare, text)
    if bare.count(",") > 1 or ("," in bare and bare.rfind(".") > bare.rfind(",")):
        return _grouped(_COMMAED, bare.replace(",", ""), bare, text)
    if not _PLAIN.fullmatch(bare):
        raise NotAFigureError(text)
    return float(bare.replace(",", "."))


def _grouped(form: re.Pattern[str], number: str, bare: str, text: str) -> float:
    if not form.fullmatch(bare):
        raise NotAFigureError(text)
    return float(number)


def decimal_mark_of(texts: Iterable[str]) -> str | None:
    """Return the decimal mark that the figures of a text file have; empty when none has any.

    None says that it cannot be told: «1.234» may be a thousand and some, or one and some.
    """
    marks: set[str] = set()
    unsure = False
    for text in texts:
        bare = _SPACES.sub("", text.translate(_MINUS)).rstrip("*").removesuffix("%")
        if _POINTED.fullmatch(bare) and bare.count(".") == 1 and "," not in bare:
            unsure = True
        elif _POINTED.fullmatch(bare):
            marks.add(",")
        elif _COMMAED.fullmatch(bare) and ("." in bare or bare.count(",") > 1):
            marks.add(".")
        elif _PLAIN.fullmatch(bare) and not bare.replace("-", "").isdigit():
            marks.add("," if "," in bare else ".")
    if len(marks) == 1:
        return marks.pop()
    return None if unsure else ""
