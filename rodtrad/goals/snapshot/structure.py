"""What the framework has: which levels its rules let reach which, so that checks know where they apply."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from rodtrad.goals.models import RuleKind
from rodtrad.goals.snapshot.records import LevelRecord

#: child level id, parent level id, kind, normal
Row = tuple[str, str, str, bool]


class Structure:
    """The levels of a root's frameworks and the rules between them."""

    def __init__(self, levels: Iterable[LevelRecord], rules: Iterable[Row]) -> None:
        self.levels = {level.id: level for level in levels}
        self._up: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
        self._down: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
        self.abnormal: set[tuple[str, str, str]] = set()
        for child, parent, kind, normal in rules:
            if child not in self.levels or parent not in self.levels:
                continue
            self._up[child].append((parent, kind, normal))
            self._down[parent].append((child, kind, normal))
            if not normal:
                self.abnormal.add((child, parent, kind))
        self._asked: dict[tuple[str, str, frozenset[str]], bool] = {}

    def can_carry(self, level: LevelRecord, roles: Collection[str]) -> bool:
        """Tell whether something of these roles, at a level the sources know, may end up carrying it."""
        return self._reaches("down", level, frozenset(roles))

    def can_serve(self, level: LevelRecord, roles: Collection[str]) -> bool:
        """Tell whether it can in the end contribute to something of these roles."""
        return self._reaches("up", level, frozenset(roles))

    def can_be_addressed_by(self, level: LevelRecord, roles: Collection[str]) -> bool:
        return any(
            kind == RuleKind.ADDRESSES and self._known(child, roles)
            for child, kind, _normal in self._down[level.id]
        )

    def can_address(self, level: LevelRecord, roles: Collection[str]) -> bool:
        """Tell whether it, or what it serves or is carried by, can address something of these roles."""
        around = {level.id, *self._reachable(self._up, level.id), *self._reachable(self._down, level.id)}
        return any(
            kind == RuleKind.ADDRESSES and self._known(parent, roles)
            for own in around
            for parent, kind, _normal in self._up[own]
        )

    def normal_parents(self, level: LevelRecord) -> list[LevelRecord]:
        """Return the levels of its own framework that it normally contributes to, in order of the thread."""
        above = [
            self.levels[parent]
            for parent, kind, normal in self._up[level.id]
            if normal and kind == RuleKind.CONTRIBUTES
        ]
        own = [parent for parent in above if parent.framework_id == level.framework_id]
        return sorted(own, key=lambda parent: parent.position)

    def _known(self, level_id: str, roles: Collection[str]) -> bool:
        level = self.levels[level_id]
        return level.in_source and level.role in roles

    def _reaches(self, direction: str, level: LevelRecord, roles: frozenset[str]) -> bool:
        question = (direction, level.id, roles)
        if question not in self._asked:
            edges = self._up if direction == "up" else self._down
            self._asked[question] = any(
                self._known(other, roles) for other in self._reachable(edges, level.id)
            )
        return self._asked[question]

    def _reachable(self, edges: dict[str, list[tuple[str, str, bool]]], start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            for other, kind, _normal in edges[waiting.pop()]:
                if kind == RuleKind.CONTRIBUTES and other not in found:
                    found.add(other)
                    waiting.append(other)
        return found
