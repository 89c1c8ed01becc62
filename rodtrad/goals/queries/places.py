"""What concerns a place: a district of a municipality, or a municipality of a county or region."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from rodtrad.geography.models import Area
from rodtrad.geography.queries import parts_of
from rodtrad.goals.models import Element
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


@dataclass(frozen=True)
class AtPlace:
    """Ids of the elements that name the place, and of those that name no place and so concern it too."""

    here: set[UUID]
    everywhere: set[UUID]


def elements_at(root: Root, area: Area, viewer: Viewer) -> AtPlace:
    rows = Element.objects.filter(root=root).visible_to(viewer).order_by().values_list("id", "areas")
    named: dict[UUID, set[UUID | None]] = {}
    for identity, place in rows:
        named.setdefault(identity, set()).add(place)
    whole = {None, root.area_id}
    return AtPlace(
        here={
            identity for identity, places in named.items() if area.id in places and area.id != root.area_id
        },
        everywhere={identity for identity, places in named.items() if places & whole},
    )
