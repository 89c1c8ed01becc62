"""The overview of a whole framework: levels as columns, elements as stations, links as tracks."""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from rodtrad.core.drawing.channels import Channel, Layout, channels
from rodtrad.core.drawing.fitting import Fit, Style, fitted, share, span_of, styles, width
from rodtrad.core.drawing.inputs import ColumnInput, NodeInput
from rodtrad.core.drawing.tangles import tangle
from rodtrad.core.drawing.tracks import MAX_ROWS, Edge, Seat, seated, tracks_of

__all__ = ["MAX_NODES", "Column", "ColumnInput", "Node", "NodeInput", "Overview", "Pass", "overview"]

MAX_NODES = 300
_USUAL_CHANNEL = 80
_SHIFTS: Mapping[int, Literal["up", "mid", "down"]] = {-1: "up", 0: "mid", 1: "down"}


@dataclass(frozen=True)
class Node:
    id: str
    title: str
    code: str
    row: int  # class r<row>: the first grid row
    span: int  # class s<span>; the thread lies on the lower edge of the last row
    lines: int  # lines of the title there is room for: class c<lines> cuts it there
    cut: bool  # the title may need more lines than those
    lit: bool
    starts: bool  # something comes in from the left
    continues: bool  # something goes out to the right
    tangle: str  # path data in a view box of 72 x 40, empty when it is no tangle

    @property
    def is_tangle(self) -> bool:
        return bool(self.tangle)


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
    style: Style  # "label": text on the thread; "side": text beside the station
    share: int  # class f<share>: flex-grow, 4 or 5
    nodes: tuple[Node, ...]
    passes: tuple[Pass, ...]
    channel: Channel | None  # to the next column


@dataclass(frozen=True)
class Overview:
    columns: tuple[Column, ...]
    rows: int  # class h<rows>
    min_width: int  # rem the map needs, a multiple of 4 (class mw<min_width>); below this it scrolls sideways


def overview(
    columns: Sequence[ColumnInput],
    edges: Sequence[Edge],
    lit: Set[str] = frozenset(),
    lit_edges: Set[Edge] | None = None,
    most_lines: int = 3,
) -> Overview:
    """Lay out the map; edges that do not lead to a later column are left out.

    Without lit_edges every edge between two lit elements is lit. Labels are cut at most_lines, the
    code apart. Raises ValueError above MAX_NODES.
    """
    at = {node.id: index for index, column in enumerate(columns) for node in column.nodes}
    if len(at) > MAX_NODES:
        raise ValueError(f"{len(at)} elements, at most {MAX_NODES}")
    kept = [one for one in dict.fromkeys(edges) if at.get(one[0], len(at)) < at.get(one[1], -1)]
    glow = {edge for edge in kept if edge[0] in lit and edge[1] in lit} if lit_edges is None else lit_edges
    chosen = styles(columns, kept)
    plan = _planned(columns, kept, chosen, glow, at, most_lines)
    nodes = _nodes(columns, chosen, plan.fit, kept, lit)
    drawn = [
        Column(
            key=column.key,
            label=column.label,
            style=chosen[index],
            share=share(column, chosen[index]),
            nodes=nodes[index],
            passes=_passes(index, plan.layout, glow),
            channel=plan.channels[index] if index < len(plan.channels) else None,
        )
        for index, column in enumerate(columns)
    ]
    return Overview(tuple(drawn), plan.layout.rows, math.ceil(width(len(columns), plan.across) / 64) * 4)


@dataclass(frozen=True)
class _Plan:
    fit: Fit
    layout: Layout
    channels: list[Channel]

    @property
    def across(self) -> int:
        return sum(channel.width for channel in self.channels)


def _planned(
    columns: Sequence[ColumnInput],
    edges: Sequence[Edge],
    chosen: Sequence[Style],
    lit: Set[Edge],
    at: Mapping[str, int],
    most_lines: int,
) -> _Plan:
    """Lay out twice: how wide the channels are decides the room for text, and so the rows."""
    tracks = tracks_of(edges, at)
    across = _USUAL_CHANNEL * (len(columns) - 1)
    for _ in range(2):
        fit = fitted(columns, edges, chosen, across, most_lines)
        seats = seated(tracks, fit.boxes, fit.y)
        layout = Layout(at, fit.y, tracks, seats, _rows(fit, seats))
        plan = _Plan(fit, layout, channels(len(columns), edges, lit, layout))
        across = plan.across
    return plan


def _rows(fit: Fit, seats: Mapping[str, Seat]) -> int:
    """Count the rows of the map, with half a row under the last station for its text."""
    lowest = [math.ceil(fit.y[box.key] + max(box.below, 0.5)) for box in fit.boxes]
    lowest += [seat.row + 1 for seat in seats.values()]
    return min(MAX_ROWS, max(lowest, default=1))


def _nodes(
    columns: Sequence[ColumnInput],
    chosen: Sequence[Style],
    fit: Fit,
    edges: Sequence[Edge],
    lit: Set[str],
) -> list[tuple[Node, ...]]:
    boxes = {box.key: box for box in fit.boxes}
    sources, targets = {source for source, _ in edges}, {target for _, target in edges}

    def drawn(node: NodeInput, column: ColumnInput, style: Style) -> Node:
        level = fit.y[node.id]
        span = min(span_of(boxes[node.id]), level) if style == "label" else 1
        return Node(
            id=node.id,
            title=node.title,
            code=node.code,
            row=level - span + 1,
            span=span,
            lines=fit.lines[node.id],
            cut=fit.lines[node.id] < fit.whole[node.id],
            lit=node.id in lit,
            starts=node.id in targets,
            continues=node.id in sources,
            tangle=tangle(node.id) if column.tangled else "",
        )

    return [
        tuple(drawn(node, column, style) for node in sorted(column.nodes, key=lambda one: fit.y[one.id]))
        for column, style in zip(columns, chosen, strict=True)
    ]


def _passes(column: int, layout: Layout, lit: Set[Edge]) -> tuple[Pass, ...]:
    passes = [
        Pass(
            row=layout.seats[track.key].row,
            shift=_SHIFTS[layout.seats[track.key].shift],
            lit=any(edge in lit for edge in track.edges),
            sources=tuple(dict.fromkeys(source for source, _ in track.edges)),
            targets=tuple(dict.fromkeys(target for _, target in track.edges)),
        )
        for track in layout.tracks
        if track.column == column
    ]
    return tuple(sorted(passes, key=lambda one: (one.lit, one.row, one.shift)))
