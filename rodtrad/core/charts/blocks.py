"""Many units without boundaries: a block of tiles for each group, with names where there is room, else squares."""

import math
from collections.abc import Sequence

from rodtrad.core.charts.classes import UNKNOWN, Classes, key_shapes, on_dark
from rodtrad.core.charts.described import Region
from rodtrad.core.charts.drawn import Box, Drawing, Path, Shape, Text, drawing
from rodtrad.core.charts.editions import Edition
from rodtrad.core.charts.letters import shortened, text_width, wrapped
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.drawing.paths import number

_GAP, _BETWEEN = 2.0, 8.0
#: By whether the edition is wide: how wide and tall a tile is at least, and the room for the name of its group.
_WIDTH = {True: 76.0, False: 16.0}
_TALL = {True: 22.0, False: 16.0}
_NAMES = {True: 116.0, False: 98.0}
_LINE = 15.0
_EDGE = 4.0


def blocks_drawn(regions: Sequence[Region], classes: Classes, edition: Edition) -> Drawing:
    """Draw a block for each group, in the order the groups come; the name of the group stands to the left."""
    groups: dict[str, list[Region]] = {}
    for region in regions:
        groups.setdefault(region.group, []).append(region)
    left = _NAMES[edition.wide] if any(groups) else 0.0
    columns = max(1, int((edition.width - left + _GAP) // (_WIDTH[edition.wide] + _GAP)))
    side = (edition.width - left + _GAP) / columns - _GAP if edition.wide else _WIDTH[False]
    shapes: list[Shape] = []
    top = 0.0
    for name, held in groups.items():
        lines = wrapped(name, left - 10, letters_of("small-light")[0], most=2) if name else []
        shapes += [Text("small-light", 0, top + 13 + at * _LINE, line) for at, line in enumerate(lines)]
        # One's own last: its edge lies over those of its neighbours.
        placed = sorted(enumerate(held), key=lambda pair: pair[1].mine)
        for at, region in placed:
            x = left + at % columns * (side + _GAP)
            y = top + at // columns * (_TALL[edition.wide] + _GAP)
            shapes += _tile(region, classes, edition, x, y, side)
        tall = math.ceil(len(held) / columns) * (_TALL[edition.wide] + _GAP)
        top += max(tall, len(lines) * _LINE + 3) + _BETWEEN
    unknown = any(region.value is None for region in regions)
    key, foot = key_shapes(classes, 0, top + 4, edition.width, unknown=unknown)
    return drawing(edition.width, top + 4 + foot, [*shapes, *key])


def _tile(region: Region, classes: Classes, edition: Edition, x: float, y: float, side: float) -> list[Shape]:
    tall, shade = _TALL[edition.wide], classes.shade(region.value)
    shapes: list[Shape] = [Box("key", x + 0.5, y + 0.5, side - 1, tall - 1, pattern=shade)]
    if edition.wide:
        ground = "hatch" if shade == UNKNOWN else "dark" if on_dark(shade) else "light"
        size = letters_of("small-light")[0]
        name = shortened(region.name, side - 2 * _EDGE, size)
        if text_width(name, size) <= side - _EDGE:
            shapes.append(Text(f"small-{ground}", x + _EDGE, y + tall / 2 + size * 0.36, name))
    if region.mine:
        inner = (
            f"M{number(x + 1.5)} {number(y + 1.5)}h{number(side - 3)}v{number(tall - 3)}h-{number(side - 3)}Z"
        )
        shapes.append(Path("edge-mine", inner))
    return shapes
