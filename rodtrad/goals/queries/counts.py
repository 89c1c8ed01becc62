"""How many elements stand at each level of a root, and what goes between the levels: counted, not read."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from rodtrad.goals.models import Level
from rodtrad.goals.queries.overview import Filters, chosen_elements, fits, levels
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

#: The level above and the level below.
Step = tuple[UUID, UUID]
# Everything that the viewer may see is looked at once; `fits` tells what the filters let through.
_COUNTS = """
    WITH seen (id, level_id, plan_id, fits) AS MATERIALIZED ({seen})
    SELECT 'element', level_id, plan_id, count(*), count(*) FILTER (WHERE fits)
    FROM seen GROUP BY level_id, plan_id
    UNION ALL
    SELECT 'link', above.level_id, below.level_id, count(*), count(*) FILTER (WHERE above.fits AND below.fits)
    FROM goals_link AS link
    JOIN seen AS below ON below.id = link.child_id
    JOIN seen AS above ON above.id = link.parent_id
    GROUP BY above.level_id, below.level_id
    UNION ALL
    SELECT 'place', above.level_id, below.level_id, count(*), count(*) FILTER (WHERE above.fits AND below.fits)
    FROM seen AS below
    JOIN goals_placement AS place ON place.element_id = below.id AND place.plan_id = below.plan_id
    JOIN goals_placement AS over ON over.id = place.parent_id
    JOIN seen AS above ON above.id = over.element_id
    GROUP BY above.level_id, below.level_id
"""


@dataclass(frozen=True)
class Tally:
    """Elements by level, what goes between the levels, and which plans the elements come from."""

    elements: Counter[UUID] = field(default_factory=Counter)
    links: Counter[Step] = field(default_factory=Counter)
    #: What stands under something in the plan it comes from; most of it is linked to that too.
    places: Counter[Step] = field(default_factory=Counter)
    plans: dict[UUID, Counter[UUID]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.elements.total()

    def add(self, kind: str, first: UUID, second: UUID, number: int) -> None:
        if not number:
            return
        if kind == "element":
            self.elements[first] += number
            self.plans.setdefault(first, Counter())[second] += number
        else:
            (self.links if kind == "link" else self.places)[first, second] += number


@dataclass(frozen=True)
class OverviewCounts:
    """A root's levels, counted twice: all that the viewer may see, and what the filters let through of it."""

    levels: list[Level]
    everything: Tally
    chosen: Tally


def overview_counts(root: Root, viewer: Viewer, filters: Filters | None = None) -> OverviewCounts:
    """Count a root's overview in the database: two queries and a few rows, whatever the size."""
    everything = chosen_elements(root, viewer, Filters()).annotate(fits=fits(filters or Filters()))
    rows = everything.values_list("id", "level_id", "plan_id", "fits")
    seen, values = rows.query.sql_with_params()
    counts = OverviewCounts(levels(root), Tally(), Tally())
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(seen=seen), values)
        for kind, first, second, number, fitting in cursor.fetchall():
            counts.everything.add(kind, first, second, number)
            counts.chosen.add(kind, first, second, fitting)
    return counts
