from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from rodtrad.core.models import Visibility
from rodtrad.core.moments import Message
from rodtrad.goals.models import Element
from rodtrad.organisations.permissions import Viewer

# The plan and the root are looked up, not joined: with them, planning a short walk took longer than walking it.
_EFFECTIVE = """greatest(element.visibility,
        (SELECT visibility FROM plans_plan WHERE id = element.plan_id),
        (SELECT visibility FROM organisations_root WHERE id = element.root_id))"""
# Visible, as goals.models.seen_by says it: the narrowest of element, plan and root is within the ceiling, or it is
# a team matter of the viewer's.
# An element of another root (a region's) is shown when it is open to all.
VISIBLE = f"""
    ({_EFFECTIVE} <= CASE WHEN element.root_id = %(root)s THEN %(ceiling)s ELSE 0 END
     OR %(everything)s
     OR element.root_id = %(root)s
        AND {_EFFECTIVE} = %(team_only)s
        AND EXISTS (SELECT FROM plans_plan AS plan WHERE plan.id = element.plan_id
            AND (plan.owner_id = ANY (%(team)s)
                 OR element.responsible_id = ANY (%(team)s) AND plan.visibility < %(team_only)s)))
"""
# Only our own constants are put into the text; values go as parameters.
_WALK = f"""
    WITH RECURSIVE
    up (id, depth) AS (
        SELECT %(element)s::uuid, 0
        UNION
        SELECT element.id, up.depth - 1
        FROM up JOIN goals_link AS link ON link.child_id = up.id
        JOIN goals_element AS element ON element.id = link.parent_id
        WHERE {VISIBLE} AND up.depth > -50
    ),
    down (id, depth) AS (
        SELECT %(element)s::uuid, 0
        UNION
        SELECT element.id, down.depth + 1
        FROM down JOIN goals_link AS link ON link.parent_id = down.id
        JOIN goals_element AS element ON element.id = link.child_id
        WHERE {VISIBLE} AND down.depth < 50
    )
    SELECT id, min(depth) FROM up GROUP BY id
    UNION ALL
    SELECT id, max(depth) FROM down WHERE depth > 0 GROUP BY id
"""


#: The columns are ThreadNode's fields, in its order.
_NODES = """
    SELECT element.id, element.key, element.title, element.level_id, element.root_id, walked.depth, element.origin,
        element.progress, element.judgement, element.life_cycle, placement.number, element.responsible_id
    FROM unnest(%s::uuid[], %s::int[]) AS walked (id, depth)
    JOIN goals_element AS element ON element.id = walked.id
    JOIN goals_placement AS placement ON placement.element_id = element.id AND placement.plan_id = element.plan_id
    ORDER BY (SELECT position FROM goals_level WHERE id = element.level_id), placement.position, element.sort_key
"""
#: The columns are ThreadLink's fields, in its order.
_LINKS = """
    WITH chosen (id) AS (SELECT unnest(%s::uuid[]))
    SELECT id, child_id, parent_id, kind, origin, reason FROM goals_link
    WHERE child_id IN (SELECT id FROM chosen) AND parent_id IN (SELECT id FROM chosen)
"""


@dataclass(frozen=True, slots=True)
class ThreadNode:
    """An element on a thread; `depth` is negative above the element in focus, positive below it."""

    id: UUID
    key: str
    title: str
    level_id: UUID
    root_id: UUID
    depth: int
    origin: str
    progress: str
    judgement: str
    life_cycle: str
    number: str
    responsible_id: UUID | None


@dataclass(frozen=True, slots=True)
class ThreadLink:
    id: UUID
    child: UUID
    parent: UUID
    kind: str
    origin: str
    reason: str


@dataclass(frozen=True)
class Thread:
    """An element's whole thread: everything above and below it, as far as the viewer may see."""

    focus: UUID
    nodes: dict[UUID, ThreadNode]
    links: list[ThreadLink]

    @property
    def above(self) -> list[ThreadNode]:
        return [node for node in self.nodes.values() if node.depth < 0]

    @property
    def below(self) -> list[ThreadNode]:
        return [node for node in self.nodes.values() if node.depth > 0]

    @property
    def involves_example(self) -> bool:
        return any(node.origin == "example" for node in self.nodes.values()) or any(
            link.origin == "example" for link in self.links
        )


def walk(element: Element, viewer: Viewer) -> dict[UUID, int]:
    """Return the ids on the element's thread with their depth, from one recursive query."""
    with connection.cursor() as cursor:
        cursor.execute(_WALK, {"element": element.id, **visibility_values(element, viewer)})
        return dict(cursor.fetchall())


def visibility_values(element: Element, viewer: Viewer) -> dict[str, Any]:
    """Return the parameters of `VISIBLE`, for what stands around an element of the viewer's root."""
    return {
        "root": element.root_id,
        "ceiling": int(viewer.ceiling),
        "everything": viewer.sees_all,
        "team_only": int(Visibility.TEAM),
        "team": list(viewer.team),
    }


def thread_of(element: Element, viewer: Viewer) -> Thread:
    """Return the element's whole thread, upwards and downwards, through links that the viewer may see."""
    depths = walk(element, viewer)
    ids = list(depths)
    with Message((_NODES, _LINKS), (ids, list(depths.values()), ids)).asked() as (nodes, links):
        return Thread(
            element.id, {row[0]: ThreadNode(*row) for row in nodes}, [ThreadLink(*row) for row in links]
        )
