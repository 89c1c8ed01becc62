"""Small multiples: one small line chart for each unit, all on one scale."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.charts.axes import centre, tick_labels
from rodtrad.core.charts.described import Point, Series, SmallMultiples
from rodtrad.core.charts.drawn import Dot, Drawing, Path, Shape, Text, drawing, middle_line
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, finish
from rodtrad.core.charts.letters import shortened, text_width
from rodtrad.core.charts.lines import line_shapes
from rodtrad.core.charts.scales import Scale, Ticks, round_ticks
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.tables import multiples_table
from rodtrad.core.charts.words import figure, known, no_figures, period_name, say_extent, short_unit
from rodtrad.core.drawing.paths import number

_PLOT = {True: 98.0, False: 76.0}
_HEAD, _FOOT, _GAP, _LINE = 26.0, 34.0, 24.0, 16.0
_SIZE = letters_of("tick")[0]


def small_multiples(chart: SmallMultiples) -> Chart:
    """Draw the panels in both editions: four beside one another where it is wide, two where it is narrow."""
    table = multiples_table(chart)
    last = [(one.name, known(one)[-1].value) for one in chart.panels if known(one)]
    named = [(name, value) for name, value in last if value is not None]
    if not named:
        empty = no_figures(chart)
        return finish(chart, description=empty, table=table, wide=None, narrow=None, empty=empty)
    return finish(
        chart,
        description=_("Ett lite diagram for hver, med samme skala.") + " " + say_extent(chart, named),
        table=table,
        wide=_drawn(chart, WIDE),
        narrow=_drawn(chart, NARROW),
    )


@dataclass(frozen=True)
class _Grid:
    left: float
    width: float  # of one panel
    columns: int
    low: float
    high: float
    ticks: Ticks
    edition: Edition
    top: float
    stacked: bool  # names are so long that figures stand under them

    @property
    def tall(self) -> float:
        return _HEAD + (_LINE if self.stacked else 0) + _PLOT[self.edition.wide] + _FOOT

    def scales(self, index: int) -> tuple[Scale, Scale]:
        column, row = index % self.columns, index // self.columns
        x = self.left + column * (self.width + _GAP)
        foot = self.top + (row + 1) * self.tall - _FOOT
        y = Scale(self.ticks.low, self.ticks.high, foot, foot - _PLOT[self.edition.wide])
        return Scale(self.low, self.high, x, x + self.width), y


def _drawn(chart: SmallMultiples, edition: Edition) -> Drawing:
    grid = _planned(chart, edition)
    labels = tick_labels(grid.ticks, short_unit(chart.unit))
    shapes: list[Shape] = []
    if chart.unit and not short_unit(chart.unit):
        shapes.append(Text("unit", 1, 14, shortened(chart.unit, edition.width - 2, _SIZE)))
    if chart.common:
        y = grid.top - 14
        shapes.append(Path("faint", f"M{number(grid.left)} {number(y)}h24", dash="2 4"))
        name = shortened(chart.common.name, edition.width - grid.left - 34, _SIZE)
        shapes.append(Text("tick", grid.left + 32, middle_line("tick", y), name))
    for index, series in enumerate(chart.panels):
        shapes += _panel(chart, series, index, grid, labels)
    rows = math.ceil(len(chart.panels) / grid.columns)
    return drawing(edition.width, grid.top + rows * grid.tall, shapes)


def _planned(chart: SmallMultiples, edition: Edition) -> _Grid:
    series = [*chart.panels, *([chart.common] if chart.common else [])]
    points = [point for one in series for point in known(one)]
    ticks = round_ticks(
        [point.value for point in points if point.value is not None], most=4, from_zero=chart.from_zero
    )
    low = min(centre(point.period) for point in points)
    high = max(centre(point.period) for point in points)
    low, high = (low - 6, high + 6) if low == high else (low, high)
    left = max(text_width(label, _SIZE) for label in tick_labels(ticks, short_unit(chart.unit))) + 10
    columns = min(len(chart.panels), 4 if edition.wide else 2)
    across = (edition.width - left - 8 - _GAP * (max(columns, 2 if not edition.wide else 3) - 1)) / max(
        columns, 3 if edition.wide else 2
    )
    top = (22.0 if chart.unit and not short_unit(chart.unit) else 0.0) + (26.0 if chart.common else 0.0)
    stacked = any(_heading_width(chart, one) > across for one in chart.panels)
    return _Grid(left, across, columns, low, high, ticks, edition, top, stacked)


def _heading_width(chart: SmallMultiples, series: Series) -> float:
    name = text_width(series.name, _SIZE, bold=True)
    return name + text_width(_last_figure(chart, series), _SIZE, bold=True) + 10


def _last_figure(chart: SmallMultiples, series: Series) -> str:
    points = known(series)
    return figure(chart, points[-1].value if points else None)


def _panel(chart: SmallMultiples, series: Series, index: int, grid: _Grid, labels: list[str]) -> list[Shape]:
    x, y = grid.scales(index)
    mine = series.name == chart.mine
    shapes: list[Shape] = []
    for value, label in zip(grid.ticks.values, labels, strict=True):
        at = y(value)
        role = "base" if value == grid.ticks.low else "grid"
        shapes.append(Path(role, f"M{number(x.start)} {number(at)}H{number(x.end)}"))
        if index % grid.columns == 0:
            shapes.append(Text("tick", x.start - 8, middle_line("tick", at), label, "end"))
    if chart.common:
        shapes += line_shapes(chart.common, x, y, "faint", dash="2 4")
    shapes += line_shapes(series, x, y, "main" if mine or not chart.mine else "peer")
    shapes += _heading(chart, series, x, y, mine=mine, stacked=grid.stacked)
    return shapes


def _heading(
    chart: SmallMultiples, series: Series, x: Scale, y: Scale, *, mine: bool, stacked: bool
) -> list[Shape]:
    """Write the name and the last figure over a panel, and its first and last period under it."""
    points: list[Point] = known(series)
    last = points[-1] if points else None
    text = _last_figure(chart, series)
    role = "row-mine" if mine or not chart.mine else "row"
    room = x.end - x.start - (0 if stacked else text_width(text, _SIZE, bold=True) + 8)
    name = shortened(series.name, room, _SIZE, bold=role == "row-mine")
    high = y.end - 12
    shapes: list[Shape] = [Text(role, x.start, high - (_LINE if stacked else 0), name)]
    shapes.append(
        Text("figure-mine", x.start, high, text) if stacked else Text("figure-mine", x.end, high, text, "end")
    )
    if last is not None and last.value is not None and not last.provisional:
        dot = "dot" if mine or not chart.mine else "dot-peer"
        shapes.append(Dot(dot, x(centre(last.period)), y(last.value), 3.5))
    if points:
        first, end = period_name(points[0].period), period_name(points[-1].period)
        shapes.append(Text("tick", x.start, y.start + 17, shortened(first, (x.end - x.start) / 2 - 4, _SIZE)))
        if end != first:
            cut = shortened(end, (x.end - x.start) / 2 - 4, _SIZE)
            shapes.append(Text("tick", x.end, y.start + 17, cut, "end"))
    return shapes
