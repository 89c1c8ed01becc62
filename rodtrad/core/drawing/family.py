"""Who stands over and under an element: the graph behind the drawn thread."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ThreadNode:
    id: str
    level: int  # order of its level, from the top
    parents: tuple[str, ...] = ()  # the one it mainly hangs under first


@dataclass(frozen=True)
class Family:
    nodes: Mapping[str, ThreadNode]
    focus: ThreadNode
    above_ids: frozenset[str]
    below_ids: frozenset[str]
    children: Mapping[str, tuple[str, ...]]
    drawn_under: Mapping[str, tuple[str, ...]]  # each element under one parent only

    @property
    def total(self) -> int:
        return len(self.above_ids) + 1 + len(self.below_ids)

    def levels_above(self) -> list[tuple[int, list[ThreadNode]]]:
        return self._by_level(self.above_ids)

    def levels_below(self) -> list[tuple[int, list[ThreadNode]]]:
        return self._by_level(self.below_ids)

    def under(self, key: str) -> list[ThreadNode]:
        return [self.nodes[child] for child in self.drawn_under.get(key, ())]

    def leads_to(self, key: str) -> tuple[str, ...]:
        """Name what an ancestor leads to on the way to the focus."""
        inside = self.above_ids | {self.focus.id}
        return tuple(child for child in self.children.get(key, ()) if child in inside)

    def other_parents(self, node: ThreadNode) -> tuple[str, ...]:
        """Name the parents in this thread under which the element is not drawn."""
        inside = self.below_ids | {self.focus.id}
        return tuple(
            parent
            for parent in dict.fromkeys(node.parents)
            if parent in inside and node.id not in self.drawn_under.get(parent, ())
        )

    def _by_level(self, ids: frozenset[str]) -> list[tuple[int, list[ThreadNode]]]:
        levels: dict[int, list[ThreadNode]] = {}
        for node in self.nodes.values():
            if node.id in ids:
                levels.setdefault(node.level, []).append(node)
        return sorted(levels.items())


def family_of(nodes: Sequence[ThreadNode], focus: str) -> Family:
    """Find all above and below focus. A circle does no harm: no element is counted twice."""
    by_id = {node.id: node for node in nodes}
    children: dict[str, list[str]] = {}
    for node in sorted(by_id.values(), key=lambda one: one.level):
        for parent in dict.fromkeys(node.parents):
            if parent in by_id and parent != node.id:
                children.setdefault(parent, []).append(node.id)
    parents = {node.id: [one for one in node.parents if one in by_id] for node in by_id.values()}
    above = _reached(focus, parents)
    below = {key: None for key in _reached(focus, children) if key not in above}
    return Family(
        nodes=by_id,
        focus=by_id[focus],
        above_ids=frozenset(above),
        below_ids=frozenset(below),
        children={key: tuple(members) for key, members in children.items()},
        drawn_under=_drawn_under(focus, below, parents, children),
    )


def _reached(start: str, ways: Mapping[str, Sequence[str]]) -> dict[str, None]:
    """List what can be reached, without the start."""
    found: dict[str, None] = {}
    waiting = deque([start])
    while waiting:
        for key in ways.get(waiting.popleft(), ()):
            if key not in found and key != start:
                found[key] = None
                waiting.append(key)
    return found


def _drawn_under(
    focus: str,
    below: Iterable[str],
    parents: Mapping[str, Sequence[str]],
    children: Mapping[str, Sequence[str]],
) -> dict[str, tuple[str, ...]]:
    """Choose for each element the one parent it is drawn under: its first in this thread."""
    inside = {focus, *below}
    main = {key: next((one for one in parents[key] if one in inside and one != key), focus) for key in below}
    for key in below:
        if not _leads_home(key, main, focus):
            main[key] = focus
    drawn: dict[str, list[str]] = {}
    for parent, members in children.items():
        drawn[parent] = [key for key in members if main.get(key) == parent]
    plain = set(drawn.get(focus, ()))
    adrift = [key for key in below if main[key] == focus and key not in plain]
    drawn.setdefault(focus, []).extend(adrift)
    return {parent: tuple(members) for parent, members in drawn.items()}


def _leads_home(key: str, main: Mapping[str, str], focus: str) -> bool:
    seen: set[str] = set()
    while key != focus:
        if key in seen:
            return False
        seen.add(key)
        key = main[key]
    return True
