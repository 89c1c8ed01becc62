"""Counts of elements by level, as far as a viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from rodtrad.core.models import Origin
from rodtrad.goals.models import Element, Level, seen_by
from rodtrad.organisations.permissions import Viewer

# Only Django's own text of the count is put in; its values go as parameters.
_LEVELS = """
    SELECT level.*, counted.elements AS number_of_elements, counted.examples AS number_of_examples
    FROM ({counted}) AS counted (level_id, elements, examples)
    JOIN goals_level AS level ON level.id = counted.level_id
    JOIN goals_framework AS framework ON framework.id = level.framework_id
    ORDER BY framework.position, framework.key, level.position
"""


@dataclass(frozen=True)
class LevelCount:
    """How many elements a level has, and how many of them are examples."""

    level: Level
    elements: int
    examples: int


def level_counts(viewers: Mapping[UUID, Viewer]) -> dict[UUID, list[LevelCount]]:
    """Count the elements of each level that has any, for several roots at once: one query.

    `viewers` says for each root what the reader may see there.
    """
    allowed = Q(pk__in=[])
    for root_id, viewer in viewers.items():
        allowed |= Q(root_id=root_id) & seen_by(viewer)
    rows = (
        Element.objects.with_effective_visibility()
        .filter(allowed)
        .order_by()
        .values_list("level_id")
        .annotate(elements=Count("id"), examples=Count("id", filter=Q(origin=Origin.EXAMPLE)))
    )
    counted, values = rows.query.sql_with_params()
    found: dict[UUID, list[LevelCount]] = {root_id: [] for root_id in viewers}
    for level in Level.objects.raw(_LEVELS.format(counted=counted), values):
        numbers = vars(level)  # what the query adds to the level's own columns
        count = LevelCount(level, numbers["number_of_elements"], numbers["number_of_examples"])
        found[level.root_id].append(count)
    return found
