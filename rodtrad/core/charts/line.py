"""The line chart: figures over time, peers, the wanted band, and the thread to the target."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.charts.axes import centre, tick_labels, time_axis, time_ticks, value_axis
from rodtrad.core.charts.described import Break, LineChart, Point, Zone
from rodtrad.core.charts.drawn import Box, Dot, Drawing, Path, Shape, Text, drawing
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.end_labels import EndLabel, name_and_figure, place_column
from rodtrad.core.charts.finished import Chart, finish
from rodtrad.core.charts.letters import shortened, text_width
from rodtrad.core.charts.lines import dash_of, line_shapes
from rodtrad.core.charts.scales import Scale, Ticks, round_ticks
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.tables import line_table
from rodtrad.core.charts.words import figure, known, no_figures, period_name, say_line, short_unit
from rodtrad.core.drawing.paths import number, polyline
from rodtrad.core.periods import Period

_STATION = 9.0
_BESIDE = 10.0  # from the end of a line to its name
_LEAST_ROOM = 84.0  # for names between the last figure and the target


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


@dataclass(frozen=True)
class _Plot:
    """Where everything goes: the scales, and the room for names to the right."""

    edition: Edition
    x: Scale
    y: Scale
    ticks: Ticks
    end: float  # where the last line ends
    names: float  # where names of lines begin
    inside: bool  # names stand between the last figure and the target
    room: float  # how wide a name may be
    labels: tuple[EndLabel, ...]
    height: float


def _drawn(chart: LineChart, edition: Edition) -> Drawing:
    plot = _planned(chart, edition)
    periods = _periods(chart)
    chief = [point.period for point in _chief(chart)]
    texts = tick_labels(plot.ticks, short_unit(chart.unit))
    bottom, right = plot.y.start, plot.x.end
    shapes: list[Shape] = []
    if chart.zone:
        shapes += _zone(chart.zone, plot)
    shapes += value_axis(plot.ticks, texts, plot.y, plot.x.start, right)
    shapes += time_axis(time_ticks(periods, chief, plot.x), plot.x, bottom, edition.width)
    if chart.unit and not short_unit(chart.unit):
        size = letters_of("unit")[0]
        shapes.append(Text("unit", 1, 14, shortened(chart.unit, edition.width - 2, size)))
    for index, peer in enumerate(chart.peers):
        shapes += line_shapes(peer, plot.x, plot.y, "peer", dash=dash_of(index))
    shapes += _aim(chart, plot)
    shapes += line_shapes(chart.main, plot.x, plot.y, "main", breaks=chart.breaks)
    shapes += _breaks(chart.breaks, plot)
    shapes += _last_dot(chart, plot)
    shapes += _names(chart, plot)
    return drawing(edition.width, plot.height, shapes)


def _periods(chart: LineChart) -> list[Period]:
    series = [point.period for one in (chart.main, *chart.peers) for point in known(one)]
    return sorted([*series, *(point.period for point in _aim_points(chart))])


def _chief(chart: LineChart) -> list[Point]:
    """Return the points whose periods are named first: the target, the last and the first figure."""
    points = known(chart.main) or [point for peer in chart.peers for point in known(peer)]
    target = [Point(chart.target.period, chart.target.value)] if chart.target else []
    return [*target, points[-1], points[0]]


def _aim_points(chart: LineChart) -> list[Point]:
    """Return the way to the target: its stages, or straight from the last figure before it."""
    if chart.target is None:
        return []
    goal = Point(chart.target.period, chart.target.value)
    stages = sorted(
        (point for point in chart.target.path if point.value is not None and point.period < goal.period),
        key=lambda point: point.period,
    )
    if not stages:
        stages = [point for point in known(chart.main) if point.period < goal.period][-1:]
    return [*stages, goal]


def _values(chart: LineChart) -> list[float]:
    points = [point for one in (chart.main, *chart.peers) for point in known(one)] + _aim_points(chart)
    zone = [chart.zone.low, chart.zone.high] if chart.zone else []
    return [value for value in [*(point.value for point in points), *zone] if value is not None]


def _planned(chart: LineChart, edition: Edition) -> _Plot:
    """Choose where names go, then how wide and high the plot is."""
    ticks = round_ticks(_values(chart), most=edition.ticks, from_zero=chart.from_zero)
    texts = tick_labels(ticks, short_unit(chart.unit))
    left = 10 + max(text_width(text, letters_of("tick")[0]) for text in texts)
    periods = _periods(chart)
    low, high = centre(periods[0]), max(centre(period) for period in periods)
    low, high = (low - 6, high + 6) if low == high else (low, high)
    widest = edition.names
    goal = _goal_label(chart, widest)
    goal_room = _STATION * 2 + goal.width + 2 if goal and edition.wide else _STATION + 3
    inside = Scale(low, high, left, edition.width - goal_room)
    last = max(
        (centre(point.period) for one in (chart.main, *chart.peers) for point in known(one)), default=low
    )
    between = inside.end - inside(last) - _BESIDE - 24
    if chart.target and between >= _LEAST_ROOM:
        labels = _line_labels(chart, min(between, widest))
        return _measured(chart, edition, ticks, inside, labels, inside(last), inside=True)
    labels = [*_line_labels(chart, widest), *([goal] if goal else [])]
    margin = max((label.width for label in labels), default=0.0) + _BESIDE + _STATION + 2
    outside = Scale(low, high, left, edition.width - margin)
    return _measured(chart, edition, ticks, outside, labels, outside.end, inside=False)


def _measured(
    chart: LineChart,
    edition: Edition,
    ticks: Ticks,
    x: Scale,
    labels: Sequence[EndLabel],
    end: float,
    *,
    inside: bool,
) -> _Plot:
    top = edition.top + (22 if chart.unit and not short_unit(chart.unit) else 0)
    tall = max(edition.height - edition.top - edition.bottom, sum(label.height for label in labels) + 40)
    y = Scale(ticks.low, ticks.high, top + tall, top)
    beside = _BESIDE if inside else _BESIDE + (_STATION if chart.target else 0)
    room = max((label.width for label in labels), default=0.0)
    placed = tuple(_at_height(label, y) for label in labels)
    return _Plot(edition, x, y, ticks, end, end + beside, inside, room, placed, top + tall + edition.bottom)


def _at_height(label: EndLabel, y: Scale) -> EndLabel:
    return EndLabel(label.role, label.lines, y(label.y), label.sample, label.beneath)


def _line_labels(chart: LineChart, room: float) -> list[EndLabel]:
    """Name each line by its last figure; a label's height is a figure until the scale is known."""
    labels: list[EndLabel] = []
    for index, series in enumerate((chart.main, *chart.peers)):
        points = known(series)
        if not points:
            continue
        last = points[-1].value or 0.0
        main = index == 0
        lines = name_and_figure(
            "name" if main else "note", series.name, figure(chart, last, unit=main), room, sample=not main
        )
        labels.append(EndLabel("name" if main else "note", lines, last, None if main else dash_of(index - 1)))
    return labels


