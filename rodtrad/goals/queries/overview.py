"""What a reader asks to see of a root, which elements that is, and how many."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, Value

from rodtrad.goals.models import Element, Level
from rodtrad.goals.models.elements import ElementQuerySet
from rodtrad.organisations.models import Organisation, Root
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
    #: Those of these only, found by what another room knows of them; None for all.
    among: frozenset[UUID] | None = None

    @property
    def is_empty(self) -> bool:
        return self == Filters()


def chosen_elements(root: Root, viewer: Viewer, filters: Filters) -> ElementQuerySet:
    """Select the root's visible elements that the filters let through, each once, in no order."""
    return Element.objects.filter(root=root).visible_to(viewer).filter(_condition(filters)).order_by()


def fits(filters: Filters) -> Q | Value:
    """Return what tells of an element whether the filters let it through, to annotate with."""
    return Value(True) if filters.is_empty else _condition(filters)


def matching_elements(root: Root, viewer: Viewer, filters: Filters) -> ElementQuerySet:
    """Select the same with number and place in the plan, in the order of levels and plans."""
    rows = chosen_elements(root, viewer, filters).select_related("level", "responsible", "plan")
    return in_order(rows)


def in_order(rows: ElementQuerySet) -> ElementQuerySet:
    """Add number and place in the plan that each comes from, and put them in the order of levels and plans."""
    return (
        rows.filter(placements__plan=F("plan"))
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


def _condition(filters: Filters) -> Q:
    """Say the filters without joins to many, so that no element comes twice."""
    condition = Q()
    if filters.levels:
        condition &= Q(level__key__in=filters.levels)
    if filters.responsible:
        units = Organisation.objects.filter(key=filters.responsible).values("id")
        helped = Element.contributing.through.objects.filter(organisation__in=units)
        condition &= Q(responsible__in=units) | Q(id__in=helped.values("element"))
    if filters.sdg:
        condition &= _serves(filters.sdg)
    if filters.progress:
        condition &= Q(progress=filters.progress)
    if filters.plan:
        condition &= Q(plan__key=filters.plan)
    if filters.year:
        condition &= Q(starts__isnull=True) | Q(starts__year__lte=filters.year)
        condition &= Q(ends__isnull=True) | Q(ends__year__gte=filters.year)
    if filters.area:
        named = Element.areas.through.objects.filter(area__code=filters.area)
        condition &= Q(id__in=named.values("element"))
    if filters.among is not None:
        condition &= Q(id__in=filters.among)
    if filters.text:
        condition &= Q(title__icontains=filters.text) | Q(keywords__contains=[filters.text.casefold()])
    return condition


def _serves(sdg: str) -> Q:
    """A target is served by what names it; a goal by what names it or one of its targets."""
    goal, _dot, target = sdg.partition(".")
    number = int(goal) if goal.isdecimal() else 0
    targets = Element.sdg_targets.through.objects
    if target:
        return Q(id__in=targets.filter(sdgtarget__code=sdg).values("element"))
    goals = Element.sdg_goals.through.objects.filter(sdggoal__number=number)
    under = targets.filter(sdgtarget__goal=number)
    return Q(id__in=goals.values("element")) | Q(id__in=under.values("element"))


def levels(root: Root) -> list[Level]:
    """Return the levels of the root's frameworks, from the top of each."""
    rows = Level.objects.filter(root=root).select_related("framework")
    return list(rows.order_by("framework__position", "framework__key", "position"))


def level_of(root: Root, viewer: Viewer, key: str) -> UUID | None:
    """Return the level that an element stands at, when the viewer may see it."""
    rows = Element.objects.filter(root=root, key=key).visible_to(viewer)
    return rows.values_list("level_id", flat=True).first()
