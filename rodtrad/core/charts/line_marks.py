"""What a line chart has besides its lines: the wanted band, changes of definition, the thread, the last dot."""

from collections.abc import Sequence

from rodtrad.core.charts.axes import centre
from rodtrad.core.charts.described import Break, LineChart, Zone
from rodtrad.core.charts.drawn import Box, Dot, Extent, Path, Shape, Text, meet
from rodtrad.core.charts.letters import shortened, text_width
from rodtrad.core.charts.line_plan import STATION, Plot, aim_way, cut
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.words import known
from rodtrad.core.drawing.paths import Point, number, polyline


def aim_shapes(chart: LineChart, plot: Plot) -> list[Shape]:
    if chart.target is None:
        return []
    way = aim_way(chart, plot)
    shapes: list[Shape] = []
    if len(way) > 1:
        shapes.append(Path("aim", polyline(way), dash="0.1 9"))
    x, y = way[-1]
    return [*shapes, Dot("station", x, y, STATION), Dot("core", x, y, 4)]


def last_dot(chart: LineChart, plot: Plot) -> list[Shape]:
    points = known(chart.main)
    if not points:
        return []
    last = points[-1]
    role = "hollow" if last.provisional else "dot"
    return [Dot(role, plot.x(centre(last.period)), plot.y(last.value or 0.0), 6)]


def zone_shapes(zone: Zone, plot: Plot, lines: Sequence[Sequence[Point]]) -> list[Shape]:
    low = plot.ticks.low if zone.low is None else zone.low
    high = plot.ticks.high if zone.high is None else zone.high
    top, bottom = plot.y(high), plot.y(low)
    size = letters_of("note")[0]
    across = plot.x.end - plot.x.start
    end = min(plot.x.end - 26, plot.end if plot.inside else plot.x.end)  # clear of the station and of names
    text = shortened(zone.name, max(0.0, end - plot.x.start - 8), size)
    right = end - text_width(text, size)
    tall = bottom - top >= 22
    heights = (top + 16, bottom - 7) if tall else (top - 5, bottom + 15)
    places = [Text("note", x, y, text) for x in (plot.x.start + 8, right) for y in heights]
    free = next((one for one in places if not _crossed(one.extent, lines)), places[0])
    return [Box("zone", plot.x.start, top, across, max(1.0, bottom - top), pattern="wanted"), free]


def _crossed(extent: Extent, lines: Sequence[Sequence[Point]]) -> bool:
    """Tell whether a line comes through a text."""
    left, top, right, bottom = extent
    for line in lines:
        part = [y for _x, y in cut(line, left - 4, right + 4)]
        if part and min(part) < bottom + 4 and max(part) > top - 4:
            return True
    return False


def break_shapes(breaks: Sequence[Break], plot: Plot, taken: Sequence[Extent]) -> list[Shape]:
    """Mark where the definition changed, and say what changed at the foot of the mark, clear of the words taken.

    Where there is no room, the words stand in the table alone.
    """
    marks: list[Shape] = []
    texts: list[Text] = []
    for one in sorted(breaks, key=lambda one: one.period):
        x = plot.x(one.period.first)
        if not plot.x.start <= x <= plot.x.end:
            continue
        marks.append(Path("break", f"M{number(x)} {number(plot.y.end)}V{number(plot.y.start)}", dash="1 3"))
        rows = (_break_text(one, x, row, plot) for row in range(int((plot.y.start - plot.y.end) / 17) - 1))
        others = [*taken, *(text.extent for text in texts)]
        free = next((text for text in rows if not any(meet(text.extent, other) for other in others)), None)
        texts += [free] if free else []
    return [*marks, *texts]


def _break_text(one: Break, x: float, row: int, plot: Plot) -> Text:
    size = letters_of("note")[0]
    text = shortened(one.note, max(plot.x.end - x, x - plot.x.start) - 8, size)
    width = text_width(text, size)
    left = x + 5 if plot.x.end - x >= width + 8 else x - 5 - width
    return Text("note", left, plot.y.start - 8 - row * 17, text)
