"""The overview of a whole framework: levels as columns, elements as stations, links as tracks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rodtrad.core.drawing.channels import Channel, channels
from rodtrad.core.drawing.rows import Box, label_box, placed, side_box
from rodtrad.core.drawing.tangles import tangle
from rodtrad.core.drawing.tracks import MAX_ROWS, Edge, Seat, Track, seated, tracks_of

MAX_NODES = 300
_WIDTH = 1160  # drawing units the map is planned for; 16 make one rem
_COLUMN = 208  # narrower columns than this make the map wider instead
_CHANNEL = 88  # what a channel usually takes
_DENSE = 12  # more elements than this stand beside their stations, one row each

Style = Literal["label", "side"]


@dataclass(frozen=True)
class NodeInput:
    id: str
    title: str
    parent: str | None = None  # the element of an earlier column it is grouped under
    code: str = ""  # a short line above the title


@dataclass(frozen=True)
class ColumnInput:
    key: str
    label: str
    nodes: Sequence[NodeInput]
    tangled: bool = False  # challenges are drawn as tangles


@dataclass(frozen=True)
class Node:
    id: str
    title: str
    code: str
    row: int  # class r<row>: the first grid row
    span: int  # class s<span>: the thread lies on the lower edge of the last row
    lines: int  # lines of text there is room for
    lit: bool
    starts: bool  # something comes in from the left
    continues: bool  # something goes out to the right
    is_tangle: bool
    tangle: str  # path data in a view box of 72 x 40, empty without a tangle


@dataclass(frozen=True)
class Pass:
    """A thread through this column without a station."""

    row: int
    shift: Literal["up", "mid", "down"]
    lit: bool
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    style: Style
    share: int  # class f<share>: flex-grow
    nodes: tuple[Node, ...]
    passes: tuple[Pass, ...]
    channel: Channel | None  # to the next column


@dataclass(frozen=True)
class Overview:
    columns: tuple[Column, ...]
    rows: int
    min_width: int  # rem the map needs; let it scroll sideways below this


def overview(
    columns: Sequence[ColumnInput],
    edges: Sequence[Edge],
    lit: frozenset[str] = frozenset(),
    lit_edges: frozenset[Edge] | None = None,
) -> Overview:
    """Lay out the map. Without lit_edges every edge between two lit elements is lit.

    Raises ValueError above MAX_NODES elements; draw those with aggregate.py.
    """
    at = {node.id: index for index, column in enumerate(columns) for node in column.nodes}
    if len(at) > MAX_NODES:
        raise ValueError(f"{len(at)} elements, at most {MAX_NODES}")
    kept = list(dict.fromkeys(edge for edge in edges if _forward(edge, at)))
    glowing = frozenset(e for e in kept if e[0] in lit and e[1] in lit) if lit_edges is None else lit_edges
    styles = _styles(columns, kept)
    boxes, lines, y = _fitted(columns, kept, styles, at)
    tracks = tracks_of(kept, at)
    seats = seated(tracks, boxes, y)
    rows = min(MAX_ROWS, max([math.ceil(y[b.key] + b.below) for b in boxes] + [s.row + 1 for s in seats.values()], default=1))
    gaps = channels(len(columns), rows, kept, glowing, at, y, tracks, seats)
    ends = ({target for _, target in kept}, {source for source, _ in kept})
    spans = {box.key: max(1, math.ceil(box.above - 0.05)) for box in boxes}
    return Overview(
        columns=tuple(
            Column(
                key=column.key,
                label=column.label,
                style=styles[index],
                share=_share(styles[index], index == len(columns) - 1),
                nodes=tuple(
                    _node(node, column, y[node.id], spans[node.id] if styles[index] == "label" else 1, lines[node.id], lit, ends)
                    for node in sorted(column.nodes, key=lambda one: y[one.id])
                ),
                passes=tuple(_pass(track, seats[track.key], glowing) for track in tracks if track.column == index),
                channel=gaps[index] if index < len(gaps) else None,
            )
            for index, column in enumerate(columns)
        ),
        rows=rows,
        min_width=math.ceil(_width(len(columns)) / 128) * 8,
    )
