"""A conflict chain: one step leads to the next, and each time helps or hinders."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rodtrad.core.drawing.paths import Point, chamfered, circle, number, rounded

Sign = Literal["+", "-", ""]

_ROW = 32
_LEFT, _RIGHT = 14.0, 42.0  # the thread changes side where the effect turns
_WIDTH = 56
_SIGN = 9.0
_BAR = 4.5
_LETTERS = 62  # letters in a line of text beside the chain, taken few


@dataclass(frozen=True)
class ChainStep:
    text: str
    sign: Sign = ""  # what the step before does to this one; empty at the first, or where nothing is said


@dataclass(frozen=True)
class SignMark:
    sign: Sign
    x: float
    y: float
    ring: str
    glyph: str  # the plus or minus, to stroke


@dataclass(frozen=True)
class ChainRow:
    """One step: its text stands in grid rows row to row + span - 1."""

    text: str
    row: int
    span: int
    x: float
    y: float
    sign: Sign


@dataclass(frozen=True)
class Chain:
    width: int
    height: int
    view_box: str
    rows: int
    d: str  # the thread
    steps: tuple[ChainRow, ...]
    signs: tuple[SignMark, ...]
    turns: int  # how often the effect turns


def conflict_chain(steps: Sequence[ChainStep]) -> Chain:
    """Draw the chain downward: it stays on its side over a plus and crosses over at a minus."""
    placed: list[ChainRow] = []
    row, x = 1, _LEFT
    for step in steps:
        if step.sign == "-" and placed:
            x = _RIGHT if x == _LEFT else _LEFT
        span = min(12, 1 + max(1, -(-len(step.text) // _LETTERS)))
        placed.append(ChainRow(step.text, row, span, x, (row - 0.5) * _ROW, step.sign))
        row += span
    signs = tuple(_mark(one, other) for one, other in pairwise(placed) if other.sign)
    rows = row - 1
    return Chain(
        width=_WIDTH,
        height=rows * _ROW,
        view_box=f"0 0 {_WIDTH} {rows * _ROW}",
        rows=rows,
        d=_line(placed),
        steps=tuple(placed),
        signs=signs,
        turns=sum(mark.sign == "-" for mark in signs),
    )


def _line(rows: Sequence[ChainRow]) -> str:
    if len(rows) < 2:
        return ""
    points: list[Point] = [(rows[0].x, rows[0].y)]
    for one, other in pairwise(rows):
        if one.x != other.x:
            middle = (one.y + other.y) / 2
            points += [(one.x, middle), (other.x, middle)]
        points.append((other.x, other.y))
    return rounded(chamfered(points, 8.0))


def _mark(one: ChainRow, other: ChainRow) -> SignMark:
    x, y = (one.x + other.x) / 2, (one.y + other.y) / 2
    glyph = f"M{number(x - _BAR)} {number(y)}H{number(x + _BAR)}"
    if other.sign == "+":
        glyph += f"M{number(x)} {number(y - _BAR)}V{number(y + _BAR)}"
    return SignMark(other.sign, x, y, circle((x, y), _SIGN), glyph)
