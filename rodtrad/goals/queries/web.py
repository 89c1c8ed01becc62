"""Elements and what they hang under as light rows, for pages that follow many threads at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
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


@dataclass(frozen=True)
class Web:
    """The elements that a viewer may see, in the order of levels and plans, and the links between them."""

    points: dict[UUID, Point]
    levels: dict[UUID, Level]
    up: dict[UUID, list[UUID]] = field(default_factory=dict)

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


# It says nothing of visibility: what the viewer may not see falls away when the points are read.
_ABOVE = """
    WITH RECURSIVE up (id) AS (
        SELECT unnest(%s::uuid[])
        UNION
        SELECT link.parent_id FROM up
        JOIN goals_link AS link ON link.child_id = up.id AND link.parent_root_id = link.root_id
    )
    SELECT id FROM up
"""


def read_web(root: Root, viewer: Viewer, below: Collection[UUID]) -> Web:
    """Read some elements and all they hang under in four queries. A link to a goal comes before one to a challenge."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [list(below)])
        near = [row[0] for row in cursor.fetchall()]
    rows = (
        Element.objects.filter(root=root, id__in=near, placements__plan=F("plan"))
        .visible_to(viewer)
        .order_by(
            "level__framework__position",
            "level__position",
            "plan__position",
            "placements__position",
            "sort_key",
        )
        .values_list("id", "key", "title", "level_id", "level__role", "origin")
    )
    points = {row[0]: Point(*row) for row in rows}
    up: dict[UUID, list[UUID]] = defaultdict(list)
    links = Link.objects.filter(root=root, parent_root=root, child__in=near).order_by("parent__sort_key")
    for child, parent, kind in links.values_list("child_id", "parent_id", "kind"):
        if child not in points or parent not in points:
            continue
        if kind == LinkKind.CONTRIBUTES:
            up[child].insert(0, parent)
        else:
            up[child].append(parent)
    levels = {level.id: level for level in Level.objects.filter(root=root)}
    return Web(points, levels, dict(up))
