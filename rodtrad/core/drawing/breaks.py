"""Where the threads end: all threads of a framework side by side, each as far as it reaches."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.core.drawing.paths import circle, number

MOST_LINES = 40
_WIDTH, _EDGE = 1240, 64  # the wide figure and its margin
_TOP, _FOOT = 64, 36  # room for level names above the lines, air below
_STEP, _GAP = 4.0, 14.0  # between two lines, and between bundles
_OVERRUN = 0.25  # a thread is drawn this far toward the level it does not reach
_NARROW_ROW, _NARROW_WIDTH = 42, 122  # the narrow figure, drawn downward
_END = 2.2


@dataclass(frozen=True)
class Reach:
    """How many threads come as far as a level."""

    label: str
    reached: int


@dataclass(frozen=True)
class LevelMark:
    label: str
    count: int  # threads that reach it
    x: float  # on the wide figure
    y: float  # on the narrow figure


@dataclass(frozen=True)
class Bundle:
    """The threads that end at one level, or all that reach the last."""

    level: str  # label of the last level they reach
    count: int
    lines: int
    complete: bool
    d: str  # wide: all lines as one path
    ends: str  # wide: their end points as one path, to fill
    note_x: float  # where "7 slutter her" begins, and its middle
    note_y: float
    narrow_d: str
    narrow_ends: str


@dataclass(frozen=True)
class Breaks:
    width: int
    height: int
    view_box: str
    narrow_width: int
    narrow_height: int
    narrow_view_box: str
    rule_top: int  # the thin lines of the levels
    rule_bottom: int
    per_line: int  # threads one line stands for; say so when it is more than one
    total: int
    complete: int
    marks: tuple[LevelMark, ...]
    bundles: tuple[Bundle, ...]  # the longest first


def breaks(levels: Sequence[Reach]) -> Breaks:
    """Draw the threads; a level cannot be reached by more threads than the level before it."""
    counts = _falling([level.reached for level in levels])
    per_line = max(1, math.ceil(max(counts, default=0) / MOST_LINES))
    ended = [count - after for count, after in zip(counts, [*counts, 0][1:], strict=True)]
    gap = (_WIDTH - 2 * _EDGE) / max(len(levels) - 1, 1)
    marks = tuple(
        LevelMark(level.label, level.reached, _EDGE + at * gap, _NARROW_ROW * (at + 0.5))
        for at, level in enumerate(levels)
    )
    bundles, (y, x) = _bundles(marks, ended, per_line, gap)
    height = math.ceil(max(y - _GAP, _TOP) + _FOOT)
    narrow = (max(_NARROW_WIDTH, math.ceil(x)), _NARROW_ROW * max(len(levels), 1))
    return Breaks(
        width=_WIDTH,
        height=height,
        view_box=f"0 0 {_WIDTH} {height}",
        narrow_width=narrow[0],
        narrow_height=narrow[1],
        narrow_view_box=f"0 0 {narrow[0]} {narrow[1]}",
        rule_top=_TOP - 10,
        rule_bottom=height - _FOOT + 12,
        per_line=per_line,
        total=counts[0] if counts else 0,
        complete=counts[-1] if counts else 0,
        marks=marks,
        bundles=tuple(bundles),
    )


def _bundles(
    marks: Sequence[LevelMark], ended: Sequence[int], per_line: int, gap: float
) -> tuple[list[Bundle], tuple[float, float]]:
    """Lay the bundles under one another, the longest first, and tell where the last one ends."""
    bundles: list[Bundle] = []
    y, x = float(_TOP), 6.0
    for at in reversed(range(len(marks))):
        if ended[at] <= 0:
            continue
        lines = max(1, min(round(ended[at] / per_line), MOST_LINES))
        complete = at == len(marks) - 1
        bundles.append(_bundle(marks[at], ended[at], lines, (y, x), gap, complete))
        y += (lines - 1) * _STEP + _GAP
        x += (lines - 1) * 2.0 + 6.0
    return bundles, (y, x)


def _falling(counts: list[int]) -> list[int]:
    """Hold the counts to what threads can do: never more than before, never below none."""
    result: list[int] = []
    for count in counts:
        result.append(max(0, min(count, result[-1] if result else count)))
    return result


def _bundle(
    mark: LevelMark, count: int, lines: int, start: tuple[float, float], gap: float, complete: bool
) -> Bundle:
    over = 0.0 if complete else _OVERRUN
    end_x, end_y = mark.x + over * gap, mark.y + over * _NARROW_ROW
    ys = [start[0] + at * _STEP for at in range(lines)]
    xs = [start[1] + at * 2.0 for at in range(lines)]
    first = _NARROW_ROW * 0.5
    return Bundle(
        level=mark.label,
        count=count,
        lines=lines,
        complete=complete,
        d="".join(f"M{_EDGE} {number(y)}H{number(end_x)}" for y in ys),
        ends="".join(circle((end_x, y), _END) for y in ys),
        note_x=end_x + 12,
        note_y=(ys[0] + ys[-1]) / 2 + 4.5,
        narrow_d="".join(f"M{number(x)} {number(first)}V{number(end_y)}" for x in xs),
        narrow_ends="".join(circle((x, end_y), 1.6) for x in xs),
    )
