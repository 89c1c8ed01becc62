"""The plan of a line chart: scales, where names go, and how tall it must be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rodtrad.core.charts.axes import centre, tick_labels
from rodtrad.core.charts.described import LineChart, Point, Series
from rodtrad.core.charts.editions import Edition
from rodtrad.core.charts.end_labels import EndLabel
from rodtrad.core.charts.letters import text_width
from rodtrad.core.charts.line_labels import goal_label, line_labels
from rodtrad.core.charts.scales import Scale, Ticks, round_ticks
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.words import known, short_unit
from rodtrad.core.drawing.paths import Point as Place
from rodtrad.core.periods import Period

STATION = 9.0
BESIDE = 10.0  # from the end of a line to its name
_LEAST_ROOM = 84.0  # for names between the last figure and the target


@dataclass(frozen=True)
class Plot:
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


def planned(chart: LineChart, edition: Edition, *, beside: bool = True) -> Plot:
    """Choose where names go, then how wide and high the plot is; `beside` lets them stand before the target."""
    ticks = round_ticks(_values(chart), most=edition.ticks, from_zero=chart.from_zero)
    texts = tick_labels(ticks, short_unit(chart.unit))
    left = 10 + max(text_width(text, letters_of("tick")[0]) for text in texts)
    periods = periods_of(chart)
    low, high = centre(periods[0]), max(centre(period) for period in periods)
    low, high = (low - 12, high) if low == high else (low, high)
    widest = edition.names
    goal = goal_label(chart, widest)
    goal_room = STATION * 2 + goal.width + 2 if goal and edition.wide else STATION + 3
    inside = Scale(low, high, left, edition.width - goal_room)
    last = max(
        (centre(point.period) for one in (chart.main, *chart.peers) for point in known(one)), default=low
    )
    between = inside.end - inside(last) - BESIDE - (24 if edition.wide else 12)
    labels = line_labels(chart, min(between, widest))
    if (
        beside
        and chart.target
        and between >= _LEAST_ROOM
        and not (edition.wide and any(len(one.lines) > 1 for one in labels))
    ):
        return _measured(chart, edition, ticks, inside, labels, inside(last), inside=True)
    labels = [*line_labels(chart, widest), *([goal] if goal else [])]
    margin = max((label.width for label in labels), default=0.0) + BESIDE + STATION + 2
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
) -> Plot:
    top = edition.top + (22 if chart.unit and not short_unit(chart.unit) else 0)
    tall = max(edition.height - edition.top - edition.bottom, sum(label.height for label in labels) + 40)
    y = Scale(ticks.low, ticks.high, top + tall, top)
    beside = BESIDE if inside else BESIDE + (STATION if chart.target else 0)
    room = max((label.width for label in labels), default=0.0)
    placed = tuple(replace(label, y=y(label.y)) for label in labels)
    return Plot(edition, x, y, ticks, end, end + beside, inside, room, placed, top + tall + edition.bottom)


def periods_of(chart: LineChart) -> list[Period]:
    series = [point.period for one in (chart.main, *chart.peers) for point in known(one)]
    return sorted([*series, *(point.period for point in aim_points(chart))])


def aim_points(chart: LineChart) -> list[Point]:
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
    points = [point for one in (chart.main, *chart.peers) for point in known(one)] + aim_points(chart)
    zone = [chart.zone.low, chart.zone.high] if chart.zone else []
    return [value for value in [*(point.value for point in points), *zone] if value is not None]


def way_of(series: Series, plot: Plot) -> list[Place]:
    return [(plot.x(centre(point.period)), plot.y(point.value or 0.0)) for point in known(series)]


def aim_way(chart: LineChart, plot: Plot) -> list[Place]:
    return [(plot.x(centre(point.period)), plot.y(point.value or 0.0)) for point in aim_points(chart)]


def cut(way: Sequence[Place], low: float, high: float) -> list[Place]:
    """Return the part of a broken line between two places along, with its ends."""
    kept: list[Place] = []
    for (x1, y1), (x2, y2) in pairwise(way):
        start, end = max(x1, low), min(x2, high)
        if start > end or x1 == x2:
            continue
        kept += [(at, y1 + (y2 - y1) * (at - x1) / (x2 - x1)) for at in (start, end)]
    return kept
