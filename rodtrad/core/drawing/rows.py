"""Rows of the overview: where each element stands, computed from lengths of titles alone."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

UNIT = 32  # height of one row in drawing units, two rem on the page
_LABEL_LINE, _LABEL_FOOT = 19.5, 9.0  # a line of a label above its thread, and the air under it
_SIDE_LINE = 16.0  # a line of a label beside its station


@dataclass(frozen=True)
class Box:
    """What one element needs: rows over and under the level of its thread."""

    key: str
    column: int
    parent: str | None
    above: float
    below: float


def label_box(key: str, column: int, parent: str | None, lines: int, tangled: bool) -> Box:
    """Measure a label that stands on its thread; half of a tangle hangs under it."""
    return Box(key, column, parent, (lines * _LABEL_LINE + _LABEL_FOOT) / UNIT, 0.6 if tangled else 0.0)


def side_box(key: str, column: int, parent: str | None, lines: int, air: float) -> Box:
    """Measure a label that stands beside its station."""
    half = (lines * _SIDE_LINE + air) / 2 / UNIT
    return Box(key, column, parent, half, half)


@dataclass
class Placing:
    """The rows given so far; elements go in from the top, and are only ever moved down."""

    boxes: dict[str, Box]
    gap: int
    y: dict[str, int] = field(default_factory=dict)
    floor: dict[int, float] = field(default_factory=dict)
    last: dict[int, str] = field(default_factory=dict)

    def put(self, key: str, wish: int = 1) -> None:
        """Place an element as near its wish as those above it allow, with air between groups."""
        box = self.boxes[key]
        self.y[key] = max(wish, self.least(key))
        self._settle(key, box)

    def least(self, key: str) -> int:
        box = self.boxes[key]
        before = self.last.get(box.column)
        if before is None:
            return max(1, math.ceil(box.above - 0.05))
        apart = self.boxes[before].parent != box.parent
        air = self.gap if apart else 0
        return max(self.y[before] + 1, math.ceil(self.floor[box.column] + box.above - 0.05) + air)

    def down(self, keys: Sequence[str], rows: int) -> None:
        for key in keys:
            self.y[key] += rows
            box = self.boxes[key]
            self.floor[box.column] = max(self.floor[box.column], self.y[key] + box.below)

    def _settle(self, key: str, box: Box) -> None:
        self.floor[box.column] = self.y[key] + box.below
        self.last[box.column] = key


def placed(boxes: Sequence[Box], gap: int, links: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Give every element its row: groups around their parents, the rest spread evenly.

    links tells what each element leads to; parents stand in earlier columns than their children.
    """
    by_key = {box.key: box for box in boxes}
    children: dict[str, list[str]] = {}
    for box in boxes:
        if box.parent is not None:
            children.setdefault(box.parent, []).append(box.key)
    rooted = {box.column for box in boxes if box.parent is not None}
    rooted |= {by_key[parent].column for parent in children}
    placing = Placing(by_key, gap)
    bands = [
        _tree(placing, box.key, children) for box in boxes if box.parent is None and box.column in rooted
    ]
    free = [column for column in sorted({box.column for box in boxes}) if column not in rooted]
    height = max([_height(placing), *(_needed(boxes, column) for column in free)], default=0)
    _stretch(placing, bands, height)
    for column in reversed(free):
        _spread(placing, [box.key for box in boxes if box.column == column], height, links)
    return placing.y


def _tree(placing: Placing, key: str, children: dict[str, list[str]]) -> list[str]:
    """Place all under an element, then the element level with the middle of its nearest children."""
    groups: dict[int, list[str]] = {}
    for child in children.get(key, []):
        groups.setdefault(placing.boxes[child].column, []).append(child)
    under: list[str] = []
    parts: list[tuple[int, list[str], list[str]]] = []
    for column in sorted(groups):
        below = [one for child in groups[column] for one in _tree(placing, child, children)]
        parts.append((_middle(placing, groups[column]), groups[column], below))
        under.extend(below)
    _level(placing, parts)
    wish = _middle(placing, parts[0][1]) if parts else 1
    placing.put(key, wish)
    if parts and placing.y[key] > wish:
        placing.down(under, placing.y[key] - wish)
    return [key, *under]


def _level(placing: Placing, parts: list[tuple[int, list[str], list[str]]]) -> None:
    """Bring the groups of one parent level with one another when they stand in different columns."""
    lowest = max((middle for middle, _, _ in parts), default=0)
    seen: set[int] = set()
    for _, _, below in parts:
        columns = {placing.boxes[key].column for key in below}
        if seen & columns:
            return
        seen |= columns
    for middle, _, below in parts:
        placing.down(below, lowest - middle)


def _middle(placing: Placing, keys: list[str]) -> int:
    """Give the row of the element nearest the middle of a group."""
    rows = [placing.y[key] for key in keys]
    centre = (min(rows) + max(rows)) / 2
    return min(rows, key=lambda row: (abs(row - centre), row))


def _height(placing: Placing) -> int:
    return math.ceil(max(placing.floor.values(), default=0) - 0.05)


def _needed(boxes: Sequence[Box], column: int) -> int:
    placing = Placing({box.key: box for box in boxes}, 0)
    for box in boxes:
        if box.column == column:
            placing.put(box.key)
    return _height(placing)


def _stretch(placing: Placing, bands: list[list[str]], height: int) -> None:
    """Share spare rows between the trees, so that a short side does not hang at the top."""
    spare = height - _height(placing)
    for at, band in enumerate(bands):
        placing.down(band, round(spare * (at + 0.5) / len(bands)))


def _spread(placing: Placing, keys: list[str], height: int, links: Mapping[str, Sequence[str]]) -> None:
    """Stand at even distances; an earlier one waits when those after it need the room."""
    tail, limits = 0.0, []
    for key in reversed(keys):
        box = placing.boxes[key]
        limits.append(math.floor(height + 0.05 - tail - box.below))
        tail += max(1.0, math.ceil(box.above + box.below - 0.05))
    for at, (key, limit) in enumerate(zip(keys, reversed(limits), strict=True)):
        box = placing.boxes[key]
        even = round(height * (at + 0.5) / len(keys) + (box.above - box.below) / 2)
        placing.put(key, min(_snapped(placing, key, even, links), limit))


def _snapped(placing: Placing, key: str, even: int, links: Mapping[str, Sequence[str]]) -> int:
    """Stand level with something it leads to when that is near, and never level with anything else."""
    linked = [placing.y[one] for one in links.get(key, ()) if one in placing.y]
    near = sorted((abs(row - even), row) for row in linked if abs(row - even) < 2)
    if near:
        return near[0][1]
    following = placing.boxes[key].column + 1
    others = {row for one, row in placing.y.items() if placing.boxes[one].column == following}
    return next((row for row in (even, even - 1, even + 1) if row not in others), even)
