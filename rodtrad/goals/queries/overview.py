from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Q

from rodtrad.goals.models import Element, Level, Link
from rodtrad.goals.models.elements import ElementQuerySet
from rodtrad.goals.queries.thread import ThreadLink
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


@dataclass(frozen=True)
class Filters:
    """What a reader asks to see of a root; empty means everything. The page and the API use the same."""

    levels: tuple[str, ...] = ()
    responsible: str = ""
    sdg: str = ""
    progress: str = ""
    plan: str = ""
    year: int | None = None
    area: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Filters()


@dataclass(frozen=True)
class Overview:
    """A root's levels, the elements that the filters let through, and the links between them."""

    levels: list[Level]
    elements: list[Element]
    links: list[ThreadLink]
    by_level: dict[UUID, list[Element]] = field(default_factory=dict)


def matching_elements(root: Root, viewer: Viewer, filters: Filters) -> ElementQuerySet:
    """Select the root's visible elements that the filters let through, in the order of levels and plans."""
    rows = Element.objects.filter(root=root).visible_to(viewer)
    rows = rows.filter(placements__plan=F("plan")).filter(_condition(filters))
    if filters.responsible:
        rows = rows.filter(Q(responsible__key=filters.responsible) | Q(contributing__key=filters.responsible))
    if filters.responsible or filters.sdg or filters.area:
        rows = rows.distinct()
    return (
        rows.select_related("level", "responsible", "plan")
        .annotate(number=F("placements__number"), place_in_plan=F("placements__position"))
        .order_by(
            "level__framework__position",
            "level__position",
            "plan__position",
            "place_in_plan",
            "sort_key",
            "id",
        )
    )


def filtered_elements(root: Root, viewer: Viewer, filters: Filters) -> list[Element]:
    """Return the root's visible elements that the filters let through."""
    return list(matching_elements(root, viewer, filters))


def _condition(filters: Filters) -> Q:
    condition = Q()
    if filters.levels:
        condition &= Q(level__key__in=filters.levels)
    if filters.sdg:
        goal, _dot, target = filters.sdg.partition(".")
        number = int(goal) if goal.isdecimal() else 0
        condition &= (
            Q(sdg_targets__code=filters.sdg) if target else Q(sdg_goals=number) | Q(sdg_targets__goal=number)
        )
    if filters.progress:
        condition &= Q(progress=filters.progress)
    if filters.plan:
        condition &= Q(plan__key=filters.plan)
    if filters.year:
        condition &= Q(starts__isnull=True) | Q(starts__year__lte=filters.year)
        condition &= Q(ends__isnull=True) | Q(ends__year__gte=filters.year)
    if filters.area:
        condition &= Q(areas__code=filters.area)
    if filters.text:
        condition &= Q(title__icontains=filters.text) | Q(keywords__contains=[filters.text.casefold()])
    return condition


def overview(root: Root, viewer: Viewer, filters: Filters | None = None) -> Overview:
    """Return what the overview shows: four queries, whatever the size."""
    chosen = filters or Filters()
    elements = filtered_elements(root, viewer, chosen)
    ids = {element.id for element in elements}
    rows = Link.objects.filter(root=root, parent_root=root).values_list(
        "id", "child_id", "parent_id", "kind", "origin", "reason"
    )
    links = [ThreadLink(*row) for row in rows if row[1] in ids and row[2] in ids]
    found = levels(root)
    by_level: dict[UUID, list[Element]] = {level.id: [] for level in found}
    for element in elements:
        by_level[element.level_id].append(element)
    return Overview(found, elements, links, by_level)


def levels(root: Root) -> list[Level]:
    """Return the levels of the root's frameworks, from the top of each."""
    rows = Level.objects.filter(root=root).select_related("framework")
    return list(rows.order_by("framework__position", "framework__key", "position"))
