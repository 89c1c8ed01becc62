"""The tile grid: units without boundaries, one square each, at places that are given or in rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.core.charts.classes import UNKNOWN, Classes, classes_of, key_shapes, on_dark
from rodtrad.core.charts.described import Described, Tile, TileGrid
from rodtrad.core.charts.drawn import Box, Drawing, Path, Shape, Text, drawing
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, Table, finish
from rodtrad.core.charts.letters import shortened, text_width
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.words import figure, no_figures, say_extent
from rodtrad.core.drawing.paths import number

_LEAST, _LARGEST, _GAP = 60.0, 104.0, 3.0
_TALL = 52.0


def tile_grid(chart: TileGrid) -> Chart:
    """Draw a grid of tiles in both editions; where given places are too narrow to read, in rows instead."""
    rows = tuple((tile.name, figure(chart, tile.value, unit=False)) for tile in chart.tiles)
    table = Table(("", chart.unit or chart.title), rows)
    named = [(tile.name, tile.value) for tile in chart.tiles if tile.value is not None]
    if not named:
        empty = no_figures(chart)
        return finish(chart, description=empty, table=table, wide=None, narrow=None, empty=empty)
    classes = classes_of([value for _name, value in named], chart.limits, chart.decimals)
    return finish(
        chart,
        description=say_extent(chart, named),
        table=table,
        wide=tiles_drawn(chart, chart.tiles, classes, WIDE),
        narrow=tiles_drawn(chart, chart.tiles, classes, NARROW),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    tile: Tile
    column: int
    row: int


def tiles_drawn(chart: Described, tiles: Sequence[Tile], classes: Classes, edition: Edition) -> Drawing:
    """Draw tiles that have something to tell in one edition."""
    places = _places(tiles, edition)
    columns = max(place.column for place in places) + 1
    side = min(_LARGEST, (edition.width - _GAP * (columns - 1)) / columns)
    shapes: list[Shape] = []
    for place in sorted(places, key=lambda place: place.tile.mine):
        shapes += _tile(chart, classes, place, side)
    foot = (max(place.row for place in places) + 1) * (_TALL + _GAP) + 10
    unknown = any(tile.value is None for tile in tiles)
    key, tall = key_shapes(classes, 0, foot, edition.width, unknown=unknown)
    return drawing(edition.width, foot + tall, [*shapes, *key])


def _places(tiles: Sequence[Tile], edition: Edition) -> list[_Place]:
    """Take the places that are given when each has one of its own and tiles are wide enough to read."""
    given = [
        _Place(tile, tile.column, tile.row)
        for tile in tiles
        if tile.column is not None and tile.row is not None
    ]
    spots = {(place.column, place.row) for place in given}
    if len(given) == len(tiles) == len(spots) and min(min(spot) for spot in spots) >= 0:
        left = min(place.column for place in given)
        top = min(place.row for place in given)
        columns = max(place.column for place in given) - left + 1
        if (edition.width - _GAP * (columns - 1)) / columns >= _LEAST:
            return [_Place(one.tile, one.column - left, one.row - top) for one in given]
    most = int((edition.width + _GAP) // ((_LARGEST if edition.wide else 78.0) * 0.92 + _GAP))
    columns = min(most, max(1, math.ceil(math.sqrt(len(tiles) * 1.6)))) if edition.wide else most
    return [_Place(tile, at % columns, at // columns) for at, tile in enumerate(tiles)]


def _tile(chart: Described, classes: Classes, place: _Place, side: float) -> list[Shape]:
    x, y = place.column * (side + _GAP), place.row * (_TALL + _GAP)
    shade = classes.shade(place.tile.value)
    ground = "hatch" if shade == UNKNOWN else "dark" if on_dark(shade) else "light"
    size = letters_of("small-light")[0]
    name = shortened(place.tile.short or place.tile.name, side - 10, size)
    text = figure(chart, place.tile.value)
    if text_width(text, letters_of("on-light")[0], bold=True) > side - 10:
        text = figure(chart, place.tile.value, unit=False)
    text = shortened(text, side - 10, letters_of("on-light")[0], bold=True)
    shapes: list[Shape] = [
        Box("key", x + 0.5, y + 0.5, side - 1, _TALL - 1, pattern=shade),
        Text(f"small-{ground}", x + side / 2, y + 21, name, "middle"),
        Text(f"on-{ground}", x + side / 2, y + 40, text, "middle"),
    ]
    if place.tile.mine:
        inner = f"M{number(x + 1.5)} {number(y + 1.5)}h{number(side - 3)}v{number(_TALL - 3)}h-{number(side - 3)}Z"
        shapes.append(Path("edge-mine", inner))
    return shapes
