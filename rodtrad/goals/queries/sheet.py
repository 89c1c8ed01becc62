"""What one sheet of a root's map is drawn from: the elements asked for, all they hang under, and the links between."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from rodtrad.goals.models import Element, Link
from rodtrad.goals.queries.overview import Filters, chosen_elements, in_order
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

# The walk says nothing of visibility: it only finds what to look at. What the viewer may not see falls away after it.
_WALK = """
    WITH RECURSIVE chosen (id) AS MATERIALIZED ({chosen}),
    up (id) AS (
        (SELECT id FROM chosen UNION SELECT id FROM goals_element WHERE root_id = %s AND key = %s)
        UNION
        SELECT step.id FROM up CROSS JOIN LATERAL (
            SELECT link.parent_id FROM goals_link AS link
            WHERE link.child_id = up.id AND link.parent_root_id = link.root_id
            UNION ALL
            SELECT over.element_id FROM goals_element AS own
            JOIN goals_placement AS place ON place.element_id = own.id AND place.plan_id = own.plan_id
            JOIN goals_placement AS over ON over.id = place.parent_id
            WHERE own.id = up.id
        ) AS step (id)
    )
    SELECT 'chosen', id, NULL::uuid, '', '' FROM chosen
    UNION ALL
    SELECT 'seen', id, NULL, '', '' FROM up
    UNION ALL
    SELECT 'link', link.parent_id, link.child_id, link.kind, link.origin
    FROM up JOIN goals_link AS link ON link.child_id = up.id AND link.parent_root_id = link.root_id
    UNION ALL
    (SELECT 'place', over.element_id, own.id, '', ''
    FROM up JOIN goals_element AS own ON own.id = up.id
    JOIN goals_placement AS place ON place.element_id = own.id AND place.plan_id = own.plan_id
    JOIN goals_placement AS over ON over.id = place.parent_id
    ORDER BY place.position)
"""


class SheetLink(NamedTuple):
    parent: UUID
    child: UUID
    kind: str
    origin: str


@dataclass(frozen=True)
class SheetWeb:
    """Elements that the viewer may see, in the order of levels and plans, and what leads from above to below."""

    elements: list[Element] = field(default_factory=list)
    chosen: frozenset[UUID] = frozenset()
    links: list[SheetLink] = field(default_factory=list)
    #: (above, below) for what stands under one another in the plan that it comes from.
    placed: list[tuple[UUID, UUID]] = field(default_factory=list)


def read_sheet(
    root: Root, viewer: Viewer, filters: Filters, levels: Collection[UUID], lit: str = ""
) -> SheetWeb:
    """Read what the filters let through at some levels, with all they and the lit element hang under: two queries.

    The caller has counted, and asks for levels with few elements only.
    """
    if not levels:
        return SheetWeb()
    asked = chosen_elements(root, viewer, filters).filter(level__in=levels).values("id")
    sql, values = asked.query.sql_with_params()
    found: dict[str, list[tuple[UUID, UUID, str, str]]] = {"chosen": [], "seen": [], "link": [], "place": []}
    with connection.cursor() as cursor:
        cursor.execute(_WALK.format(chosen=sql), [*values, root.id, lit])
        for kind, *row in cursor.fetchall():
            found[kind].append((row[0], row[1], row[2], row[3]))
    elements = named_elements(root, viewer, ids=[row[0] for row in found["seen"]])
    seen = {element.id for element in elements}
    return SheetWeb(
        elements,
        frozenset(row[0] for row in found["chosen"]),
        [SheetLink(*row) for row in found["link"] if row[0] in seen and row[1] in seen],
        [row[:2] for row in found["place"] if row[0] in seen and row[1] in seen],
    )


def named_elements(
    root: Root,
    viewer: Viewer,
    *,
    ids: Collection[UUID] | None = None,
    levels: Collection[UUID] | None = None,
) -> list[Element]:
    """Return some of the root's visible elements with what a name and a link take, in order."""
    rows = Element.objects.filter(root=root).visible_to(viewer).select_related("level")
    rows = rows if ids is None else rows.filter(id__in=ids)
    rows = rows if levels is None else rows.filter(level__in=levels)
    return list(in_order(rows).only("key", "title", "origin", "root", "framework", "plan", "level"))


class Answer(NamedTuple):
    """Something that answers a challenge or contributes to it, and the level it stands at."""

    challenge: UUID
    element: UUID
    level: UUID
    kind: str
    origin: str


def answers_to(root: Root, viewer: Viewer, levels: Collection[UUID]) -> list[Answer]:
    """Return what is linked to the visible elements of some levels, in one query."""
    if not levels:
        return []
    seen = Element.objects.filter(root=root).visible_to(viewer).values("id")
    rows = Link.objects.filter(root=root, parent_root=root, parent_level__in=levels)
    rows = rows.filter(parent__in=seen, child__in=seen)
    return [
        Answer(*row) for row in rows.values_list("parent_id", "child_id", "child_level_id", "kind", "origin")
    ]
