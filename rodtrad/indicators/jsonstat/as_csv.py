"""A cube as a table that a spreadsheet opens: one row for each cell, codes and labels, figure and status."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product
from math import isnan

from django.utils.translation import gettext as _

from rodtrad.indicators.jsonstat.cube import Cube, Dimension

_ROWS_AT_ONCE = 10_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
#: Beyond these no spreadsheet keeps the digits, and a figure is written with its power of ten.
_SMALLEST, _LARGEST = 1e-15, 1e21
_SEPARATES = (";", '"', "\n", "\r")


def as_csv(cube: Cube) -> Iterator[str]:
    """Yield the text in pieces: semicolons and decimal comma, as Norwegian Excel reads it. Headings come first."""
    headings = [text for one in cube.dimensions for text in _headings(cube, one)]
    yield ";".join([*headings, _("Verdi"), _("Status")]) + "\n"
    if not cube.has_values:
        return
    texts = [[f"{cell(one.code)};{cell(one.label)};" for one in each.categories] for each in cube.dimensions]
    symbols = [f";{cell(symbol)}\n" for symbol in cube.symbols]
    rows = product(*texts)
    for start in range(0, cube.size, _ROWS_AT_ONCE):
        piece = slice(start, start + _ROWS_AT_ONCE)
        cells = zip(
            islice(rows, _ROWS_AT_ONCE), cube.values[piece].tolist(), cube.status[piece].tolist(), strict=True
        )
        yield "".join([f"{''.join(names)}{number(value)}{symbols[status]}" for names, value, status in cells])


def _headings(cube: Cube, dimension: Dimension) -> tuple[str, str]:
    """Return the headings of a dimension's code and label; two of the same name are told apart by code."""
    name = dimension.label
    if [one.label for one in cube.dimensions].count(name) > 1:
        name = f"{name} ({dimension.code})"
    return cell(_("%(name)s, kode") % {"name": name}), cell(name)


def cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula or for more than one cell."""
    if text.startswith(_FORMULA):
        text = f"'{text}"
    if any(sign in text for sign in _SEPARATES):
        return '"' + text.replace('"', '""') + '"'
    return text


def number(value: float) -> str:
    """Return a figure with every digit that counts, and a comma; nothing where there is none."""
    if isnan(value):
        return ""
    text = repr(value)
    if "e" in text and _SMALLEST < abs(value) < _LARGEST:
        text = f"{Decimal(text):f}"
    return text.removesuffix(".0").replace(".", ",")
