"""Tables, indicators and figures, as small as a test needs."""

from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from rodtrad.core.periods import parse_period
from rodtrad.indicators.columns import Figures, Mark, ObservationStatus
from rodtrad.indicators.models import (
    Dataset,
    Dimension,
    Direction,
    Indicator,
    Perspective,
    Provider,
    Quantity,
    Theme,
)

FEBRUARY = datetime(2026, 2, 20, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 16, 8, tzinfo=UTC)

#: An area's code and a period, and what stands there: a figure, or why there is none.
Cells = Mapping[tuple[str, str], float | ObservationStatus]


def make_dataset(key: str = "folketall", **fields: object) -> Dataset:
    given = {"title": "Folketall", "provider": Provider.TABLE, **fields}
    return Dataset.objects.create(key=key, **given)


def make_indicator(key: str = "innbyggere", **fields: object) -> Indicator:
    given = {
        "name": key.replace("-", " ").capitalize(),
        "unit": "person",
        "direction": Direction.NONE,
        "dimension": Dimension.SOCIAL,
        "perspective": Perspective.OUTCOME,
        "theme": Theme.POPULATION,
        "quantity": Quantity.COUNT,
        **fields,
    }
    return Indicator.objects.create(key=key, **given)


def figures(
    cells: Cells, indicator: str = "innbyggere", breakdown: tuple[tuple[str, str], ...] = ()
) -> Figures:
    """Return the cells of one series as columns."""
    areas = list(dict.fromkeys(area for area, _period in cells))
    texts = list(dict.fromkeys(period for _area, period in cells))
    values = [np.nan if isinstance(one, ObservationStatus) else one for one in cells.values()]
    statuses = [one if isinstance(one, ObservationStatus) else 0 for one in cells.values()]
    return Figures(
        areas=tuple(areas),
        periods=tuple(parse_period(text) for text in texts),
        marks=(Mark(indicator, breakdown),),
        area=np.array([areas.index(area) for area, _period in cells], np.int32),
        period=np.array([texts.index(period) for _area, period in cells], np.int32),
        series=np.zeros(len(cells), np.int32),
        value=np.array(values, np.float64),
        status=np.array(statuses, np.uint8),
    )
