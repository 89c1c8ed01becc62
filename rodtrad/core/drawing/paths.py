"""Path data of lines: square routes with cut and softened corners, and smooth curves through points."""

import math
from collections.abc import Sequence

Point = tuple[float, float]

CUT = 12.0  # how far from a right corner the 45 degree cut begins
SOFT = 5.0  # how far from the remaining bends the rounding begins
_NEAR = 0.01


def number(value: float) -> str:
    """Write a coordinate with one decimal at most, so that path data stays short and comparable."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def toward(start: Point, end: Point, distance: float) -> Point:
    """Give the point this far from start on the way to end."""
    length = math.dist(start, end)
    share = distance / length if length > _NEAR else 0.0
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def polyline(points: Sequence[Point]) -> str:
    return "M" + "L".join(pair(point) for point in points)


def chamfered(points: Sequence[Point], cut: float = CUT) -> list[Point]:
    """Replace each corner by two points, so that a square route turns in two steps of 45 degrees."""
    if len(points) < 3:
        return list(points)
    corners: list[Point] = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(cut, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        corners.append(toward(corner, before, reach))
        corners.append(toward(corner, after, reach))
    corners.append(points[-1])
    return _without_repeats(corners)


def rounded(points: Sequence[Point], radius: float = SOFT) -> str:
    """Draw a broken line with every bend softened by a quadratic curve."""
    steps = _without_repeats(points)
    data = [f"M{pair(steps[0])}"]
    for before, bend, after in zip(steps, steps[1:], steps[2:], strict=False):
        reach = min(radius, math.dist(before, bend) / 2, math.dist(bend, after) / 2)
        data.append(f"L{pair(toward(bend, before, reach))}")
        data.append(f"Q{pair(bend)} {pair(toward(bend, after, reach))}")
    if len(steps) > 1:
        data.append(f"L{pair(steps[-1])}")
    return "".join(data)


def route(start: Point, end: Point, lane: float) -> str:
    """Go out level, up or down in the lane, and in level: the way of one link through a channel."""
    rise = abs(end[1] - start[1])
    if rise < 1:
        return polyline([start, end])
    corners = [start, (lane, start[1]), (lane, end[1]), end]
    return rounded(chamfered(corners, min(CUT, rise / 2)))


def smooth(points: Sequence[Point], *, first: Point | None = None, last: Point | None = None) -> str:
    """Draw one smooth curve through all points (Catmull-Rom, written as Bézier curves).

    first and last are neighbours beyond the ends: given, they make two curves meet without a bend.
    """
    data = [f"M{pair(points[0])}"]
    if len(points) > 1:
        way = [first or points[0], *points, last or points[-1]]
        data.extend(_bezier(*way[at : at + 4]) for at in range(len(points) - 1))
    return "".join(data)


def circle(centre: Point, radius: float) -> str:
    """Draw a circle as path data, so that a drawing is one kind of shape only."""
    x, y, r = centre[0], centre[1], number(radius)
    right, left = pair((x + radius, y)), pair((x - radius, y))
    return f"M{left}A{r} {r} 0 1 1 {right}A{r} {r} 0 1 1 {left}Z"


def _bezier(before: Point, start: Point, end: Point, after: Point) -> str:
    out = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
    back = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
    return f"C{pair(out)} {pair(back)} {pair(end)}"


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = [points[0]]
    for point in points[1:]:
        if math.dist(kept[-1], point) > _NEAR:
            kept.append(point)
    return kept
