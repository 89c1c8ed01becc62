"""Outlines of areas on the sheet: projected, without points too fine to be seen, with room for a figure.

What figures a map shows changes often and its boundaries seldom, and it is the boundaries that take time: half a second
for a country of municipalities. `outlined` does that part, and whoever draws the same areas again keeps what it gives.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from rodtrad.core.charts.described import Rings
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.drawing.paths import Point, polyline

_TALLEST = {True: 620.0, False: 420.0}
_EDGE = 4.0
_FINEST = 0.5  # drawing units; what is smaller than this is not drawn
_SMALLEST = 14.0  # an area less tall and wide than this gets no figure

Polygons = tuple[Rings, ...]


def projection(areas: Sequence[Polygons]) -> "Projection":
    """Lay a plane that keeps areas true (Lambert's azimuthal) at the middle of what is drawn."""
    points = [point for polygons in areas for rings in polygons for ring in rings for point in ring]
    east, north = [point[0] for point in points], [point[1] for point in points]
    return Projection((min(east) + max(east)) / 2, (min(north) + max(north)) / 2)


@dataclass(frozen=True, slots=True)
class Projection:
    """From longitude and latitude to a plane, in radii of the earth; south is down, so greater."""

    longitude: float
    latitude: float

    def __call__(self, point: Point) -> Point:
        turn = math.radians(point[0] - self.longitude)
        here, there = math.radians(self.latitude), math.radians(point[1])
        cosine = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(turn)
        scale = math.sqrt(2 / max(1 + cosine, 1e-9))
        up = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(turn)
        return (scale * math.cos(there) * math.sin(turn), -scale * up)


@dataclass(frozen=True, slots=True)
class Outline:
    """An area on the sheet: its path, its largest part, and where that is widest; no part where it is too small."""

    d: str
    largest: Polygon | None
    spot: Point

    def has_room(self, half_width: float, half_height: float) -> bool:
        """Tell whether a text of this size stands inside, centred at the spot."""
        x, y = self.spot
        box = shapely.box(x - half_width, y - half_height, x + half_width, y + half_height)
        return self.largest is not None and bool(self.largest.contains(box))


@dataclass(frozen=True, slots=True)
class Sheet:
    """All outlines of one edition, in the order the areas were given, and how tall they stand."""

    outlines: tuple[Outline, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines in both editions."""

    wide: Sheet
    narrow: Sheet

    def of(self, edition: Edition) -> Sheet:
        return self.wide if edition.wide else self.narrow


def outlined(areas: Sequence[Polygons]) -> Outlines | None:
    """Lay areas on the sheets of both editions; None where none of them has a boundary."""
    if not any(areas):
        return None
    return Outlines(_on_sheet(areas, WIDE), _on_sheet(areas, NARROW))


def _on_sheet(areas: Sequence[Polygons], edition: Edition) -> Sheet:
    """Project all areas, fit them to the sheet, and leave out what is too fine to be seen."""
    plane = projection(areas)
    flat = [
        [[[plane(point) for point in ring] for ring in rings] for rings in polygons] for polygons in areas
    ]
    points = [point for polygons in flat for rings in polygons for ring in rings for point in ring]
    west, north = min(x for x, _y in points), min(y for _x, y in points)
    across = max(x for x, _y in points) - west
    down = max(y for _x, y in points) - north
    room, tallest = edition.width - 2 * _EDGE, _TALLEST[edition.wide]
    scale = min(room / across if across else math.inf, tallest / down if down else math.inf)
    scale = 1.0 if math.isinf(scale) else scale
    left = _EDGE + (room - across * scale) / 2
    outlines = [
        MultiPolygon(
            [
                _polygon(
                    [
                        [((x - west) * scale + left, (y - north) * scale + _EDGE) for x, y in ring]
                        for ring in rings
                    ]
                )
                for rings in polygons
            ]
        )
        for polygons in flat
    ]
    return Sheet(tuple(_outline(one) for one in _simplified(outlines)), down * scale + 2 * _EDGE)


def _outline(outline: MultiPolygon) -> Outline:
    """Write the path, and find where the largest part is widest, if a figure could stand there."""
    d = _path(outline)
    if outline.is_empty or not outline.is_valid:
        return Outline(d, None, (0.0, 0.0))
    largest = max(outline.geoms, key=lambda polygon: polygon.area)
    west, north, east, south = largest.bounds
    if min(east - west, south - north) < _SMALLEST:
        return Outline(d, None, (0.0, 0.0))
    x, y = shapely.maximum_inscribed_circle(largest, tolerance=1.0).coords[0]
    return Outline(d, largest, (float(x), float(y)))


def _polygon(rings: Sequence[Sequence[Point]]) -> Polygon:
    whole = [ring for ring in rings if len(ring) >= 4]
    return Polygon(whole[0], whole[1:]) if whole else Polygon()


def _simplified(outlines: Sequence[MultiPolygon]) -> list[MultiPolygon]:
    """Take away fine points: alike on both sides of a common border, each area by itself where borders do not meet."""
    if all(outline.is_valid for outline in outlines) and shapely.coverage_is_valid(list(outlines)):
        simple = shapely.coverage_simplify(list(outlines), _FINEST)
        return [_many(one) for one in simple]
    return [
        _many(shapely.simplify(outline, _FINEST)) if outline.is_valid else outline for outline in outlines
    ]


def _many(outline: BaseGeometry) -> MultiPolygon:
    """Return an outline as polygons, without islands too small to be seen beside the largest."""
    polygons = outline.geoms if isinstance(outline, MultiPolygon) else [outline]
    kept = sorted((one for one in polygons if isinstance(one, Polygon)), key=lambda one: -one.area)
    return MultiPolygon([one for at, one in enumerate(kept) if at == 0 or one.area >= _FINEST])


def _path(outline: MultiPolygon) -> str:
    parts: list[str] = []
    for polygon in outline.geoms:
        for ring in (polygon.exterior, *polygon.interiors):
            kept: list[Point] = []
            for x, y in ring.coords:
                if not kept or math.dist(kept[-1], (x, y)) >= _FINEST / 2:
                    kept.append((float(x), float(y)))
            if len(kept) > 2:
                parts.append(polyline(kept) + "Z")
    return "".join(parts)
