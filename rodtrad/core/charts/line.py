"""The line chart: figures over time, peers, the wanted band, and the thread to the target."""

from collections.abc import Sequence
from itertools import combinations

from rodtrad.core.charts.axes import tick_labels, time_axis, time_ticks, value_axis
from rodtrad.core.charts.described import LineChart, Point
from rodtrad.core.charts.drawn import Drawing, Shape, Text, drawing, meet
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, finish
from rodtrad.core.charts.letters import shortened
from rodtrad.core.charts.line_marks import aim_shapes, break_shapes, last_dot, zone_shapes
from rodtrad.core.charts.line_names import names
from rodtrad.core.charts.line_plan import Plot, periods_of, planned, way_of
from rodtrad.core.charts.lines import dash_of, line_shapes
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.tables import line_table
from rodtrad.core.charts.words import known, no_figures, say_line, short_unit


def line_chart(chart: LineChart) -> Chart:
    """Draw a line chart in both editions."""
    table = line_table(chart)
    if not any(known(series) for series in (chart.main, *chart.peers)):
        return finish(
            chart, description=no_figures(chart), table=table, wide=None, narrow=None, empty=no_figures(chart)
        )
    return finish(
        chart,
        description=say_line(chart),
        table=table,
        wide=_drawn(chart, WIDE),
        narrow=_drawn(chart, NARROW),
    )


def _drawn(chart: LineChart, edition: Edition) -> Drawing:
    plot = planned(chart, edition)
    written = names(chart, plot)
    if plot.inside and _crowded(written):
        plot = planned(chart, edition, beside=False)
        written = names(chart, plot)
    under = _ground(chart, plot)
    taken = [shape.extent for shape in [*under, *written] if isinstance(shape, Text)]
    return drawing(
        edition.width,
        plot.height,
        [*under, *_lines(chart, plot), *break_shapes(chart.breaks, plot, taken), *written],
    )


def _crowded(written: Sequence[Shape]) -> bool:
    texts = [shape.extent for shape in written if isinstance(shape, Text)]
    return any(meet(one, other) for one, other in combinations(texts, 2))


def _ground(chart: LineChart, plot: Plot) -> list[Shape]:
    """Draw what the lines stand on: the wanted band, the axes, the unit."""
    edition = plot.edition
    chief = [point.period for point in chief_points(chart)]
    shapes: list[Shape] = []
    if chart.zone:
        shapes += zone_shapes(chart.zone, plot, [way_of(one, plot) for one in (chart.main, *chart.peers)])
    labels = tick_labels(plot.ticks, short_unit(chart.unit))
    shapes += value_axis(plot.ticks, labels, plot.y, plot.x.start, plot.x.end)
    along = time_ticks(periods_of(chart), chief, plot.x, edition.air)
    shapes += time_axis(along, plot.x, plot.y.start, edition.width)
    if chart.unit and not short_unit(chart.unit):
        text = shortened(chart.unit, edition.width - 2, letters_of("unit")[0])
        shapes.append(Text("unit", 1, 14, text))
    return shapes


def _lines(chart: LineChart, plot: Plot) -> list[Shape]:
    shapes: list[Shape] = []
    for index, peer in enumerate(chart.peers):
        shapes += line_shapes(peer, plot.x, plot.y, "peer", dash=dash_of(index))
    shapes += aim_shapes(chart, plot)
    shapes += line_shapes(chart.main, plot.x, plot.y, "main", breaks=chart.breaks)
    return shapes + last_dot(chart, plot)


def chief_points(chart: LineChart) -> list[Point]:
    """Return the points whose periods are named first: the target, the last and the first figure."""
    points = known(chart.main) or [point for peer in chart.peers for point in known(peer)]
    target = [Point(chart.target.period, chart.target.value)] if chart.target else []
    return [*target, points[-1], points[0]]
