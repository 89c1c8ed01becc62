"""Counts of elements by level, as far as a viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from rodtrad.core.models import Origin
from rodtrad.goals.models import Element, Level, seen_by
from rodtrad.organisations.permissions import Viewer


@dataclass(frozen=True)
class LevelCount:
    """How many elements a level has, and how many of them are examples."""

    level: Level
    elements: int
    examples: int


def level_counts(viewers: Mapping[UUID, Viewer]) -> dict[UUID, list[LevelCount]]:
    """Count the elements of each level that has any, for several roots at once: two queries.

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
    numbers = {level_id: (elements, examples) for level_id, elements, examples in rows}
    found: dict[UUID, list[LevelCount]] = {root_id: [] for root_id in viewers}
    levels = Level.objects.filter(id__in=numbers).select_related("framework")
    for level in levels.order_by("framework__position", "framework__key", "position"):
        found[level.root_id].append(LevelCount(level, *numbers[level.id]))
    return found
