"""What takes time to find in boundaries: the outlines of a map, and who borders on whom. Both are kept (`kept`)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import shapely
from django.db import connection
from shapely.geometry import shape

from rodtrad.core.charts.outlines import Outlines, Polygons, outlined
from rodtrad.geography.kept import kept
from rodtrad.geography.models import Area, Boundary

#: In degrees: what lies nearer than this shares a border. Some ten metres.
_NEAR = 1e-4


def outlines_of(areas: Sequence[Area]) -> Outlines | None:
    """Return the outlines of areas for a map, in their order; None where none of them has a boundary."""
    ids = [one.pk for one in areas]
    return kept(("outlines", *ids), _version(ids), lambda: _laid(ids))


def neighbours_of(area: Area, others: Sequence[Area]) -> list[Area]:
    """Return those of the others that border on an area; none where its boundary is not held."""
    ids = [area.pk, *(one.pk for one in others)]
    near = kept(("neighbours", *ids), _version(ids), lambda: _bordering(area.pk, ids))
    return [one for one in others if one.pk in near]


def has_boundary(area: Area) -> bool:
    return Boundary.objects.filter(area=area).exists()


def _version(ids: Sequence[UUID]) -> object:
    """Return what changes when a boundary of these areas is stored, changed or taken away."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION, [list(ids)])
        return cursor.fetchone()


#: A row that is changed gets another place in the table, and another transaction that wrote it.
_VERSION = (
    "SELECT count(*), sum(hashtextextended(area_id::text || ' ' || ctid::text || ' ' || xmin::text, 0)::numeric)"
    " FROM geography_boundary WHERE area_id = ANY(%s)"
)


def _laid(ids: Sequence[UUID]) -> Outlines | None:
    rows = Boundary.objects.filter(area__in=ids).values_list("area", "geometry")
    held = {area: polygons_of(geometry) for area, geometry in rows}
    return outlined([held.get(one, ()) for one in ids]) if held else None


def polygons_of(geometry: dict[str, Any]) -> Polygons:
    """Return the polygons of a validated GeoJSON geometry."""
    coordinates = geometry["coordinates"]
    polygons = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    return tuple(tuple(_ring(ring) for ring in rings) for rings in polygons)


def _ring(points: Iterable[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(point[0]), float(point[1])) for point in points)


def _bordering(area: UUID, ids: Sequence[UUID]) -> frozenset[UUID]:
    rows = Boundary.objects.filter(area__in=ids).values_list("area", "geometry")
    shapes = {one: shape(geometry) for one, geometry in rows}
    own = shapes.pop(area, None)
    if own is None:
        return frozenset()
    shapely.prepare(own)
    return frozenset(one for one, other in shapes.items() if shapely.dwithin(own, other, _NEAR))
