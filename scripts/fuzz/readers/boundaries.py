"""GeoJSON of boundaries."""

import json
from collections.abc import Iterator

from shapely.geometry import shape

from rodtrad.geography.geojson import GeoJSONError, read_boundaries
from rodtrad.geography.operations import UnknownAreasError, import_boundaries
from scripts.fuzz.examine import Reader
from scripts.fuzz.mutate import bytes_mutated
from scripts.fuzz.readers.must_hold import undone
from scripts.fuzz.trees import json_mutated

_SQUARE = [[10.0, 60.0], [11.0, 60.0], [11.0, 61.0], [10.0, 61.0], [10.0, 60.0]]
_HOLE = [[10.2, 60.2], [10.2, 60.4], [10.4, 60.4], [10.4, 60.2], [10.2, 60.2]]
_BOW = [[10.0, 60.0], [11.0, 61.0], [11.0, 60.0], [10.0, 61.0], [10.0, 60.0]]


def _feature(properties: object, geometry: object) -> object:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _seeds() -> list[bytes]:
    features = [
        _feature(
            {"kommunenummer": "0301", "navn": "Oslo"}, {"type": "Polygon", "coordinates": [_SQUARE, _HOLE]}
        ),
        _feature({"bydelsnummer": 30101}, {"type": "MultiPolygon", "coordinates": [[[*reversed(_SQUARE)]]]}),
        _feature({"fylkesnummer": "32"}, {"type": "Polygon", "coordinates": [[[*p, 7] for p in _SQUARE]]}),
    ]
    crossing = _feature({"code": "3201"}, {"type": "Polygon", "coordinates": [_BOW]})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    return [
        json.dumps({"type": "FeatureCollection", "features": features[:number], **more}).encode()
        for number, more in ((1, {}), (2, {"crs": crs}), (3, {}))
    ] + [json.dumps({"type": "FeatureCollection", "features": [crossing]}).encode()]


def _read(content: bytes, deep: bool) -> Iterator[str]:
    for repair in (False, True):
        try:
            found = read_boundaries(content, repair=repair)
        except GeoJSONError:
            if repair:
                raise
            continue
        for one in found:
            assert shape(one.geometry).is_valid, "a boundary that is not valid"
            assert not shape(one.geometry).is_empty
        features = [_feature({one.code_property: one.code, "code": one.code}, one.geometry) for one in found]
        again = read_boundaries(json.dumps({"type": "FeatureCollection", "features": features}).encode())
        assert [(one.code, one.geometry) for one in again] == [(one.code, one.geometry) for one in found]
        yield from (note for one in found for note in one.notes)
    if deep:
        with undone():
            import_boundaries(text=content, source="prøve", repair=True)
            assert import_boundaries(text=content, source="prøve", repair=True).same == len(found)


READERS = {
    "geojson": Reader(
        "geojson",
        _seeds,
        (json_mutated,) * 4 + (bytes_mutated,),
        _read,
        (GeoJSONError, UnknownAreasError),
        ".json",
    )
}
