"""Lines through figures: runs without gaps, dash patterns, and the dots on them."""

import itertools
from collections.abc import Sequence
from statistics import median

from rodtrad.core.charts.axes import centre
from rodtrad.core.charts.described import Break, Point, Series
from rodtrad.core.charts.drawn import Dot, Path, Shape
from rodtrad.core.charts.scales import Scale
from rodtrad.core.charts.words import known
from rodtrad.core.drawing.paths import polyline

#: Distinct in black and white; the first peer is whole, as its line is thinner than the main one.
DASHES = ("", "6 5", "2 4", "10 4 2 4", "14 5", "6 3 2 3 2 3")
_LONGER = 1.5  # times the usual step between figures is a gap


def dash_of(index: int) -> str:
    return DASHES[index % len(DASHES)]


def runs(series: Series, breaks: Sequence[Break] = ()) -> list[list[Point]]:
    """Split a series where a figure lacks and where the definition changes."""
    points = known(series)
    if not points:
        return []
    steps = [second.period.first - first.period.first for first, second in itertools.pairwise(points)]
    usual = median(steps) if steps else 0
    empty = sorted(point.period.first for point in series.points if point.value is None)
    result = [[points[0]]]
    for before, point, step in zip(points, points[1:], steps, strict=False):
        lacking = any(before.period.first < at < point.period.first for at in empty)
        changed = any(before.period < one.period <= point.period for one in breaks)
        if step > usual * _LONGER or lacking or changed:
            result.append([point])
        else:
            result[-1].append(point)
    return result


def line_shapes(
    series: Series, x: Scale, y: Scale, role: str, *, dash: str = "", breaks: Sequence[Break] = ()
) -> list[Shape]:
    """Draw a series; figures that stand alone are dots, provisional ones rings."""
    dot, ring = ("dot", "hollow") if role == "main" else ("dot-peer", "hollow-peer")
    radius = 3.5 if role == "main" else 2.5
    shapes: list[Shape] = []
    for run in runs(series, breaks):
        places = [(x(centre(point.period)), y(point.value or 0.0)) for point in run]
        if len(run) > 1:
            shapes.append(Path(role, polyline(places), dash=dash))
        for point, (across, down) in zip(run, places, strict=True):
            if point.provisional:
                shapes.append(Dot(ring, across, down, radius + 0.5))
            elif len(run) == 1:
                shapes.append(Dot(dot, across, down, radius))
    return shapes
