"""An indicator's figures as a list for Excel: one row for each cell that somebody has told of."""

from itertools import product

from django.utils.translation import gettext as _

from rodtrad.exchange.workbook.plain_list import PlainList, Value
from rodtrad.indicators.jsonstat.cube import Cube


def figure_list(cube: Cube) -> PlainList:
    headings = [text for one in cube.dimensions for text in (_("%s, kode") % one.label, one.label)]
    rows: list[list[Value]] = []
    cells = product(*(one.categories for one in cube.dimensions))
    for categories, value, status in zip(cells, cube.values, cube.status, strict=True):
        if value == value or status:
            names: list[Value] = [text for one in categories for text in (one.code, one.label)]
            rows.append([*names, float(value) if value == value else None, cube.symbols[status]])
    return PlainList(cube.label, [*headings, _("Verdi"), _("Status")], rows, len(rows))
