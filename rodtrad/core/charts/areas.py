"""The map: areas in classes, drawn from their boundaries in longitude and latitude."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from rodtrad.core.charts.classes import Classes, classes_of, key_shapes, on_dark
from rodtrad.core.charts.described import AreaMap, Region
from rodtrad.core.charts.drawn import Drawing, Path, Shape, Text, drawing
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, Table, finish
from rodtrad.core.charts.letters import text_width
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.words import figure, no_figures, say_extent
from rodtrad.core.drawing.paths import Point, polyline

_TALLEST = {True: 620.0, False: 420.0}
_EDGE = 4.0
_FINEST = 0.5  # drawing units; what is smaller than this is not drawn
_SMALLEST = 14.0  # an area less tall and wide than this gets no figure


def area_map(chart: AreaMap) -> Chart:
    """Draw a map in both editions."""
    rows = tuple((region.name, figure(chart, region.value, unit=False)) for region in chart.regions)
    table = Table(("", chart.unit or chart.title), rows)
    named = [(region.name, region.value) for region in chart.regions if region.value is not None]
    if not named or not any(region.polygons for region in chart.regions):
        empty = no_figures(chart)
        return finish(chart, description=empty, table=table, wide=None, narrow=None, empty=empty)
    classes = classes_of([value for _name, value in named], chart.limits, chart.decimals)
    return finish(
        chart,
        description=say_extent(chart, named),
        table=table,
        wide=_drawn(chart, classes, WIDE),
        narrow=_drawn(chart, classes, NARROW),
    )


def projection(regions: Sequence[Region]) -> "Projection":
    """Lay a plane that keeps areas true (Lambert's azimuthal) at the middle of what is drawn."""
    points = [point for region in regions for rings in region.polygons for ring in rings for point in ring]
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
class _Shape:
    """An area on the sheet."""

    region: Region
    outline: MultiPolygon


def _drawn(chart: AreaMap, classes: Classes, edition: Edition) -> Drawing:
    outlines, height = _on_sheet(chart.regions, edition)
    shapes: list[Shape] = []
    for one in outlines:
        d = _path(one.outline)
        if d:
            shapes.append(Path("area", d, pattern=classes.shade(one.region.value)))
    shapes += [Path("edge-mine", d) for one in outlines if one.region.mine and (d := _path(one.outline))]
    for one in outlines:
        shapes += _figure(chart, classes, one)
    unknown = any(region.value is None for region in chart.regions)
    key, tall = key_shapes(classes, 0, height + 10, edition.width, unknown=unknown)
    return drawing(edition.width, height + 10 + tall, [*shapes, *key])


def _on_sheet(regions: Sequence[Region], edition: Edition) -> tuple[list[_Shape], float]:
    """Project all areas, fit them to the sheet, and leave out what is too fine to be seen."""
    plane = projection(regions)
    flat = [
        [[[plane(point) for point in ring] for ring in rings] for rings in region.polygons]
        for region in regions
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
    shapes = [_Shape(region, outline) for region, outline in zip(regions, _simplified(outlines), strict=True)]
    return shapes, down * scale + 2 * _EDGE


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


def _figure(chart: AreaMap, classes: Classes, one: _Shape) -> list[Shape]:
    """Write the figure where the area is widest, if it has room there."""
    if one.region.value is None or one.outline.is_empty or not one.outline.is_valid:
        return []
    largest = max(one.outline.geoms, key=lambda polygon: polygon.area)
    west, north, east, south = largest.bounds
    if min(east - west, south - north) < _SMALLEST:
        return []
    text = figure(chart, one.region.value, unit=False)
    size, bold = letters_of("on-light")
    half_width, half_height = text_width(text, size, bold=bold) / 2 + 2, size * 0.45
    circle = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    x, y = circle.coords[0]
    box = shapely.box(x - half_width, y - half_height, x + half_width, y + half_height)
    if not largest.contains(box):
        return []
    role = "on-dark" if on_dark(classes.shade(one.region.value)) else "on-light"
    return [Text(role, x, y + size * 0.36, text, "middle")]
