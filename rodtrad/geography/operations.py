"""Stores the boundaries of areas."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.geography.geojson import BoundaryFeature, read_boundaries
from rodtrad.geography.models import Area, Boundary

_SHOWN_CODES = 20


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