def _goal_label(chart: LineChart, room: float) -> EndLabel | None:
    if chart.target is None:
        return None
    said = {"value": figure(chart, chart.target.value), "period": period_name(chart.target.period)}
    better = {"lower": _("lavere er bedre"), "higher": _("høyere er bedre")}.get(chart.better)
    lines = name_and_figure("name", _("Mål %(value)s") % said, _("i %(period)s") % said, room)
    return EndLabel("name", lines, chart.target.value, None, (better,) if better else ())


def _names(chart: LineChart, plot: _Plot) -> list[Shape]:
    """Place the names; between the last figure and the target they keep clear of the thread."""
    top, bottom = plot.edition.top - 8, plot.y.start - 4
    if not plot.inside:
        return place_column(plot.labels, plot.names, top, bottom + 8)
    blocked = []
    way = [(plot.x(centre(point.period)), plot.y(point.value or 0.0)) for point in _aim_points(chart)]
    near = [y for x, y in _cut(way, plot.end - 2, plot.names + plot.room + 4)]
    if near:
        blocked.append((min(near) - 5, max(near) + 5))
    shapes = place_column(_clear_of_dot(chart, plot), plot.names, top, bottom, blocked)
    return shapes + _goal_shapes(chart, plot)


def _clear_of_dot(chart: LineChart, plot: _Plot) -> list[EndLabel]:
    """Let the main name stand on the side of its dot that the thread does not take."""
    if not known(chart.main) or not chart.target:
        return list(plot.labels)
    main, *peers = plot.labels
    rises = plot.y(chart.target.value) < main.y
    away = main.height / 2 + 4
    moved = EndLabel(main.role, main.lines, main.y + (away if rises else -away), None, main.beneath)
    return [moved, *peers]


