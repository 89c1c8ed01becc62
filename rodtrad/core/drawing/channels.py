"""Channels: the drawn strips between the columns of the overview."""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from rodtrad.core.drawing.lanes import Net, assigned, ordered
from rodtrad.core.drawing.paths import route
from rodtrad.core.drawing.rows import UNIT
from rodtrad.core.drawing.tracks import Edge, Seat, Track

_STEP = 16  # channel widths are whole rem
_NARROW, _WIDE = 64, 256
_IN, _OUT = 22, 26  # what lies before the first lane and after the last
_PITCH, _MANY_PITCH = 14.0, 11.0
_MANY = 8  # lanes above which they stand closer


@dataclass(frozen=True)
class Segment:
    """One way through a channel, drawn as one path."""

    d: str
    lit: bool
    sources: tuple[str, ...]  # the elements whose thread this is part of, on the left
    targets: tuple[str, ...]  # and on the right


@dataclass(frozen=True)
class Channel:
    width: int  # drawing units
    step: int  # class w<step>: the width in rem, 4 to 16
    height: int
    view_box: str
    segments: tuple[Segment, ...]  # grey first, lit last


@dataclass(frozen=True)
class Layout:
    """Where everything stands before the channels are drawn."""

    column: Mapping[str, int]
    y: Mapping[str, int]  # rows
    tracks: Sequence[Track]
    seats: Mapping[str, Seat]
    rows: int

    def level(self, key: str) -> int:
        seat = self.seats.get(key)
        return seat.y if seat else self.y[key] * UNIT


def channels(count: int, edges: Sequence[Edge], lit: Set[Edge], layout: Layout) -> list[Channel]:
    """Draw the strip after each column but the last; count is the number of columns."""
    steps = _steps(edges, layout)
    return [_channel(steps.get(gap, {}), lit, layout) for gap in range(count - 1)]


_Steps = dict[tuple[str, str], list[Edge]]


def _steps(edges: Sequence[Edge], layout: Layout) -> dict[int, _Steps]:
    """Part each edge in its steps from column to column, by way of its tracks."""
    via = {(edge, track.column): track.key for track in layout.tracks for edge in track.edges}
    steps: dict[int, _Steps] = {}
    for edge in edges:
        start, end = layout.column[edge[0]], layout.column[edge[1]]
        stops = [edge[0], *(via[edge, at] for at in range(start + 1, end)), edge[1]]
        for gap, step in enumerate(pairwise(stops), start=start):
            steps.setdefault(gap, {}).setdefault(step, []).append(edge)
    return steps


def _channel(steps: _Steps, lit: Set[Edge], layout: Layout) -> Channel:
    outs: dict[str, list[str]] = {}
    for left, right in steps:
        outs.setdefault(left, []).append(right)
    nets = [
        Net(left, layout.level(left), tuple(sorted({layout.level(right) for right in rights})))
        for left, rights in outs.items()
    ]
    lanes = assigned(ordered(nets))
    count = max(lanes.values(), default=0) + 1
    pitch = _PITCH if count <= _MANY else _MANY_PITCH
    width = min(_WIDE, max(_NARROW, math.ceil((_IN + _OUT + (count - 1) * pitch) / _STEP) * _STEP))
    pitch = min(pitch, (width - _IN - _OUT) / max(count - 1, 1))
    first = (width - (count - 1) * pitch - (_OUT - _IN)) / 2
    segments = [
        _segment(step, edges, lit, layout, (first + pitch * lanes[step[0]], width))
        for step, edges in steps.items()
    ]
    segments.sort(key=lambda segment: segment.lit)
    height = layout.rows * UNIT
    return Channel(width, width // _STEP, height, f"0 0 {width} {height}", tuple(segments))


def _segment(
    step: tuple[str, str],
    edges: Sequence[Edge],
    lit: Set[Edge],
    layout: Layout,
    place: tuple[float, int],
) -> Segment:
    lane, width = place
    start, end = (0, layout.level(step[0])), (width, layout.level(step[1]))
    return Segment(
        d=route(start, end, lane),
        lit=any(edge in lit for edge in edges),
        sources=tuple(dict.fromkeys(source for source, _ in edges)),
        targets=tuple(dict.fromkeys(target for _, target in edges)),
    )
