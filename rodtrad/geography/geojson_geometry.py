"""Polygons as RFC 7946 asks for them: closed rings, WGS84, right-hand rule, no self-crossing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from shapely.geometry import mapping, shape

Position = tuple[float, float]
Ring = list[Position]
Rings = list[Ring]  # one polygon: the outer ring, then its holes

# A repair that moves more than this share of the area would be a different boundary.
REPAIR_TOLERANCE: Final = 0.01
# Norway with Svalbard and Jan Mayen, generously; only used to recognise swapped axes.
NORWAY_LONGITUDE: Final = (-11.0, 37.0)
NORWAY_LATITUDE: Final = (57.0, 82.0)

REASONS: Final = {
    "Self-intersection": gettext_noop("grensa krysser seg selv"),
    "Ring Self-intersection": gettext_noop("en ring berører eller krysser seg selv"),
    "Hole lies outside shell": gettext_noop("et hull ligger utenfor ytterringen"),
    "Holes are nested": gettext_noop("et hull ligger inne i et annet hull"),
    "Interior is disconnected": gettext_noop("hullene deler flaten i to"),
    "Nested shells": gettext_noop("en flate ligger inne i en annen"),
    "Duplicate Rings": gettext_noop("to ringer er like"),
    "Too few points in geometry component": gettext_noop("en ring har for få ulike punkter"),
}


class GeometryError(Exception):
    """Say what is wrong with one geometry and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def to_wgs84() -> str:
    """Return the remedy for coordinates that are not degrees."""
    return _("Regn om til WGS84 (EPSG:4326), for eksempel med «%(command)s».") % {
        "command": "ogr2ogr -t_srs EPSG:4326"
    }


def read_polygons(geometry: object) -> tuple[list[Rings], list[str]]:
    """Return the polygons of a GeoJSON geometry, rings turned the right way, and notes on what was turned."""
    kind, parts = _parts(geometry)
    notes: list[str] = []
    polygons = [_polygon(part, f"{kind}[{number}]", notes) for number, part in enumerate(parts)]
    _refuse_swapped_axes(polygons)
    return polygons, list(dict.fromkeys(notes))


def check_validity(polygons: Sequence[Rings], *, repair: bool) -> tuple[dict[str, Any], list[str]]:
    """Return the geometry as GeoJSON; refuse one that crosses itself, or mend it when `repair` is set."""
    geometry = to_geojson(polygons)
    surface = shape(geometry)
    reason = shapely.is_valid_reason(surface)
    if reason == "Valid Geometry":
        return geometry, []
    fault = _in_words(reason)
    if not repair:
        remedy = _("Rett grensa i kilden («%(command)s» kan hjelpe), eller les fila med «--repair».") % {
            "command": "ogr2ogr -makevalid"
        }
        raise GeometryError(_("Flaten er ikke gyldig: %(fault)s.") % {"fault": fault}, remedy)
    return _repaired(surface, fault)


def to_geojson(polygons: Sequence[Rings]) -> dict[str, Any]:
    """Return a Polygon when there is one, else a MultiPolygon."""
    coordinates = [[[list(position) for position in ring] for ring in rings] for rings in polygons]
    if len(coordinates) == 1:
        return {"type": "Polygon", "coordinates": coordinates[0]}
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _parts(geometry: object) -> tuple[str, list[Any]]:
    if not isinstance(geometry, dict):
        raise GeometryError(_("Objektet har ingen geometri."), _("Fjern objektet, eller gi det en flate."))
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        message = _("Geometrien er av typen «%(kind)s».") % {"kind": str(kind)[:40]}
        raise GeometryError(message, _("Ei grense må være Polygon eller MultiPolygon."))
    if not isinstance(coordinates, list) or not coordinates:
        message = _("Geometrien har ingen koordinater.")
        raise GeometryError(message, _("Fjern objektet, eller gi det en flate."))
    return str(kind), [coordinates] if kind == "Polygon" else coordinates


def _polygon(rings: object, place: str, notes: list[str]) -> Rings:
    if not isinstance(rings, list) or not rings:
        message = _("%(place)s har ingen ringer.") % {"place": place}
        raise GeometryError(message, _("Fjern den tomme flaten."))
    where = _("%(place)s, ring %(number)d")
    read = [
        _ring(ring, where % {"place": place, "number": number}, notes) for number, ring in enumerate(rings)
    ]
    return [_turned(ring, outer=number == 0, notes=notes) for number, ring in enumerate(read)]


