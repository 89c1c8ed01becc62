"""An indicator's figures on a map of areas, or as tiles where no boundaries are held."""

from collections.abc import Sequence
from typing import NamedTuple

from rodtrad.core.charts import AreaMap, Region, Tile, TileGrid, area_map, tile_grid
from rodtrad.core.charts.finished import Chart
from rodtrad.core.charts.outlines import Outlines
from rodtrad.indicators.models import Indicator
from rodtrad.website.presenters.figures import unit_name, unit_sign

#: More tiles than this are no overview.
MOST_TILES = 60


class AreaFigure(NamedTuple):
    """An area by name, its figure, and whether it is the reader's own."""

    name: str
    value: float | None
    is_own: bool = False


def draw_areas(
    indicator: Indicator, figures: Sequence[AreaFigure], outlines: Outlines | None, source: str
) -> Chart | None:
    """Draw the areas coloured by their figures; None where there are no boundaries and too many tiles.

    `outlines` are the areas' own, in their order.
    """
    described = {
        "title": indicator.title,
        "unit": unit_sign(indicator) or unit_name(indicator),
        "decimals": indicator.decimals,
        "source": source,
        "key": f"kart-{indicator.pk}",
    }
    if outlines is not None:
        regions = tuple(Region(one.name, (), one.value, one.is_own) for one in figures)
        return area_map(AreaMap(**described, regions=regions), outlines)  # type: ignore[arg-type]  # the fields of Described
    if len(figures) > MOST_TILES:
        return None
    tiles = tuple(Tile(one.name, one.name, one.value, one.is_own) for one in figures)
    return tile_grid(TileGrid(**described, tiles=tiles))  # type: ignore[arg-type]  # the fields of Described
