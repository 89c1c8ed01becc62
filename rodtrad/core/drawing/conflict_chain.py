"""A conflict chain: what strengthens stands on the left, what weakens on the right, and the thread crosses between.

Each step is drawn by itself, so that the drawing follows its words in any width, size of text and on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rodtrad.core.drawing.paths import chamfered, number, rounded

Sign = Literal["+", "-", ""]
Side = Literal["left", "right"]

BOX = (
    "0 0 56 32"  # of a station, and of a crossing, which lies from the middle of one row to that of the next
)
_HEIGHT = 32.0
_AT: dict[Side, float] = {"left": 14.0, "right": 42.0}
_SIDES: dict[str, Side] = {"+": "left", "-": "right"}
_BAR = 4.5


@dataclass(frozen=True)
class Station:
    """One step: the middle of its circle, the plus or minus to stroke in it, and how the thread crosses to the next."""

    side: Side
    x: float
    y: float
    glyph: str
    crossing: str  # nothing where the thread goes straight on, or ends


def conflict_chain(signs: Sequence[Sign]) -> tuple[Station, ...]:
    """Draw the steps in order. A step without a sign stays on the side of the one before; the first is on the left."""
    sides: list[Side] = []
    for sign in signs:
        before: Side = sides[-1] if sides else "left"
        sides.append(_SIDES.get(sign, before))
    following: list[Side | None] = [*sides[1:], None][: len(sides)]
    return tuple(
        Station(side, _AT[side], _HEIGHT / 2, _glyph(sign, _AT[side]), _crossing(side, after))
        for sign, side, after in zip(signs, sides, following, strict=True)
    )


def _glyph(sign: Sign, x: float) -> str:
    if not sign:
        return ""
    y = _HEIGHT / 2
    across = f"M{number(x - _BAR)} {number(y)}H{number(x + _BAR)}"
    return across + (f"M{number(x)} {number(y - _BAR)}V{number(y + _BAR)}" if sign == "+" else "")


def _crossing(side: Side, after: Side | None) -> str:
    if after is None or after == side:
        return ""
    here, there, middle = _AT[side], _AT[after], _HEIGHT * 0.3  # clear of the next station
    route = [(here, 0.0), (here, middle), (there, middle), (there, _HEIGHT)]
    return rounded(chamfered(route, 8.0))
