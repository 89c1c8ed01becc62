"""The overview of a root with many elements: how many stand at each level, and what goes between the levels."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from rodtrad.goals.models import Level
from rodtrad.goals.queries.overview import Filters, matching_elements
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

#: The level above and the level below.
Step = tuple[UUID, UUID]
_COUNTS = """
    WITH chosen (id, level_id, plan_id) AS MATERIALIZED ({chosen})
    SELECT 'element', NULL::uuid, level_id, count(*) FROM chosen GROUP BY level_id
    UNION ALL
    SELECT 'link', above.level_id, below.level_id, count(*)
    FROM goals_link AS link
    JOIN chosen AS below ON below.id = link.child_id
    JOIN chosen AS above ON above.id = link.parent_id
    GROUP BY above.level_id, below.level_id
    UNION ALL
    SELECT 'place', above.level_id, below.level_id, count(*)
    FROM chosen AS below
    JOIN goals_placement AS place ON place.element_id = below.id AND place.plan_id = below.plan_id
    JOIN goals_placement AS over ON over.id = place.parent_id
    JOIN chosen AS above ON above.id = over.element_id
    GROUP BY above.level_id, below.level_id
"""


@dataclass(frozen=True)
class OverviewCounts:
    """A root's levels, with how many elements the filters let through at each and what goes between those."""

    levels: list[Level]
    elements: Counter[UUID]
    links: Counter[Step]
    #: What stands under something in the plan it comes from; most of it is linked to that too.
    places: Counter[Step]

    @property
    def total(self) -> int:
        return self.elements.total()


def overview_counts(root: Root, viewer: Viewer, filters: Filters | None = None) -> OverviewCounts:
    """Count what `overview` lists, without reading it: two queries and a few rows, whatever the size."""
    levels = Level.objects.filter(root=root).select_related("framework")
    levels = levels.order_by("framework__position", "framework__key", "position")
    chosen = matching_elements(root, viewer, filters or Filters()).order_by()
    sql, values = chosen.values("id", "level_id", "plan_id").query.sql_with_params()
    counts: dict[str, Counter[Step]] = {"element": Counter(), "link": Counter(), "place": Counter()}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(chosen=sql), values)
        for kind, above, below, number in cursor.fetchall():
            counts[kind][above, below] = number
    elements = Counter({level: number for (_none, level), number in counts["element"].items()})
    return OverviewCounts(list(levels), elements, counts["link"], counts["place"])
