"""The thread of one element as rows: why above, the element, how below."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Literal

from rodtrad.core.drawing.family import Family, ThreadNode, family_of

__all__ = ["MAX_NODES", "SummaryRow", "Thread", "ThreadNode", "ThreadRow", "thread"]

MAX_NODES = 300

Part = Literal["above", "focus", "below"]
Connector = Literal["start", "merge", "focus", "branch", "end"]


@dataclass(frozen=True)
class ThreadRow:
    """One element on the thread.

    connector: start and merge run into the trunk (above), branch and end leave it (below); start is the
    first row of all, end the last at its depth. trunks tells for each depth left of the row whether a
    line runs on past it. opens and closes write the nested list: after the row's text, open a list when
    it opens; otherwise close the item, and close this many lists with their items.
    """

    id: str
    level: int
    part: Part
    depth: int
    connector: Connector
    trunks: tuple[bool, ...]
    lit: bool
    new_level: bool  # first of its level in this part: the place for a level heading
    also: tuple[str, ...]  # below: its other parents in this thread; above: what it leads to, if not plain
    opens: bool
    closes: tuple[int, ...]  # as long as the number of lists to close, so that a template can loop


@dataclass(frozen=True)
class SummaryRow:
    """One level of a large thread: how many, and whether its elements follow as rows."""

    level: int
    count: int
    part: Part
    connector: Connector
    lit: bool
    opened: bool
    shown: int  # rows that follow; less than count when the level is larger than the limit


@dataclass(frozen=True)
class Thread:
    rows: tuple[ThreadRow | SummaryRow, ...]
    total: int
    summarised: bool


def thread(
    nodes: Sequence[ThreadNode],
    focus: str,
    *,
    lit: Set[str] | None = None,
    max_nodes: int = MAX_NODES,
    opened: Set[int] = frozenset(),
) -> Thread:
    """Lay out the thread of focus. Without lit all of it is lit.

    An element with several parents is drawn once, under the first of them, and names the others. Above
    max_nodes the levels are summarised, and those in opened list their elements. Raises KeyError when
    focus is not among the nodes.
    """
    family = family_of(nodes, focus)
    drawn = _Drawing(family, {node.id for node in nodes} if lit is None else lit)
    if family.total > max_nodes:
        rows = [
            *drawn.summary("above", opened, max_nodes),
            drawn.focus(),
            *drawn.summary("below", opened, max_nodes),
        ]
    else:
        rows = [*drawn.above(), drawn.focus(), *drawn.below()]
    return Thread(tuple(rows), family.total, family.total > max_nodes)


class _Drawing:
    def __init__(self, family: Family, lit: Set[str]) -> None:
        self._family = family
        self._lit = lit

    def focus(self) -> ThreadRow:
        return self._row(self._family.focus, "focus", 0, "focus", new_level=True)

    def above(self) -> list[ThreadRow | SummaryRow]:
        """Draw all ancestors at the trunk, the highest level first."""
        levels = self._family.levels_above()
        rows: list[ThreadRow | SummaryRow] = []
        for at, (_, nodes) in enumerate(levels):
            plain = at + 1 == len(levels) or len(levels[at + 1][1]) == 1
            following = {levels[at + 1][1][0].id} if at + 1 < len(levels) else {self._family.focus.id}
            for index, node in enumerate(nodes):
                leads = self._family.leads_to(node.id)
                also = () if plain and set(leads) <= following else leads
                connector: Connector = "merge" if rows else "start"
                rows.append(self._row(node, "above", 0, connector, new_level=index == 0, also=also))
        return rows

    def below(self) -> list[ThreadRow | SummaryRow]:
        rows: list[ThreadRow | SummaryRow] = []
        self._branch(self._family.focus.id, (), -1, rows, set())
        return rows

    def _branch(
        self,
        parent: str,
        trunks: tuple[bool, ...],
        closes: int,
        rows: list[ThreadRow | SummaryRow],
        levels: set[int],
    ) -> None:
        """Draw what hangs under an element; closes counts the lists that end with its last branch."""
        children = self._family.under(parent)
        for at, node in enumerate(children):
            last = at + 1 == len(children)
            opens = bool(self._family.under(node.id))
            ending = closes + 1 if last else 0
            rows.append(
                self._row(
                    node,
                    "below",
                    len(trunks),
                    "end" if last else "branch",
                    trunks=trunks,
                    new_level=node.level not in levels,
                    also=self._family.other_parents(node),
                    opens=opens,
                    closes=0 if opens else ending,
                )
            )
            levels.add(node.level)
            self._branch(node.id, (*trunks, not last), ending, rows, levels)

    def summary(self, part: Part, opened: Set[int], most: int) -> list[ThreadRow | SummaryRow]:
        family = self._family
        levels = family.levels_above() if part == "above" else family.levels_below()
        rows: list[ThreadRow | SummaryRow] = []
        for at, (level, nodes) in enumerate(levels):
            last = part == "below" and at + 1 == len(levels)
            connector = _connector(part, first=at == 0, last=last)
            shown = nodes[:most] if level in opened else []
            lit = any(node.id in self._lit for node in nodes)
            rows.append(SummaryRow(level, len(nodes), part, connector, lit, level in opened, len(shown)))
            for index, node in enumerate(shown):
                end = index + 1 == len(shown)
                rows.append(
                    self._row(
                        node,
                        part,
                        1,
                        "end" if end else "branch",
                        trunks=(not last,),
                        also=family.other_parents(node) if part == "below" else (),
                    )
                )
        return rows

    def _row(
        self,
        node: ThreadNode,
        part: Part,
        depth: int,
        connector: Connector,
        *,
        trunks: tuple[bool, ...] = (),
        new_level: bool = False,
        also: tuple[str, ...] = (),
        opens: bool = False,
        closes: int = 0,
    ) -> ThreadRow:
        return ThreadRow(
            id=node.id,
            level=node.level,
            part=part,
            depth=depth,
            connector=connector,
            trunks=trunks,
            lit=node.id in self._lit,
            new_level=new_level,
            also=also,
            opens=opens,
            closes=tuple(range(closes)),
        )


def _connector(part: Part, *, first: bool, last: bool) -> Connector:
    if part == "above":
        return "start" if first else "merge"
    return "end" if last else "branch"
