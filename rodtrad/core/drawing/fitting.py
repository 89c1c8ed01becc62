"""Fits the overview in its rows: how each column writes its labels, and how many lines they take."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rodtrad.core.drawing.inputs import ColumnInput
from rodtrad.core.drawing.rows import Box, label_box, placed, side_box
from rodtrad.core.drawing.tracks import MAX_ROWS, Edge

Style = Literal["label", "side"]

_WIDTH = 1024.0  # drawing units the map is planned for at least; 16 make one rem
_COLUMN = 188.0  # narrower columns than this make the map wider instead
_DENSE, _DENSE_TANGLES = 12, 20  # more elements than this stand beside their stations
_LETTER: dict[Style, float] = {"label": 8.2, "side": 7.4}  # how wide a letter is, taken large
_INDENT = 32.0  # what the station takes of a column
_TANGLE = 84.0
_AIR = 6.0  # between labels beside their stations; short ones in three columns do without


@dataclass(frozen=True)
class Fit:
    boxes: tuple[Box, ...]
    lines: dict[str, int]
    whole: dict[str, int]  # lines that the whole title takes
    y: dict[str, int]


def styles(columns: Sequence[ColumnInput], edges: Sequence[Edge]) -> list[Style]:
    """Write labels on the thread where there is room, and beside the station where there is not."""
    sources = {source for source, _ in edges}
    chosen: list[Style] = []
    for index, column in enumerate(columns):
        last = index == len(columns) - 1 and index > 0
        ends = not column.tangled and not any(node.id in sources for node in column.nodes)
        many = len(column.nodes) > (_DENSE_TANGLES if column.tangled else _DENSE)
        chosen.append("side" if last or ends or many else "label")
    return chosen


def share(column: ColumnInput, style: Style) -> int:
    """Give a column's part of the width, as a flex-grow number."""
    return 5 if column.tangled or style == "side" else 4


def width(columns: int, channels: int) -> float:
    """Give the width the map is planned for, in drawing units; channels is what they take together."""
    return max(_WIDTH, columns * _COLUMN + channels)


def fitted(
    columns: Sequence[ColumnInput],
    edges: Sequence[Edge],
    chosen: Sequence[Style],
    channels: int,
    most_lines: int,
) -> Fit:
    """Place all elements, with less air and shorter labels when the rows do not suffice."""
    links: dict[str, list[str]] = {}
    for source, target in edges:
        links.setdefault(source, []).append(target)
    fit = Fit((), {}, {}, {})
    whole = _lines(columns, chosen, width(len(columns), channels) - channels)
    for most, gap in ((most_lines, 1), (min(4, most_lines), 1), (min(2, most_lines), 1), (1, 1), (1, 0)):
        lines = {key: min(count, most) for key, count in whole.items()}
        boxes = _boxes(columns, chosen, lines)
        fit = Fit(boxes, lines, whole, placed(boxes, gap, links))
        if all(fit.y[box.key] + box.below <= MAX_ROWS for box in boxes):
            break
    return fit


def _lines(columns: Sequence[ColumnInput], chosen: Sequence[Style], room: float) -> dict[str, int]:
    shares = [share(column, style) for column, style in zip(columns, chosen, strict=True)]
    lines: dict[str, int] = {}
    for column, style, part in zip(columns, chosen, shares, strict=True):
        across = room * part / sum(shares) - (_TANGLE if column.tangled else _INDENT)
        for node in column.nodes:
            lines[node.id] = _wrapped(node.title, max(8, int(across / _LETTER[style])))
    return lines


def _wrapped(title: str, letters: int) -> int:
    """Count lines as a browser would break them; a word longer than the line is broken too."""
    count, used = 1, 0
    for word in title.split():
        size = len(word)
        if used and used + 1 + size > letters:
            count, used = count + 1, 0
        used += size + (1 if used else 0)
        if used > letters:
            count += (used - 1) // letters
            used = (used - 1) % letters + 1
    return count


def _boxes(columns: Sequence[ColumnInput], chosen: Sequence[Style], lines: dict[str, int]) -> tuple[Box, ...]:
    at = {node.id: index for index, column in enumerate(columns) for node in column.nodes}
    air = 0.0 if len(columns) <= 3 else _AIR
    boxes: list[Box] = []
    for index, (column, style) in enumerate(zip(columns, chosen, strict=True)):
        for node in column.nodes:
            parent = node.parent if at.get(node.parent or "", index) < index else None
            tall = lines[node.id] + int(bool(node.code))
            if style == "side":
                boxes.append(side_box(node.id, index, parent, tall, _AIR if tall > 2 else air))
            else:
                boxes.append(label_box(node.id, index, parent, tall, column.tangled))
    return tuple(boxes)


def span_of(box: Box) -> int:
    """Give the grid rows a label on its thread takes."""
    return max(1, math.ceil(box.above - 0.05))
