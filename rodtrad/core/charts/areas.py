"""Areas in classes: a map where boundaries are held, in longitude and latitude; else tiles, in blocks where many."""

from rodtrad.core.charts.blocks import blocks_drawn
from rodtrad.core.charts.classes import Classes, classes_of, key_shapes, on_dark
from rodtrad.core.charts.described import AreaMap, Region, Tile
from rodtrad.core.charts.drawn import Drawing, Path, Shape, Text, drawing
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, Table, finish
from rodtrad.core.charts.letters import text_width
from rodtrad.core.charts.outlines import Outline, Outlines, outlined
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.tiles import tiles_drawn
from rodtrad.core.charts.words import figure, no_figures, say_extent

#: More areas than this are drawn in blocks by their group when they have no boundaries.
MOST_TILES = 60


def area_map(chart: AreaMap, outlines: Outlines | None = None) -> Chart:
    """Draw areas in both editions. `outlines` are those of the regions, in their order, where they have been kept."""
    rows = tuple((region.name, figure(chart, region.value, unit=False)) for region in chart.regions)
    table = Table(("", chart.unit or chart.title), rows)
    named = [(region.name, region.value) for region in chart.regions if region.value is not None]
    if not named:
        empty = no_figures(chart)
        return finish(chart, description=empty, table=table, wide=None, narrow=None, empty=empty)
    laid = outlines or outlined([region.polygons for region in chart.regions])
    classes = classes_of([value for _name, value in named], chart.limits, chart.decimals)
    return finish(
        chart,
        description=say_extent(chart, named),
        table=table,
        wide=_drawn(chart, classes, laid, WIDE),
        narrow=_drawn(chart, classes, laid, NARROW),
    )


def _drawn(chart: AreaMap, classes: Classes, laid: Outlines | None, edition: Edition) -> Drawing:
    if laid is not None:
        return _map(chart, classes, laid, edition)
    if len(chart.regions) > MOST_TILES:
        return blocks_drawn(chart.regions, classes, edition)
    tiles = [Tile(one.name, one.name, one.value, one.mine) for one in chart.regions]
    return tiles_drawn(chart, tiles, classes, edition)


def _map(chart: AreaMap, classes: Classes, laid: Outlines, edition: Edition) -> Drawing:
    sheet = laid.of(edition)
    pairs = list(zip(chart.regions, sheet.outlines, strict=True))
    shapes: list[Shape] = [
        Path("area", one.d, pattern=classes.shade(region.value)) for region, one in pairs if one.d
    ]
    shapes += [Path("edge-mine", one.d) for region, one in pairs if region.mine and one.d]
    for region, one in pairs:
        shapes += _figure(chart, classes, region, one)
    unknown = any(region.value is None for region in chart.regions)
    key, tall = key_shapes(classes, 0, sheet.height + 10, edition.width, unknown=unknown)
    return drawing(edition.width, sheet.height + 10 + tall, [*shapes, *key])


def _figure(chart: AreaMap, classes: Classes, region: Region, outline: Outline) -> list[Shape]:
    """Write the figure where the area is widest, if it has room there."""
    if region.value is None or outline.largest is None:
        return []
    text = figure(chart, region.value, unit=False)
    size, bold = letters_of("on-light")
    if not outline.has_room(text_width(text, size, bold=bold) / 2 + 2, size * 0.45):
        return []
    role = "on-dark" if on_dark(classes.shade(region.value)) else "on-light"
    return [Text(role, outline.spot[0], outline.spot[1] + size * 0.36, text, "middle")]
