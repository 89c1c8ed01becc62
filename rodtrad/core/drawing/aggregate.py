"""The overview above the number of elements that can be read one by one: levels and ribbons."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rodtrad.core.drawing.paths import number, pair

HEIGHT = 320
_WIDTH = 1080  # of the whole, so that few levels are drawn no larger than many
_GAP = 150  # between two levels, at least
_BAR = 16
_EDGE = 24
_TOP, _LOW = 56, 24  # room for the counts above the bars, air below
_THIN, _AIR = 3.0, 6.0


@dataclass(frozen=True)
class LevelInput:
    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Bar:
    """One level: a bar as high as its number of elements, all bars on one scale."""

    key: str
    label: str
    count: int
    x: int
    y: float
    width: int
    height: float

    @property
    def end(self) -> int:
        return self.x + self.width


@dataclass(frozen=True)
class Ribbon:
    """All links from one level to a later one; as thick as they are many."""

    source: str
    target: str
    links: int
    thickness: float
    d: str  # a closed shape to fill


@dataclass(frozen=True)
class Aggregate:
    width: int
    height: int
    view_box: str
    bars: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]  # thickest first, so that thin ones stay visible


def aggregate(levels: Sequence[LevelInput], links: Mapping[tuple[str, str], int]) -> Aggregate:
    """Draw levels as bars and links between them as ribbons; links to an earlier level are left out."""
    gap = max(_GAP, (_WIDTH - 2 * _EDGE - _BAR) // max(len(levels) - 1, 1))
    width = max(_WIDTH, 2 * _EDGE + _BAR + (len(levels) - 1) * gap)
    order = {level.key: at for at, level in enumerate(levels)}
    kept = {
        step: count
        for step, count in links.items()
        if count > 0 and order.get(step[0], len(levels)) < order.get(step[1], -1)
    }
    bars = {level.key: _bar(level, at * gap, levels) for at, level in enumerate(levels)}
    ribbons = _ribbons(kept, bars, order)
    return Aggregate(
        width=width,
        height=HEIGHT,
        view_box=f"0 0 {width} {HEIGHT}",
        bars=tuple(bars.values()),
        ribbons=tuple(sorted(ribbons, key=lambda one: -one.thickness)),
    )


def _bar(level: LevelInput, at: int, levels: Sequence[LevelInput]) -> Bar:
    """Scale by the square root: six challenges stay visible beside nine hundred measures."""
    room = HEIGHT - _TOP - _LOW
    most = max((one.count for one in levels), default=0)
    height = max(8.0, room * math.sqrt(max(level.count, 0) / most)) if most > 0 else 8.0
    middle = _TOP + room / 2
    return Bar(level.key, level.label, level.count, _EDGE + at, middle - height / 2, _BAR, height)


def _ribbons(
    links: Mapping[tuple[str, str], int], bars: Mapping[str, Bar], order: Mapping[str, int]
) -> list[Ribbon]:
    thick = _thicknesses(links, bars)
    out = _offsets(links, thick, bars, order, side=0)
    into = _offsets(links, thick, bars, order, side=1)
    return [
        Ribbon(step[0], step[1], count, thick[step], _shape(step, out[step], into[step], thick[step], bars))
        for step, count in links.items()
    ]


def _thicknesses(
    links: Mapping[tuple[str, str], int], bars: Mapping[str, Bar]
) -> dict[tuple[str, str], float]:
    """Take one scale for all ribbons, the largest at which no bar is overfull."""
    scale = math.inf
    for side in (0, 1):
        for key, bar in bars.items():
            total = sum(count for step, count in links.items() if step[side] == key)
            if total:
                scale = min(scale, bar.height / total)
    return {step: max(_THIN, count * scale) for step, count in links.items()}


def _offsets(
    links: Mapping[tuple[str, str], int],
    thick: Mapping[tuple[str, str], float],
    bars: Mapping[str, Bar],
    order: Mapping[str, int],
    *,
    side: int,
) -> dict[tuple[str, str], float]:
    """Stack the ribbons at each bar around its middle; those that go far lie lowest."""
    places: dict[tuple[str, str], float] = {}
    for key, bar in bars.items():
        here = sorted(
            (step for step in links if step[side] == key),
            key=lambda step: (order[step[1]] - order[step[0]], step),
        )
        at = bar.y + bar.height / 2 - sum(thick[step] for step in here) / 2
        for step in here:
            places[step] = at
            at += thick[step]
    return places


def _shape(step: tuple[str, str], out: float, into: float, thick: float, bars: Mapping[str, Bar]) -> str:
    """Draw a band; one that skips levels sags under the bars between."""
    source, target = bars[step[0]], bars[step[1]]
    x1, x2 = float(source.x + source.width), float(target.x)
    between = [bar for bar in bars.values() if x1 < bar.x < x2]
    half = (x2 - x1) / 2
    if not between:
        back = (
            f"C{pair((x2 - half, into + thick))} {pair((x1 + half, out + thick))} {pair((x1, out + thick))}"
        )
        there = f"C{pair((x1 + half, out))} {pair((x2 - half, into))} {pair((x2, into))}"
        return f"M{pair((x1, out))}{there}L{pair((x2, into + thick))}{back}Z"
    low = min(max(bar.y + bar.height for bar in between) + _AIR, HEIGHT - thick - 2)
    first, last = between[0].x - 20.0, between[-1].x + between[-1].width + 20.0
    upper = _sag((x1, out), (first, low), (last, low), (x2, into))
    lower = _sag((x2, into + thick), (last, low + thick), (first, low + thick), (x1, out + thick))
    return f"M{pair((x1, out))}{upper}L{pair((x2, into + thick))}{lower}Z"


def _sag(
    start: tuple[float, float], down: tuple[float, float], up: tuple[float, float], end: tuple[float, float]
) -> str:
    bend, rise = (start[0] + down[0]) / 2, (up[0] + end[0]) / 2
    return (
        f"C{number(bend)} {number(start[1])} {number(bend)} {number(down[1])} {pair(down)}L{pair(up)}"
        f"C{number(rise)} {number(up[1])} {number(rise)} {number(end[1])} {pair(end)}"
    )
