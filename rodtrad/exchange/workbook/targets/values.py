"""The cells of a target's row as values. What does not go raises ValueError with a sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.workbook.targets.columns import BANDS, word_for, words_of
from rodtrad.exchange.workbook.targets.wish import TargetWish
from rodtrad.exchange.workbook.values import YEARS, number
from rodtrad.targets.methods import Method, PathKind
from rodtrad.targets.presenters import read_band, read_bands, read_number, read_steps, without_shared_ends

_LONGEST = 1000
_YES = {"ja": True, "nei": False, "true": True, "false": False}


def _figure(text: str) -> float | None:
    return read_number(_short(text)) if text else None


def _year(text: str) -> int | None:
    if not text:
        return None
    found = number(text)
    if found is None or found not in YEARS:
        raise ValueError(_("«%s» er ikke et år. Skriv fire siffer, som 2030.") % shorten(text, 40))
    return found


def _word(name: str, usual: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        found = word_for(name, text) if text else usual
        if found is None:
            known = ", ".join(f"«{word}»" for word in words_of(name).values())
            raise ValueError(
                _("«%(text)s» er ikke et av ordene her. Skriv %(known)s.")
                % {"text": shorten(text, 40), "known": known}
            )
        return found

    return read


def _settings(text: str) -> dict[str, Any]:
    """Read a setting from each line: its name, a colon, its value."""
    found: dict[str, Any] = {}
    for line in _short(text).splitlines():
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not name or not value:
            told = _("«%s» er ikke en innstilling. Skriv navn, kolon og verdi, som «on_track_from: 0,9».")
            raise ValueError(told % shorten(line, 40))
        found[name] = _setting(value)
    return found


def _setting(text: str) -> object:
    if text.casefold() in _YES:
        return _YES[text.casefold()]
    if not any(letter.isdigit() for letter in text):
        return text
    value = read_number(text)
    return int(value) if value.is_integer() else value


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        words = {"length": len(text), "most": _LONGEST}
        raise ValueError(_("Teksten har %(length)d tegn; grensen er %(most)d.") % words)
    return text


#: Reads a column into the target's field of the same name.
READERS: Mapping[str, Callable[[str], Any]] = {
    "method": _word("method", Method.LINEAR.value),
    "value": _figure,
    "year": _year,
    "baseline_value": _figure,
    "baseline_year": _year,
    "path": _word("path", PathKind.LINEAR.value),
    "steps": lambda text: read_steps(_short(text)),
    "settings": _settings,
}


def put_bands(now: Mapping[str, Any], wish: TargetWish) -> dict[str, Any]:
    """Return the bands: those that the row writes, and those that stand where the sheet has no column for them."""
    found = dict(now)
    for name in BANDS:
        if name in wish.texts:
            text = _short(wish.texts[name])
            found[name] = (read_band(text) if text else None) if name == "wanted" else read_bands(text)
    found = {name: bands for name, bands in found.items() if bands}
    if found and "wanted" not in found:
        raise ValueError(_("Skriv båndet som er ønsket, som «1,3–1,69» eller «over 70»."))
    return without_shared_ends(found)
