"""A root's elements and links as light rows, for pages that follow many threads at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F

from rodtrad.goals.models import Element, Level, LevelRole, Link, LinkKind
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

#: What someone does.
DEEDS = frozenset({LevelRole.MEASURE, LevelRole.ASSIGNMENT, LevelRole.TASK})


@dataclass(frozen=True, slots=True)
class Point:
    """An element as it stands on a thread."""

    id: UUID
    key: str
    title: str
    level_id: UUID
    role: str
    origin: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Web:
    """The elements that a viewer may see, in the order of levels and plans, and the links between them."""

    points: dict[UUID, Point]
    levels: dict[UUID, Level]
    up: dict[UUID, list[UUID]] = field(default_factory=dict)
    down: dict[UUID, list[UUID]] = field(default_factory=dict)

    def with_roles(self, roles: Iterable[str]) -> list[Point]:
        wanted = set(roles)
        return [point for point in self.points.values() if point.role in wanted]

    def way_up(self, start: UUID) -> list[Point]:
        """Return one way from the top down to what the start contributes to: the first parent each time."""
        way: list[Point] = []
        seen = {start}
        at = start
        while parents := [parent for parent in self.up.get(at, ()) if parent not in seen]:
            at = parents[0]
            seen.add(at)
            way.append(self.points[at])
        return way[::-1]

    def below(self, start: UUID) -> list[Point]:
        """Return everything that contributes to the start, through others too."""
        found: dict[UUID, Point] = {}
        waiting = [start]
        while waiting:
            for child in self.down.get(waiting.pop(), ()):
                if child not in found:
                    found[child] = self.points[child]
                    waiting.append(child)
        return list(found.values())


def read_web(root: Root, viewer: Viewer) -> Web:
    """Read the root's web in three queries. Upwards, a link to a goal comes before one to a challenge."""
    rows = (
        Element.objects.filter(root=root, placements__plan=F("plan"))
        .visible_to(viewer)
        .order_by(
            "level__framework__position",
            "level__position",
            "plan__position",
            "placements__position",
            "sort_key",
        )
        .values_list("id", "key", "title", "level_id", "level__role", "origin", "keywords")
    )
    points = {row[0]: Point(*row[:6], tuple(row[6])) for row in rows}
    up: dict[UUID, list[UUID]] = defaultdict(list)
    down: dict[UUID, list[UUID]] = defaultdict(list)
    links = Link.objects.filter(root=root, parent_root=root).order_by("parent__sort_key")
    for child, parent, kind in links.values_list("child_id", "parent_id", "kind"):
        if child not in points or parent not in points:
            continue
        if kind == LinkKind.CONTRIBUTES:
            up[child].insert(0, parent)
            down[parent].append(child)
        else:
            up[child].append(parent)
    levels = {level.id: level for level in Level.objects.filter(root=root)}
    return Web(points, levels, dict(up), dict(down))