def _cut(way: Sequence[tuple[float, float]], low: float, high: float) -> list[tuple[float, float]]:
    """Return the part of a broken line between two places along, with its ends."""
    kept: list[tuple[float, float]] = []
    for (x1, y1), (x2, y2) in itertools.pairwise(way):
        start, end = max(x1, low), min(x2, high)
        if start > end or x1 == x2:
            continue
        kept += [(at, y1 + (y2 - y1) * (at - x1) / (x2 - x1)) for at in (start, end)]
    return kept


def _goal_shapes(chart: LineChart, plot: _Plot) -> list[Shape]:
    """Write the target beside its station, or under or over it where the sheet is narrow."""
    goal = _goal_label(chart, plot.edition.names)
    if goal is None or chart.target is None:
        return []
    y = plot.y(chart.target.value)
    if plot.edition.wide:
        half = goal.height / 2
        return goal.shapes(plot.x.end + _STATION * 2, min(max(y + 2, half), plot.y.start - half + 8))
    size, bold = letters_of("name")
    text = _("Mål %(value)s") % {"value": figure(chart, chart.target.value)}
    below = y + 30 < plot.y.start
    text = shortened(text, plot.edition.width - 8, size, bold=bold)
    return [Text("name", plot.edition.width - 2, y + 28 if below else y - 18, text, "end")]


def _aim(chart: LineChart, plot: _Plot) -> list[Shape]:
    if chart.target is None:
        return []
    way = [(plot.x(centre(point.period)), plot.y(point.value or 0.0)) for point in _aim_points(chart)]
    shapes: list[Shape] = []
    if len(way) > 1:
        shapes.append(Path("aim", polyline(way), dash="0.1 9"))
    x, y = way[-1]
    return [*shapes, Dot("station", x, y, _STATION), Dot("core", x, y, 4)]


def _last_dot(chart: LineChart, plot: _Plot) -> list[Shape]:
    points = known(chart.main)
    if not points:
        return []
    last = points[-1]
    role = "hollow" if last.provisional else "dot"
    return [Dot(role, plot.x(centre(last.period)), plot.y(last.value or 0.0), 6)]


def _zone(zone: Zone, plot: _Plot) -> list[Shape]:
    low = plot.ticks.low if zone.low is None else zone.low
    high = plot.ticks.high if zone.high is None else zone.high
    top, bottom = plot.y(high), plot.y(low)
    size = letters_of("note")[0]
    across = plot.x.end - plot.x.start
    inside = bottom - top >= 22
    return [
        Box("zone", plot.x.start, top, across, max(1.0, bottom - top), pattern="wanted"),
        Text("note", plot.x.start + 8, top + (16 if inside else -5), shortened(zone.name, across - 16, size)),
    ]


def _breaks(breaks: Sequence[Break], plot: _Plot) -> list[Shape]:
    """Mark where the definition changed, with what changed at the foot of the mark where there is room."""
    shapes: list[Shape] = []
    size = letters_of("note")[0]
    taken: list[tuple[float, float]] = []
    for one in sorted(breaks, key=lambda one: one.period):
        x = plot.x(one.period.first)
        if not plot.x.start <= x <= plot.x.end:
            continue
        shapes.append(Path("break", f"M{number(x)} {number(plot.y.end)}V{number(plot.y.start)}", dash="1 3"))
        room = max(plot.x.end - x, x - plot.x.start) - 8
        text = shortened(one.note, room, size)
        width = text_width(text, size)
        to_right = plot.x.end - x >= width + 8
        left = x + 5 if to_right else x - 5 - width
        row = sum(1 for low, high in taken if low < left + width + 8 and left - 8 < high)
        taken.append((left, left + width))
        if row * 17 + 24 > plot.y.start - plot.y.end:
            continue
        shapes.append(Text("note", left, plot.y.start - 8 - row * 17, text))
    return shapes
