"""Read area boundaries from GeoJSON (RFC 7946), and say plainly what is wrong with a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from rodtrad.geography.geojson_geometry import GeometryError, check_validity, read_polygons, to_wgs84

MAX_BYTES: Final = 100_000_000
MAX_POINTS: Final = 2_000_000
# The most specific first: a district's file often names its municipality too.
CODE_PROPERTIES: Final = ("bydelsnummer", "kommunenummer", "fylkesnummer", "code", "id")
CODE_LENGTHS: Final = {"bydelsnummer": 6, "kommunenummer": 4, "fylkesnummer": 2}
WGS84_NAMES: Final = ("CRS84", "EPSG::4326", "EPSG:4326")


@dataclass(frozen=True, kw_only=True)
class BoundaryFeature:
    """One area's boundary: `geometry` is a valid GeoJSON Polygon or MultiPolygon in WGS84."""

    code: str
    code_property: str
    geometry: dict[str, Any]
    notes: tuple[str, ...] = ()


class GeoJSONError(Exception):
    """Tell what is wrong, in which feature (counted from 0; None for the whole file), and what to do."""

    def __init__(self, message: str, feature_index: int | None, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.feature_index = feature_index
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.message} {self.remedy}"
        if self.feature_index is None:
            return text
        return _("Objekt nr. %(number)d: %(text)s") % {"number": self.feature_index + 1, "text": text}


def read_boundaries(
    text: bytes, *, repair: bool = False, max_bytes: int = MAX_BYTES, max_points: int = MAX_POINTS
) -> list[BoundaryFeature]:
    """Return the boundaries of a FeatureCollection; all or nothing.

    Rings that run the wrong way are turned, with a note. A surface that crosses itself is refused, or mended
    with a note when `repair` is set and mending hardly changes its area. Raises `GeoJSONError`.
    """
    features = _features(_document(text, max_bytes))
    _refuse_too_many_points(features, max_points)
    boundaries = [_boundary(feature, index, repair=repair) for index, feature in enumerate(features)]
    _refuse_duplicates(boundaries)
    return boundaries


def _document(text: bytes, max_bytes: int) -> dict[str, Any]:
    if len(text) > max_bytes:
        numbers = {"size": f"{len(text) / 1e6:.1f}", "limit": f"{max_bytes / 1e6:.0f}"}
        message = _("Fila er for stor: %(size)s MB, grensa er %(limit)s MB.") % numbers
        raise GeoJSONError(message, None, _("Forenkle eller del den."))
    try:
        document = json.loads(text.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        message = _("Fila er ikke UTF-8: feil tegn ved byte %(byte)d.") % {"byte": error.start}
        raise GeoJSONError(message, None, _("Lagre fila som UTF-8.")) from error
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        message = _("Fila er ikke gyldig JSON: linje %(line)d, tegn %(column)d.") % where
        raise GeoJSONError(message, None, _("Hent fila på nytt, eller rett den der.")) from error
    except RecursionError as error:
        raise GeoJSONError(_("Fila er nøstet for dypt."), None, _("Bruk en vanlig GeoJSON-fil.")) from error
    except ValueError as error:
        message = _("Fila har et tall som ikke kan leses.")
        raise GeoJSONError(message, None, _("Skriv vanlige tall.")) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise GeoJSONError(
            _("Fila er ikke en FeatureCollection."),
            None,
            _("Eksporter laget som GeoJSON (RFC 7946)."),
        )
    return document


def _features(document: dict[str, Any]) -> list[Any]:
    crs = document.get("crs")
    if crs is not None and not any(name in json.dumps(crs) for name in WGS84_NAMES):
        message = _("Fila sier at den bruker et annet koordinatsystem enn WGS84.")
        raise GeoJSONError(message, None, to_wgs84())
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise GeoJSONError(_("Fila har ingen objekter."), None, _("«features» må ha minst ett objekt."))
    return features


def _refuse_too_many_points(features: list[Any], max_points: int) -> None:
    points = 0
    for index, feature in enumerate(features):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if isinstance(geometry, dict):
            points += _count_points(geometry.get("coordinates"))
        if points > max_points:
            message = _("Fila har mer enn %(count)d punkter.") % {"count": max_points}
            remedy = _("Forenkle grensene; kart på skjerm trenger sjelden så mange.")
            raise GeoJSONError(message, index, remedy)


def _count_points(coordinates: object) -> int:
    # Four levels is a MultiPolygon; deeper nesting is refused later, with its place.
    level: list[Any] = [coordinates]
    points = 0
    for _depth in range(4):
        inner = [item for part in level if isinstance(part, list) for item in part]
        level = [item for item in inner if isinstance(item, list)]
        points += sum(1 for item in level if item and not isinstance(item[0], list))
    return points


def _boundary(feature: object, index: int, *, repair: bool) -> BoundaryFeature:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        remedy = _("Fjern det, eller eksporter laget på nytt.")
        raise GeoJSONError(_("Dette er ikke et «Feature»."), index, remedy)
    code_property, code, notes = _code(feature, index)
    try:
        polygons, turned = read_polygons(feature.get("geometry"))
        geometry, mended = check_validity(polygons, repair=repair)
    except GeometryError as fault:
        raise GeoJSONError(f"({code}) {fault.message}", index, fault.remedy) from fault
    return BoundaryFeature(
        code=code, code_property=code_property, geometry=geometry, notes=(*notes, *turned, *mended)
    )


def _code(feature: dict[str, Any], index: int) -> tuple[str, str, list[str]]:
    properties = feature.get("properties")
    known = properties if isinstance(properties, dict) else {}
    known = {"id": feature.get("id"), **known}
    for name in CODE_PROPERTIES:
        value = known.get(name)
        if value is None or value == "":
            continue
        return name, *_as_code(value, name, index)
    remedy = _("Gi hvert objekt en av egenskapene %(names)s.") % {"names": ", ".join(CODE_PROPERTIES)}
    raise GeoJSONError(_("Objektet sier ikke hvilket område det gjelder."), index, remedy)


def _as_code(value: object, name: str, index: int) -> tuple[str, list[str]]:
    written = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    # Only a named kind of code gets back a lost leading zero: an `id` of 3 is a running number, not Oslo.
    length = CODE_LENGTHS.get(name, len(written))
    code = written.rjust(length, "0")
    if not (written.isascii() and written.isdecimal()) or len(code) != length or length not in {2, 4, 6}:
        message = _("Egenskapen %(name)s er «%(value)s», som ikke er en områdekode.")
        remedy = _("Bruk to siffer for fylke, fire for kommune, seks for bydel.")
        raise GeoJSONError(message % {"name": name, "value": str(value)[:40]}, index, remedy)
    note = _("Koden %(written)s er lest som %(code)s.") % {"written": written, "code": code}
    notes = [note] if code != written else []
    return code, notes


def _refuse_duplicates(boundaries: list[BoundaryFeature]) -> None:
    first_seen: dict[str, int] = {}
    for index, boundary in enumerate(boundaries):
        earlier = first_seen.setdefault(boundary.code, index)
        if earlier != index:
            message = _("Koden %(code)s står også i objekt nr. %(number)d.")
            remedy = _("Slå flatene sammen til én MultiPolygon for hvert område.")
            raise GeoJSONError(message % {"code": boundary.code, "number": earlier + 1}, index, remedy)


def _refuse_constant(name: str) -> float:
    raise ValueError(name)
