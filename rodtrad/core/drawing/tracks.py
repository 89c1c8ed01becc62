"""Tracks: how a thread that skips a level passes through that level's column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rodtrad.core.drawing.rows import UNIT, Box

Edge = tuple[str, str]

SHIFT = 8  # drawing units between tracks that share an empty row
MAX_ROWS = 320


@dataclass(frozen=True)
class Track:
    """A thread through a column where it has no station."""

    key: str
    column: int
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class Seat:
    row: int
    shift: int  # -1, 0 or 1: above, on or under the row's level

    @property
    def y(self) -> int:
        return self.row * UNIT + self.shift * SHIFT


def tracks_of(edges: Sequence[Edge], column: Mapping[str, int]) -> list[Track]:
    """Bundle the edges that skip columns, by source or by target, whichever gives fewer tracks."""
    bundles: dict[tuple[int, str], list[Edge]] = {}
    long = [edge for edge in edges if column[edge[1]] - column[edge[0]] > 1]
    spans: dict[tuple[int, int], list[Edge]] = {}
    for edge in long:
        spans.setdefault((column[edge[0]], column[edge[1]]), []).append(edge)
    for (start, end), members in sorted(spans.items()):
        by_source = len({source for source, _ in members}) <= len({target for _, target in members})
        for source, target in members:
            name = f"from {source}" if by_source else f"to {target}"
            for between in range(start + 1, end):
                bundles.setdefault((between, name), []).append((source, target))
    return [Track(f"{name} past {at}", at, tuple(members)) for (at, name), members in sorted(bundles.items())]


def seated(tracks: Sequence[Track], boxes: Sequence[Box], y: Mapping[str, int]) -> dict[str, Seat]:
    """Give each track a place in an empty row of its column; without one it goes round, below."""
    seats: dict[str, Seat] = {}
    for column in sorted({track.column for track in tracks}):
        here = [track for track in tracks if track.column == column]
        free = _empty_rows([box for box in boxes if box.column == column], y)
        seats.update(_seats(here, free, y))
    return seats


def _empty_rows(boxes: Iterable[Box], y: Mapping[str, int]) -> list[int]:
    """List the levels with nothing near: half a row clear above and below."""
    bodies = [(y[box.key] - box.above, y[box.key] + box.below) for box in boxes]
    height = max(y.values(), default=0)
    return [
        row
        for row in range(1, height + 1)
        if all(bottom <= row - 0.4 or top >= row + 0.4 for top, bottom in bodies)
    ]


def _seats(tracks: Sequence[Track], free: list[int], y: Mapping[str, int]) -> dict[str, Seat]:
    rows: dict[int, list[Track]] = {}
    lowest = max(y.values(), default=0) + 1
    for track in sorted(tracks, key=lambda one: (_wish(one, y), one.key)):
        wish = _wish(track, y)
        open_rows = [row for row in free if len(rows.get(row, ())) < 3]
        while not open_rows:
            if len(rows.get(lowest, ())) < 3 or lowest >= MAX_ROWS:
                open_rows = [lowest]
            else:
                lowest += 1
        row = min(open_rows, key=lambda one: (abs(one - wish), one))
        rows.setdefault(row, []).append(track)
    return {
        track.key: Seat(row, shift)
        for row, members in rows.items()
        for track, shift in zip(members, _shifts(len(members)), strict=True)
    }


def _wish(track: Track, y: Mapping[str, int]) -> float:
    """Stay between where the thread comes from and where it goes."""
    sources = [y[source] for source in {source for source, _ in track.edges}]
    targets = [y[target] for target in {target for _, target in track.edges}]
    return (sum(sources) / len(sources) + sum(targets) / len(targets)) / 2


def _shifts(count: int) -> list[int]:
    few = {1: [0], 2: [-1, 1], 3: [-1, 0, 1]}
    return few.get(count, [0] * count)
