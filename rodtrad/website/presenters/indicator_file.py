"""An indicator's figures as sheets for Excel: a row for each cell that somebody has told of, and what they are."""

from collections.abc import Sequence
from itertools import product

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rodtrad.exchange.workbook.plain_list import PlainList, Value
from rodtrad.indicators.jsonstat.cube import Category, Cube, Dimension
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.queries.origins import Came
from rodtrad.website.presenters.figures import unit_name
from rodtrad.website.presenters.indicator_facts import span_of

_YEAR_DIGITS = 4


def figure_list(cube: Cube) -> PlainList:
    headings = [text for one in cube.dimensions for text in (_("%s, kode") % one.label, one.label)]
    rows: list[list[Value]] = []
    cells = product(*([_names(one, each) for each in one.categories] for one in cube.dimensions))
    for names, value, status in zip(cells, cube.values, cube.status, strict=True):
        if value == value or status:
            told = [text for pair in names for text in pair]
            rows.append([*told, float(value) if value == value else None, cube.symbols[status]])
    return PlainList(cube.label, [*headings, _("Verdi"), _("Status")], rows, len(rows))


def _names(dimension: Dimension, category: Category) -> tuple[Value, Value]:
    """Return a category's code and name; a year as the number it is, so that Excel can sort and draw by it."""
    code = category.code
    if dimension.role == "time" and len(code) == _YEAR_DIGITS and code.isdecimal():
        return float(code), float(code)
    return code, category.label


def about_list(indicator: Indicator, came: Sequence[Came]) -> PlainList:
    """Return what the figures are: definition, unit, and each table that they came from with its dates and licence."""
    told: list[list[Value]] = [
        [_("Indikator"), indicator.title],
        [_("Nøkkel"), indicator.key],
        [_("Definisjon"), indicator.definition],
        [_("Enhet"), unit_name(indicator) or "%"],
        [_("Forbehold"), indicator.reservation],
        [_("Regnet ut her"), str(indicator.get_formula_display()) if indicator.formula else ""],
    ]
    for one in came:
        dataset = one.dataset
        told += [
            [_("Kilde"), dataset.publisher or str(dataset.get_provider_display())],
            [_("Tabell"), ", ".join(part for part in (dataset.table, dataset.title) if part)],
            [_("Gir tall for"), span_of(one.periods)],
            [_("Publisert"), localtime(one.published).date() if one.published else _("Kilden sier det ikke")],
            [_("Hentet eller ført inn"), localtime(one.received).date()],
            [_("Lisens"), dataset.licence],
            [_("Merknad"), dataset.note],
            [_("Nettadresse"), dataset.address],
        ]
    told.append(
        [_("Tegn"), _("* foreløpig · .. mangler · . kan ikke finnes · : skjult · ... ikke kommet ennå")]
    )
    rows = [row for row in told if row[1]]
    return PlainList(_("Om tallene"), [_("Hva"), ""], rows, len(rows))
