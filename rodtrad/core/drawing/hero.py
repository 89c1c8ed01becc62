"""The large tangle of the front page: strands over and under one another, unwinding into the line."""

import math
from dataclasses import dataclass

from rodtrad.core.drawing.paths import Point, pair, smooth
from rodtrad.core.drawing.tangles import Seed

_PER_PIECE = 4  # curve steps in one strand piece
_PER_TURN = 16


@dataclass(frozen=True)
class Strand:
    """A piece of thread: the casing in the colour of the paper first, then the thread over it."""

    casing: str
    thread: str


@dataclass(frozen=True)
class Hero:
    width: int
    height: int
    view_box: str
    strands: tuple[Strand, ...]  # draw in this order
    tail: str  # from the tangle to the end of the line, drawn last
    stations: tuple[Point, ...]  # one for each level, on the line
    end: Point


def hero(
    seed: str,
    levels: int,
    *,
    width: int = 1280,
    height: int = 760,
    centre: Point = (0.73, 0.27),
    radius: float = 0.25,
    turns: float = 8.0,
) -> Hero:
    """Draw the tangle, the sweep to the left margin, and the level line with a station for each level.

    centre is in shares of width and height, radius in shares of the lesser of the two.
    """
    source = Seed(seed)
    middle = (centre[0] * width, centre[1] * height)
    ball = _wound(source, middle, radius * min(width, height), turns)
    line = height - 24.0
    start, end = width * 0.045, width - 8.0
    gap = (end - start) / max(levels, 1)
    return Hero(
        width=width,
        height=height,
        view_box=f"0 0 {width} {height}",
        strands=_strands(ball, source),
        tail=_tail(ball, middle, width, line),
        stations=tuple((start + gap * index, line) for index in range(levels)),
        end=(end, line),
    )


def _wound(source: Seed, middle: Point, reach: float, turns: float) -> list[Point]:
    """Wind ellipses whose axis turns slowly and whose size and centre swing."""
    steps = round(turns * _PER_TURN)
    axis, spin = source.between(0, math.pi), source.between(0.5, 0.72)
    swing, wander = source.between(0, math.tau), source.between(0, math.tau)
    points: list[Point] = []
    for step in range(steps + 1):
        turn = step / _PER_TURN
        angle, lean = math.tau * turn, axis + spin * turn
        size = 1 + 0.2 * math.sin(turn * 1.35 + swing)
        slim = size * (0.5 + 0.28 * math.sin(turn * 0.9 + wander))
        x, y = size * math.cos(angle), slim * math.sin(angle)
        points.append(
            (
                x * math.cos(lean) - y * math.sin(lean) + 0.18 * math.cos(turn * 0.8 + wander),
                x * math.sin(lean) + y * math.cos(lean) + 0.18 * math.sin(turn * 1.1 + swing),
            )
        )
    return _ended(_placed(points, middle, reach))


def _placed(points: list[Point], middle: Point, reach: float) -> list[Point]:
    """Fit the ball in its circle, whatever the seed made of it."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    across, tall = (left + right) / 2, (top + bottom) / 2
    scale = 2 * reach / max(right - left, bottom - top)
    return [(middle[0] + (x - across) * scale, middle[1] + (y - tall) * scale) for x, y in points]


def _ended(points: list[Point]) -> list[Point]:
    """Stop where the last turn heads down and a little left, so that the tail leaves without a kink."""

    def off(at: int) -> float:
        heading = math.atan2(points[at][1] - points[at - 1][1], points[at][0] - points[at - 1][0])
        return abs(heading - math.radians(108))

    last = min(range(len(points) - _PER_TURN - 2, len(points)), key=off)
    return points[: last + 1]


def _strands(points: list[Point], source: Seed) -> tuple[Strand, ...]:
    """Cut the ball into pieces and shuffle their order, so that a strand goes over here and under there.

    The thread of a piece runs one step beyond its casing, which hides the joint.
    """
    pieces: list[tuple[float, Strand]] = []
    for at in range(0, len(points) - 1, _PER_PIECE):
        until = min(at + _PER_PIECE, len(points) - 1)
        pieces.append(
            (
                source.between(0, 1),
                Strand(casing=_slice(points, at, until), thread=_slice(points, max(at - 1, 0), until + 1)),
            )
        )
    return tuple(strand for _, strand in sorted(pieces, key=lambda piece: piece[0]))


def _slice(points: list[Point], start: int, end: int) -> str:
    """Draw part of a curve so that it lies exactly on the whole."""
    end = min(end, len(points) - 1)
    before = points[start - 1] if start > 0 else None
    after = points[end + 1] if end + 1 < len(points) else None
    return smooth(points[start : end + 1], first=before, last=after)


def _tail(ball: list[Point], middle: Point, width: int, line: float) -> str:
    """Leave along the last direction, sweep to the left margin, and turn into the level line."""
    edge, bend = 2.0, min(48.0, line / 12)
    crossing = middle[1] + (line - middle[1]) * 0.62
    last, before = ball[-1], ball[-2]
    ahead = (last[0] + (last[0] - before[0]) * 2.2, last[1] + (last[1] - before[1]) * 2.2)
    rest = middle[0] - width * 0.17
    low = line - bend
    out = [ahead, (middle[0] - 10, crossing), (rest, crossing)]
    sweep = [(rest * 0.36, crossing), (edge, crossing), (edge, crossing + (low - crossing) * 0.8)]
    turn = [(edge, line), (edge + bend, line)]
    return (
        smooth([before, last], last=ahead)
        + f"C{_listed(out)}C{_listed(sweep)}L{pair((edge, low))}Q{_listed(turn)}"
        + f"L{pair((width - 8, line))}"
    )


def _listed(points: list[Point]) -> str:
    return " ".join(pair(point) for point in points)
