"""Stores the boundaries of areas, the changes of their codes, and who belongs to which group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.geography.geojson import BoundaryFeature, read_boundaries
from rodtrad.geography.models import Area, AreaChange, AreaKind, Boundary, ChangeKind, GroupMember

_SHOWN_CODES = 20


@dataclass(frozen=True)
class CodeChange:
    """What a code became, on the first day of the new one."""

    from_code: str
    to_code: str
    kind: ChangeKind
    date: date


@dataclass(frozen=True)
class Membership:
    """Which area belongs to which group, by their codes, from a day, and to a last day if it has one."""

    group: str
    member: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import of boundaries did; `notes` tells what was mended on the way."""

    made: int
    changed: int
    same: int
    notes: tuple[str, ...]

    @property
    def read(self) -> int:
        return self.made + self.changed + self.same


class UnknownAreasError(Exception):
    """A file has boundaries of areas we do not hold; nothing was stored."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        text = ngettext(
            "Fila har en områdekode som ikke gjelder i dag: %(codes)s.",
            "Fila har %(count)d områdekoder som ikke gjelder i dag: %(codes)s.",
            len(codes),
        ) % {"count": len(codes), "codes": _shown(codes)}
        super().__init__(
            text + " " + _("Ta dem ut, eller bruk en fil med dagens inndeling. Ingenting er lagret.")
        )


@transaction.atomic
def import_boundaries(*, text: bytes, source: str, repair: bool = False) -> ImportReport:
    """Store the boundaries of a GeoJSON file: all of them or none; the same file again changes nothing.

    A surface that crosses itself is refused, or mended with a note when `repair` is set.
    Raises GeoJSONError for a file that cannot be read, UnknownAreasError for codes not in force today.
    """
    features = read_boundaries(text, repair=repair)
    areas = _areas_in_force([feature.code for feature in features])
    if unknown := sorted(feature.code for feature in features if feature.code not in areas):
        raise UnknownAreasError(unknown)
    held = {boundary.area_id: boundary for boundary in Boundary.objects.filter(area__in=areas.values())}
    made, changed, same = [], [], 0
    for feature in features:
        area = areas[feature.code]
        boundary = held.get(area.id)
        if boundary is None:
            made.append(Boundary(area=area, geometry=feature.geometry, source=source[:300]))
        elif (boundary.geometry, boundary.source) != (feature.geometry, source[:300]):
            boundary.geometry, boundary.source = feature.geometry, source[:300]
            changed.append(boundary)
        else:
            same += 1
    Boundary.objects.bulk_create(made, batch_size=50)
    Boundary.objects.bulk_update(changed, ["geometry", "source"], batch_size=50)
    return ImportReport(made=len(made), changed=len(changed), same=same, notes=_notes(features))


@transaction.atomic
def import_area_changes(*, changes: Iterable[CodeChange]) -> ImportReport:
    """Store changes of codes. One that is held is made as it is told; none is taken away. Again changes nothing."""
    held = {
        (each.from_code, each.to_code, each.date): each for each in AreaChange.objects.select_for_update()
    }
    made, changed, same = [], [], 0
    for change in dict.fromkeys(changes):
        found = held.get((change.from_code, change.to_code, change.date))
        if found is None:
            made.append(
                AreaChange(
                    from_code=change.from_code, to_code=change.to_code, kind=change.kind, date=change.date
                )
            )
        elif found.kind != change.kind:
            found.kind = change.kind
            changed.append(found)
        else:
            same += 1
    AreaChange.objects.bulk_create(made)
    AreaChange.objects.bulk_update(changed, ["kind"])
    return ImportReport(made=len(made), changed=len(changed), same=same, notes=())


@transaction.atomic
def import_group_members(*, memberships: Iterable[Membership], source: str) -> ImportReport:
    """Store who belongs to which group; a group that is not held is made. Again changes nothing.

    What is told of a group replaces what was held of it from the first day that is told of. A member that we hold no
    area for is left out, and a note says so.
    """
    told = list(dict.fromkeys(memberships))
    groups = _groups({each.group for each in told}, source)
    members = _areas_once({each.member for each in told})
    unknown = sorted({each.member for each in told if each.member not in members})
    wanted = {
        (groups[each.group], members[each.member], each.valid_from): each.valid_to
        for each in told
        if each.member in members
    }
    begins = min((each.valid_from for each in told), default=date.max)
    rows = GroupMember.objects.select_for_update().filter(
        group__code__in=[each.group for each in told], valid_from__gte=begins
    )
    held = {(row.group_id, row.member_id, row.valid_from): row for row in rows}
    gone = [row.pk for key, row in held.items() if key not in wanted]
    GroupMember.objects.filter(pk__in=gone).delete()
    changed = [held[key] for key, last in wanted.items() if key in held and held[key].valid_to != last]
    for row in changed:
        row.valid_to = wanted[row.group_id, row.member_id, row.valid_from]
    GroupMember.objects.bulk_update(changed, ["valid_to"])
    made = [
        GroupMember(group_id=group, member_id=member, valid_from=first, valid_to=last)
        for (group, member, first), last in wanted.items()
        if (group, member, first) not in held
    ]
    GroupMember.objects.bulk_create(made)
    notes = (_("Ukjente områder er utelatt: %s") % _shown(unknown),) if unknown else ()
    return ImportReport(
        made=len(made),
        changed=len(changed) + len(gone),
        same=len(wanted) - len(made) - len(changed),
        notes=notes,
    )


def _groups(codes: set[str], source: str) -> dict[str, UUID]:
    """Return the groups by code, made where they are not held."""
    groups = Area.objects.filter(kind=AreaKind.PEER_GROUP, code__in=codes)
    held = {area.code: area.id for area in groups}
    for code in sorted(codes - held.keys()):
        name = _("KOSTRA-gruppe %d") % int(code[3:]) if code[:3] == "EKG" and code[3:].isdecimal() else code
        area = Area(code=code, kind=AreaKind.PEER_GROUP, name=name, source=source[:300])
        area.save()
        held[code] = area.id
    return held


def _areas_once(codes: set[str]) -> dict[str, UUID]:
    """Return the areas with these codes; of several with one code, the latest."""
    rows = Area.objects.filter(code__in=codes).order_by(F("valid_from").asc(nulls_first=True))
    return dict(rows.values_list("code", "id"))


def _areas_in_force(codes: list[str]) -> dict[str, Area]:
    today = timezone.localdate()
    return {area.code: area for area in Area.objects.valid_on(today).filter(code__in=codes)}


def _notes(features: list[BoundaryFeature]) -> tuple[str, ...]:
    """Say each thing once, with the areas it was done to: a whole country's rings may run the wrong way."""
    areas: dict[str, list[str]] = {}
    for feature in features:
        for note in feature.notes:
            areas.setdefault(note, []).append(feature.code)
    return tuple(f"{note} ({_shown(codes)})" for note, codes in areas.items())


def _shown(codes: list[str]) -> str:
    return ", ".join(codes[:_SHOWN_CODES]) + (" …" if len(codes) > _SHOWN_CODES else "")
