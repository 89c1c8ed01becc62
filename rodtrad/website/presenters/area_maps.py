"""An indicator's figures on a map of areas, or as tiles where no boundaries are held."""

from collections.abc import Sequence
from typing import NamedTuple

from rodtrad.core.charts import AreaMap, Chart, Region, area_map
from rodtrad.core.charts.outlines import Outlines
from rodtrad.indicators.models import Indicator
from rodtrad.website.presenters.figures import unit_name, unit_sign


class AreaFigure(NamedTuple):
    """An area by name, its figure, whether it is the reader's own, and the name of the county it lies in."""

    name: str
    value: float | None
    is_own: bool = False
    county: str = ""


def draw_areas(
    indicator: Indicator, figures: Sequence[AreaFigure], outlines: Outlines | None, source: str
) -> Chart:
    """Draw the areas coloured by their figures. `outlines` are the areas' own, in their order."""
    return area_map(
        AreaMap(
            title=indicator.title,
            unit=unit_sign(indicator) or unit_name(indicator),
            decimals=indicator.decimals,
            source=source,
            key=f"kart-{indicator.pk}",
            regions=tuple(Region(one.name, (), one.value, one.is_own, one.county) for one in figures),
        ),
        outlines,
    )
