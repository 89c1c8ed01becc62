"""The cells: figures and statuses, as a list or by position, to flat columns."""

import re
from collections.abc import Collection, Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from rodtrad.indicators.jsonstat.faults import Fault, JsonStatError
from rodtrad.indicators.jsonstat.fields import at, refuse_hidden, shown, wrong_kind

_NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,2})?")
_NUMBERS = frozenset({int, float, type(None)})
_MOST_SYMBOLS = 255

Values = NDArray[np.float64]
Status = NDArray[np.uint8]


def read_values(raw: object, size: int, place: str) -> Values:
    """Return one figure for each cell, NaN where there is none; no figures when the source gives none at all."""
    place = at(place, "value")
    if raw is None or raw == []:
        return np.empty(0)
    if isinstance(raw, list):
        if len(raw) != size:
            message = _("Antall verdier er %(count)d, men dimensjonene har %(size)d celler.")
            message = message % {"count": len(raw), "size": size}
            raise JsonStatError(Fault.VALUE_LEN_MISMATCH, place, message)
        return _numbers(raw, place)
    if not isinstance(raw, dict):
        raise wrong_kind(place, _("en liste eller et objekt med tall"))
    values = np.full(size, np.nan)
    values[_positions(raw, size, place)] = _numbers(list(raw.values()), place, list(raw))
    return values


def _numbers(items: list[Any], place: str, keys: Sequence[str] = ()) -> Values:
    if not _NUMBERS.issuperset(map(type, items)):
        items = [_number(item, at(place, keys[n] if keys else n)) for n, item in enumerate(items)]
    return np.array(items, dtype=np.float64)  # None becomes NaN


def _number(item: object, place: str) -> float | None:
    """Return the number; some sources write them within quotation marks."""
    if item is None or (isinstance(item, int | float) and not isinstance(item, bool)):
        return item
    if isinstance(item, str) and _NUMBER.fullmatch(item) and isfinite(number := float(item)):
        return number
    message = _("«%(value)s» er ikke et tall. Tegn for tall som mangler, hører hjemme i «status».")
    raise JsonStatError(Fault.VALUE_NOT_NUMBER, place, message % {"value": shown(item)})


def _positions(raw: Mapping[str, Any], size: int, place: str) -> NDArray[np.int64]:
    """Return the keys of a sparse object as positions, each once and within the table."""
    together = "".join(raw)
    if raw and ("" in raw or not (together.isascii() and together.isdigit())):
        wrong = next(key for key in raw if not (key.isascii() and key.isdigit()))
        message = _("«%(key)s» er ikke plassen til en celle. Plassene er hele tall fra 0.") % {
            "key": shown(wrong)
        }
        raise JsonStatError(Fault.SPARSE_KEY_INVALID, place, message)
    longest = max(map(len, raw), default=0)
    places = np.fromiter(map(int, raw), np.int64, len(raw)) if longest < 18 else None
    if places is None or (len(places) and places.max() >= size):
        wrong = next(key for key in raw if len(key) >= 18 or int(key) >= size)
        message = _("Plass %(key)s er utenfor tabellen, som har %(size)d celler, fra 0.")
        raise JsonStatError(
            Fault.SPARSE_KEY_OUT_OF_RANGE, place, message % {"key": shown(wrong), "size": size}
        )
    told = np.zeros(size, np.bool_)
    told[places] = True
    if np.count_nonzero(told) != len(places):
        message = _("Samme celle har to verdier: en plass er skrevet på to måter, som 1 og 01.")
        raise JsonStatError(Fault.SPARSE_KEY_INVALID, place, message)
    return places


def read_status(raw: object, size: int, place: str) -> tuple[Status, tuple[str, ...]]:
    """Return which symbol each cell has, and the symbols: none first, then those in use by code point."""
    place = at(place, "status")
    status = np.zeros(size, np.uint8)
    if raw is None or raw in ({}, []):
        return status, ("",)
    if isinstance(raw, str) or (isinstance(raw, list) and len(raw) == 1):
        symbols = _symbols([raw] if isinstance(raw, str) else raw, place)  # one for all cells
        status[:] = len(symbols) - 1
        return status, symbols if size else ("",)
    if isinstance(raw, dict):
        symbols = _symbols(raw.values(), place)
        status[_positions(raw, size, place)] = _codes(raw.values(), symbols)
        return status, symbols
    if not isinstance(raw, list):
        raise wrong_kind(place, _("en tekst, en liste eller et objekt med tekster"))
    if len(raw) != size:
        message = _("Antall statuser er %(count)d, men det er %(size)d celler.")
        raise JsonStatError(Fault.STATUS_LEN_MISMATCH, place, message % {"count": len(raw), "size": size})
    symbols = _symbols(raw, place)
    return _codes(raw, symbols), symbols


def _symbols(told: Collection[Any], place: str) -> tuple[str, ...]:
    if not {str, type(None)}.issuperset(map(type, told)):
        raise wrong_kind(place, _("bare tekster"))
    used = sorted({*told} - {"", None})
    refuse_hidden(used, place)
    if len(used) > _MOST_SYMBOLS:
        message = _("Her står %(count)d ulike statuser. Grensa er %(limit)d.")
        message = message % {"count": len(used), "limit": _MOST_SYMBOLS}
        raise JsonStatError(Fault.STATUS_TOO_MANY, place, message)
    return ("", *used)


def _codes(told: Collection[Any], symbols: tuple[str, ...]) -> Status:
    number: dict[str | None, int] = {symbol: at for at, symbol in enumerate(symbols)} | {None: 0}
    return np.fromiter(map(number.__getitem__, told), np.uint8, len(told))
