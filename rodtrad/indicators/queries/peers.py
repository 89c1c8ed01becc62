"""Which sets of areas a root can be compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rodtrad.core.text import sort_key
from rodtrad.geography.models import Area, AreaKind
from rodtrad.geography.outlines import has_boundary, neighbours_of
from rodtrad.geography.queries import PeerKind, PeerSet, areas_of_kind, parts_of, sets_with
from rodtrad.organisations.models import Root, RootKind
from rodtrad.organisations.queries import member_areas, open_regions_of

CHOSEN, NEIGHBOURS, PARTS = "valgte", "naboer", "deler"
#: More hand-picked places than this are no choice any more.
MOST_CHOSEN = 60


@dataclass(frozen=True)
class Peers:
    """The root's own area, all areas of its kind, and the sets, the likeliest first."""

    own: Area | None
    alike: tuple[Area, ...]
    sets: tuple[PeerSet, ...]

    def find(self, key: str) -> PeerSet | None:
        """Return the set with the key; the first where none is asked for."""
        if not key:
            return self.sets[0] if self.sets else None
        return next((one for one in self.sets if one.key == key), None)

    def chosen(self, areas: Sequence[Area]) -> PeerSet:
        """Return a set of hand-picked areas."""
        own = self.own.pk if self.own else None
        return PeerSet(CHOSEN, PeerKind.CHOSEN, "", None, tuple(one for one in areas if one.pk != own))


def peers_for(root: Root, day: date) -> Peers:
    """Return what a root can be compared with on a day: groups, regions, places, neighbours, and its own parts."""
    own = root.area
    if own is None:
        return _of_region(root, day)
    alike = areas_of_kind(AreaKind(own.kind), day)
    sets = sets_with(own, alike, day)
    sets[-1:-1] = _regions(own, day) + _neighbours(own, alike)
    parts = tuple(parts_of(own, day))
    if parts and own.kind == AreaKind.MUNICIPALITY:
        sets.append(PeerSet(PARTS, PeerKind.PARTS, "", own, parts))
    return Peers(own, tuple(alike), tuple(sets))


def _of_region(root: Root, day: date) -> Peers:
    """Return the members of a region, which has no area of its own, to be compared with each other."""
    members = tuple(member_areas(root, day)) if root.kind == RootKind.REGION else ()
    alike = tuple(areas_of_kind(AreaKind.MUNICIPALITY, day))
    sets = (PeerSet(root.slug, PeerKind.REGION, root.short_name, None, members),) if members else ()
    return Peers(None, alike, sets)


def _regions(own: Area, day: date) -> list[PeerSet]:
    found = []
    for region, areas in open_regions_of(own, day).items():
        others = tuple(one for one in areas if one.pk != own.pk)
        if others:
            found.append(PeerSet(region.slug, PeerKind.REGION, region.short_name, None, others))
    return found


def _neighbours(own: Area, alike: Sequence[Area]) -> list[PeerSet]:
    """Return the neighbours, where the boundaries that tell them are held."""
    if not has_boundary(own):
        return []
    near = tuple(neighbours_of(own, [one for one in alike if one.pk != own.pk]))
    return [PeerSet(NEIGHBOURS, PeerKind.NEIGHBOURS, "", None, near)] if near else []


def find_places(words: Sequence[str], day: date) -> tuple[list[Area], list[str]]:
    """Return the municipalities with these codes or names, and the words that name none, or more than one."""
    asked = [word.strip() for word in words if word.strip()]
    rows = Area.objects.valid_on(day).filter(
        Q(code__in=asked) | Q(sort_key__in=[sort_key(word) for word in asked]), kind=AreaKind.MUNICIPALITY
    )
    by_word: dict[str, list[Area]] = {}
    for area in rows:
        by_word.setdefault(area.code, []).append(area)
        by_word.setdefault(area.sort_key, []).append(area)
    found: dict[str, Area] = {}
    unknown = []
    for word in asked:
        areas = by_word.get(word) or by_word.get(sort_key(word), [])
        if len(areas) == 1:
            found[areas[0].code] = areas[0]
        else:
            unknown.append(word)
    return list(found.values()), unknown