def _ring(positions: object, place: str, notes: list[str]) -> Ring:
    if not isinstance(positions, list) or len(positions) < 4:
        count = len(positions) if isinstance(positions, list) else 0
        text = ngettext("%(place)s har %(count)d punkt.", "%(place)s har %(count)d punkter.", count)
        remedy = _("En ring må ha minst fire, der det siste er likt det første.")
        raise GeometryError(text % {"place": place, "count": count}, remedy)
    where = _("%(place)s, punkt %(number)d")
    ring = [
        _position(value, where % {"place": place, "number": number}, notes)
        for number, value in enumerate(positions)
    ]
    if ring[0] != ring[-1]:
        text = _("%(place)s er ikke lukket: den begynner i %(first)s og slutter i %(last)s.")
        ends = {"place": place, "first": ring[0], "last": ring[-1]}
        raise GeometryError(text % ends, _("Gjenta det første punktet til slutt."))
    return ring


def _position(value: object, place: str, notes: list[str]) -> Position:
    numeric = isinstance(value, list) and all(
        isinstance(number, int | float) and not isinstance(number, bool) for number in value
    )
    if not numeric or not isinstance(value, list) or len(value) < 2:
        message = _("%(place)s er ikke to tall.") % {"place": place}
        raise GeometryError(message, _("Skriv hvert punkt som [lengdegrad, breddegrad]."))
    longitude, latitude = value[0], value[1]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        message = _("%(place)s er ikke grader: %(longitude)s, %(latitude)s.")
        given = {"place": place, "longitude": _shown(longitude), "latitude": _shown(latitude)}
        raise GeometryError(message % given, to_wgs84())
    if len(value) > 2:
        notes.append(_("Høyder er utelatt."))
    return float(longitude), float(latitude)


def _shown(number: float) -> str:
    # A JSON integer may be too large for a float, and too long to print.
    return f"{number:.6g}" if abs(number) < 1e300 else _("et altfor stort tall")


def _turned(ring: Ring, *, outer: bool, notes: list[str]) -> Ring:
    # RFC 7946 § 3.1.6: outer rings run counter-clockwise, holes clockwise; older files often do the opposite.
    if (_doubled_area(ring) > 0) == outer:
        return ring
    notes.append(_("Ytterring snudd mot klokka.") if outer else _("Hull snudd med klokka."))
    return ring[::-1]


def _doubled_area(ring: Ring) -> float:
    # Measured from the first point, so that small areas far from 0°, 0° keep their sign.
    x0, y0 = ring[0]
    return sum((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(ring))


def _refuse_swapped_axes(polygons: Sequence[Rings]) -> None:
    positions = [position for rings in polygons for position in rings[0]]
    (south, north), (west, east) = NORWAY_LATITUDE, NORWAY_LONGITUDE
    if all(south <= first <= north and west <= second <= east for first, second in positions):
        text = _("Punktene ser ut til å stå som breddegrad, lengdegrad: %(point)s.")
        raise GeometryError(text % {"point": positions[0]}, _("Bytt om: GeoJSON har lengdegraden først."))


def _in_words(reason: str) -> str:
    found = re.fullmatch(r"(?P<words>[^\[]+)\[(?P<x>\S+) (?P<y>\S+)\]", reason)
    if not found:
        return reason
    words = found["words"].strip()
    return _("%(fault)s ved lengdegrad %(longitude)s, breddegrad %(latitude)s") % {
        "fault": _(REASONS[words]) if words in REASONS else words,
        "longitude": f"{float(found['x']):.5f}",
        "latitude": f"{float(found['y']):.5f}",
    }


def _repaired(surface: Any, fault: str) -> tuple[dict[str, Any], list[str]]:
    mended = shapely.make_valid(surface, method="structure", keep_collapsed=False)
    usable = mended.geom_type in {"Polygon", "MultiPolygon"} and not mended.is_empty
    moved = abs(mended.area - surface.area) if usable else float("inf")
    if moved > REPAIR_TOLERANCE * max(mended.area, surface.area):
        text = _("Flaten er ikke gyldig, og retting ville endret den for mye: %(fault)s.")
        raise GeometryError(text % {"fault": fault}, _("Rett grensa i kilden."))
    polygons, _notes = read_polygons(_as_lists(mapping(mended)))
    return to_geojson(polygons), [_("Rettet: %(fault)s.") % {"fault": fault}]


def _as_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_lists(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_lists(inner) for inner in value]
    return value
