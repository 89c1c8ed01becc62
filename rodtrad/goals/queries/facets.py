from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min

from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


@dataclass(frozen=True)
class Facet:
    """Elements that are alike in what a reader can filter by, and how many they are."""

    framework_id: UUID
    level_id: UUID
    role: str
    responsible_key: str
    responsible_name: str
    progress: str
    origin: str
    first: date | None
    last: date | None
    count: int


def facets(root: Root, viewer: Viewer) -> list[Facet]:
    """Count the root's visible elements by what can be filtered, in one query."""
    rows = (
        Element.objects.filter(root=root)
        .visible_to(viewer)
        .order_by()
        .values_list(
            "framework_id",
            "level_id",
            "level__role",
            "responsible__key",
            "responsible__name",
            "progress",
            "origin",
        )
        .annotate(first=Min("starts"), last=Max("ends"), count=Count("id"))
    )
    return [
        Facet(framework, level, role, key or "", name or "", progress, origin, first, last, count)
        for framework, level, role, key, name, progress, origin, first, last, count in rows
    ]
