"""The snapshot itself, and the walks along the thread that several rules need."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rodtrad.cases.models import Body
from rodtrad.goals.models import LinkKind
from rodtrad.goals.snapshot.records import (
    ConflictRecord,
    ElementRecord,
    End,
    ExceptionRecord,
    LinkRecord,
    LocalTargetRecord,
    OrganisationRecord,
    PlacementRecord,
    PlanRecord,
)
from rodtrad.goals.snapshot.structure import Structure

_CONTRIBUTES: str = LinkKind.CONTRIBUTES.value


@dataclass(slots=True)
class Snapshot:
    """Everything that the rules ask about, of one root at one moment."""

    root_visibility: int
    organisations: dict[str, OrganisationRecord]
    structure: Structure
    plans: dict[str, PlanRecord]
    elements: dict[str, ElementRecord]
    #: ends of links in a region or in members; most roots have none
    foreign: list[ElementRecord]
    carried: list[PlacementRecord]
    #: child and parent of placements that the level rules allow but do not hold for normal
    odd_places: list[tuple[ElementRecord, ElementRecord]]
    #: codes of goals ("11") and targets ("11.6") by element id
    tags: dict[str, set[str]]
    conflicts: list[ConflictRecord]
    local_targets: list[LocalTargetRecord]
    exceptions: list[ExceptionRecord]
    #: the bodies that decide for the root, or have done: their names and days
    councils: list[Body]
    _live: list[ElementRecord] = field(default_factory=list)
    _by_role: dict[str, list[ElementRecord]] = field(default_factory=dict)
    _walks: dict[object, set[str]] = field(default_factory=dict)

    @property
    def live(self) -> list[ElementRecord]:
        """Return the root's own elements that still count."""
        if not self._live:
            self._live = [element for element in self.elements.values() if element.is_live]
        return self._live

    def with_roles(self, roles: frozenset[str]) -> Iterator[ElementRecord]:
        """Yield the root's own elements of these roles that still count."""
        if not self._by_role:
            for element in self.live:
                self._by_role.setdefault(element.level.role, []).append(element)
        for role in sorted(roles):
            yield from self._by_role.get(role, ())

    def walk(self, name: object, make: Callable[[], set[str]]) -> set[str]:
        """Return what `make` walks to; rules that ask for the same name share one walk."""
        if name not in self._walks:
            self._walks[name] = make()
        return self._walks[name]

    def unhook(self) -> None:
        """Let go of links and lists: the records hold each other by them, and are freed at once without."""
        nothing: list[LinkRecord] = []
        for element in self.elements.values():
            element.up = element.down = nothing
        for plan in self.plans.values():
            plan.elements = []

    def count_by_end(self) -> Counter[End]:
        """Count the elements by who may know of them, so that no one is told of more than they may see."""
        return Counter(element.end for element in self.elements.values())

    def is_below(self, unit: OrganisationRecord, above: OrganisationRecord) -> bool:
        """Tell whether the unit is the other, or stands below it."""
        at: OrganisationRecord | None = unit
        while at is not None:
            if at.id == above.id:
                return True
            at = self.organisations.get(str(at.parent_id)) if at.parent_id else None
        return False


def above(start: Iterable[ElementRecord]) -> set[str]:
    """Return the ids of the start and of all living that it contributes to, however far up."""
    waiting = list(start)
    found = {element.id for element in waiting}
    while waiting:
        for link in waiting.pop().up:
            parent = link.parent
            if parent.id not in found and parent.is_live and link.kind == _CONTRIBUTES:
                found.add(parent.id)
                waiting.append(parent)
    return found


def below(start: Iterable[ElementRecord], *, dead_too: bool = False) -> set[str]:
    """Return the ids of the start and of all living that contributes to it, however far down."""
    waiting = list(start)
    found = {element.id for element in waiting}
    while waiting:
        for link in waiting.pop().down:
            child = link.child
            if child.id not in found and (child.is_live or dead_too) and link.kind == _CONTRIBUTES:
                found.add(child.id)
                waiting.append(child)
    return found
