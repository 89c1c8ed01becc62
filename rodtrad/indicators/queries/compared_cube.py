"""Compared figures as a cube, for JSON-stat, CSV and Excel: area, indicator, and the period each is compared in."""

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from rodtrad.geography.models import Area
from rodtrad.indicators.jsonstat.cube import Category, Cube, Dimension, Note
from rodtrad.indicators.queries.as_cube import SYMBOLS
from rodtrad.indicators.queries.compare import Comparison


def cube_of_compared(label: str, compared: Sequence[Comparison], areas: Sequence[Area]) -> Cube:
    """Return the figures of these areas; a cell of a period that an indicator is not compared in is empty."""
    periods = sorted({one.period for one in compared})
    shape = (len(areas), len(compared), len(periods))
    values, status = np.full(shape, np.nan), np.zeros(shape, np.uint8)
    for at, one in enumerate(compared):
        when = periods.index(one.period)
        values[:, at, when] = one.at.values[: len(areas)]
        status[:, at, when] = [told or 0 for told in one.at.statuses[: len(areas)]]
    return Cube(
        label=label,
        source="; ".join(dict.fromkeys(_source(one) for one in compared)),
        updated=None,
        dimensions=(
            Dimension("area", _("Område"), "geo", tuple(Category(one.code, one.name) for one in areas)),
            Dimension("indicator", _("Indikator"), "metric", tuple(_metric(one) for one in compared)),
            Dimension("period", _("Periode"), "time", tuple(Category(str(one), str(one)) for one in periods)),
        ),
        values=values.reshape(-1),
        status=status.reshape(-1),
        symbols=tuple(SYMBOLS.values()),
        notes=tuple(
            Note(text) for text in dict.fromkeys(one.indicator.reservation for one in compared) if text
        ),
    )


def _metric(one: Comparison) -> Category:
    indicator = one.indicator
    return Category(indicator.key, indicator.title, unit=indicator.unit, decimals=indicator.decimals)


def _source(one: Comparison) -> str:
    dataset = one.indicator.dataset
    return str(dataset.publisher or dataset) if dataset else _("Regnet ut her")
