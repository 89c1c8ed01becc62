"""Reads of areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from rodtrad.geography.models import Area, AreaKind, GroupMember

_PARTS = {
    AreaKind.COUNTRY: AreaKind.COUNTY,
    AreaKind.COUNTY: AreaKind.MUNICIPALITY,
    AreaKind.MUNICIPALITY: AreaKind.DISTRICT,
}


def parts_of(area: Area, day: date) -> list[Area]:
    """Return what an area is parted into on a day: a county's municipalities, a municipality's districts."""
    kind = _PARTS.get(AreaKind(area.kind))
    if kind is None:
        return []
    parts = Area.objects.valid_on(day).filter(kind=kind, parent__code=area.code)
    return list(parts.order_by("sort_key"))


def peers_of(area: Area, day: date) -> list[Area]:
    """Return what an area is first compared with: the groups it is in, its county, and the country."""
    groups = Area.objects.valid_on(day).filter(
        Q(group_members__valid_to__isnull=True) | Q(group_members__valid_to__gte=day),
        group_members__member=area,
        group_members__valid_from__lte=day,
    )
    above = Area.objects.valid_on(day).filter(Q(pk=area.parent_id) | Q(kind=AreaKind.COUNTRY), ~Q(pk=area.pk))
    found = [*groups.distinct().order_by("sort_key"), *above.order_by("-kind")]
    # A county of one municipality, as Oslo is, says the same twice.
    return [one for one in found if one.kind != AreaKind.COUNTY or one.name != area.name]


class PeerKind(StrEnum):
    """What makes areas peers."""

    GROUP = "group"
    KOSTRA = "kostra"
    COUNTY = "county"
    REGION = "region"
    NEIGHBOURS = "neighbours"
    COUNTRY = "country"
    PARTS = "parts"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class PeerSet:
    """Areas to compare with, without the one that is compared.

    `key` stands in addresses. `group` is the area whose published figure is the set's own, where there is one; `name`
    is what the set is called in the data, empty where the kind says it all.
    """

    key: str
    kind: PeerKind
    name: str
    group: Area | None
    members: tuple[Area, ...]


#: Statistics Norway's codes of its KOSTRA groups begin so.
_KOSTRA = "EKG"


class Kostra(StrEnum):
    """How an area stands to the KOSTRA groups, which Statistics Norway makes and we fetch."""

    NOT_FETCHED = "not_fetched"
    ALONE = "alone"
    IN_GROUP = "in_group"
    IN_NONE = "in_none"


def kostra_of(area: Area, day: date) -> Kostra:
    """Return whether an area has others in its KOSTRA group on a day, and if not, why. At most two queries."""
    members = GroupMember.objects.filter(group__code__startswith=_KOSTRA)
    current = members.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    group = current.filter(member=area).values("group")
    beside = list(current.filter(group__in=group).values_list("member", flat=True))
    if beside:
        return Kostra.IN_GROUP if any(one != area.pk for one in beside) else Kostra.ALONE
    return Kostra.IN_NONE if members.exists() else Kostra.NOT_FETCHED


def areas_of_kind(kind: AreaKind, day: date) -> list[Area]:
    """Return all areas of a kind on a day, by name."""
    return list(Area.objects.valid_on(day).filter(kind=kind).order_by("sort_key"))


def country_on(day: date) -> Area | None:
    return Area.objects.valid_on(day).filter(kind=AreaKind.COUNTRY).first()


def sets_with(area: Area, alike: Sequence[Area], day: date) -> list[PeerSet]:
    """Return the sets that an area is in: its groups, its county, the country. Those of it alone are left out.

    `alike` are all areas of its kind on the day. KOSTRA group 13 is Oslo alone, so Oslo has the large cities.
    """
    held = {one.pk: one for one in alike}
    sets = [*_groups_with(area, held, day), *_places_with(area, alike, day)]
    return [one for one in sets if one.members]


def _groups_with(area: Area, held: Mapping[UUID, Area], day: date) -> list[PeerSet]:
    """Return the groups by name, those of KOSTRA last; two queries."""
    current = GroupMember.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    mine = current.filter(member=area).values("group")
    groups = {one.pk: one for one in Area.objects.valid_on(day).filter(pk__in=mine).order_by("sort_key")}
    members: dict[UUID, list[Area]] = {pk: [] for pk in groups}
    for group, member in current.filter(group__in=mine).values_list("group", "member").distinct():
        if member in held and member != area.pk and group in members:
            members[group].append(held[member])
    found = []
    for one in groups.values():
        kind = PeerKind.KOSTRA if one.code.startswith(_KOSTRA) else PeerKind.GROUP
        ordered = tuple(sorted(members[one.pk], key=lambda area: area.sort_key))
        found.append(PeerSet(one.code.lower(), kind, one.name, one, ordered))
    return sorted(found, key=lambda one: one.kind is PeerKind.KOSTRA)


def _places_with(area: Area, alike: Sequence[Area], day: date) -> list[PeerSet]:
    """Return the county, where the area is in one, and the country."""
    others = tuple(one for one in alike if one.pk != area.pk)
    county = area.parent if area.kind == AreaKind.MUNICIPALITY else None
    sets = [PeerSet("landet", PeerKind.COUNTRY, "", country_on(day), others)]
    if county is not None:
        near = tuple(one for one in others if one.parent_id == county.pk)
        sets.insert(0, PeerSet("fylket", PeerKind.COUNTY, county.name, county, near))
    return sets
