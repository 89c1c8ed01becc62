"""What concerns a place: a district of a municipality, or a municipality of a county or region."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from rodtrad.geography.models import Area
from rodtrad.geography.queries import parts_of
from rodtrad.goals.models import Element, LevelRole
from rodtrad.goals.models.elements import ElementQuerySet
from rodtrad.goals.queries.web import DEEDS
from rodtrad.organisations.models import RegionMember, Root
from rodtrad.organisations.permissions import Viewer


def places_in(root: Root, day: date) -> list[Area]:
    """Return a municipality's districts, a county's municipalities or a region's members on a day."""
    if root.area is not None:
        return parts_of(root.area, day)
    members = RegionMember.objects.filter(root=root, area__isnull=False).select_related("area")
    current = [one for one in members if not (one.valid_to and one.valid_to < day)]
    return sorted((one.area for one in current if one.area), key=lambda area: area.sort_key)


def count_by_place(root: Root, viewer: Viewer) -> dict[UUID, int]:
    """Count the elements that name each area."""
    rows = Element.objects.filter(root=root, areas__isnull=False).visible_to(viewer).order_by()
    return dict(rows.values_list("areas").annotate(number=Count("id")))


#: More lines than this, and a page counts them by level instead.
MOST_LINES = 300


@dataclass(frozen=True)
class Concerned:
    """What concerns a place, level by level: ids where they are few enough to list, else only how many."""

    counts: dict[UUID, int]
    listed: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class AtPlace:
    """What names the place, and what names no place and so concerns it too."""

    here: Concerned
    everywhere: Concerned

    @property
    def listed(self) -> frozenset[UUID]:
        return self.here.listed | self.everywhere.listed


def elements_at(root: Root, area: Area, viewer: Viewer) -> AtPlace:
    """Find what names the place, and what is done everywhere, or, where nothing is done, the ways chosen."""
    seen = Element.objects.filter(root=root).visible_to(viewer).order_by()
    named = Element.areas.through.objects.filter(element__root=root)
    here = named.filter(area=area).exclude(area=root.area_id)
    elsewhere = named.exclude(area=root.area_id)
    whole = named.filter(area=root.area_id).values("element")
    free = seen.filter(Q(id__in=whole) | ~Q(id__in=elsewhere.values("element")))
    free = free.exclude(id__in=here.values("element"))
    everywhere = _concerned(free.filter(level__role__in=DEEDS))
    if not everywhere.counts:
        everywhere = _concerned(free.filter(level__role=LevelRole.STRATEGY))
    return AtPlace(_concerned(seen.filter(id__in=here.values("element"))), everywhere)


def _concerned(rows: ElementQuerySet) -> Concerned:
    counts = dict(rows.values_list("level_id").annotate(number=Count("id")))
    few = 0 < sum(counts.values()) <= MOST_LINES
    return Concerned(counts, frozenset(rows.values_list("id", flat=True)) if few else frozenset())
