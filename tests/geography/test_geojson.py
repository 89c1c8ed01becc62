"""Boundaries are read from GeoJSON, and a file that cannot be used is told why, where and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape
from shapely.geometry.polygon import LinearRing

from rodtrad.geography.geojson import BoundaryFeature, GeoJSONError, read_boundaries

REAL_DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "geo"
SQUARE = [[10.0, 59.0], [11.0, 59.0], [11.0, 60.0], [10.0, 60.0], [10.0, 59.0]]
HOLE = [[10.2, 59.2], [10.2, 59.4], [10.4, 59.4], [10.4, 59.2], [10.2, 59.2]]
BOWTIE = [[10.0, 59.0], [11.0, 60.0], [11.0, 59.0], [10.0, 60.0], [10.0, 59.0]]
OSLO = {"kommunenummer": "0301"}


def feature(geometry: object, properties: object = None, **members: object) -> dict[str, object]:
    known = OSLO if properties is None else properties
    return {"type": "Feature", "properties": known, "geometry": geometry, **members}


def polygon(*rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(*features: object, **members: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **members}).encode()


def read_one(geometry: object, properties: object = None, **members: object) -> BoundaryFeature:
    (boundary,) = read_boundaries(collection(feature(geometry, properties, **members)))
    return boundary


def refused(text: bytes, **options: Any) -> GeoJSONError:
    with pytest.raises(GeoJSONError) as caught:
        read_boundaries(text, **options)
    assert caught.value.remedy, "every refusal says what to do"
    return caught.value


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Objekt nr. 1: (0301) Polygon[0], ring 0 har 3 punkter. En ring må ha minst fire"),
        ("nn", "Objekt nr. 1: (0301) Polygon[0], ring 0 har 3 punkt. Ein ring må ha minst fire"),
        ("en", "Feature no. 1: (0301) Polygon[0], ring 0 has 3 points. A ring must have at least four"),
    ],
)
def test_a_refusal_is_in_the_language_of_who_reads_it(language: str, told: str) -> None:
    with translation.override(language):
        assert str(refused(collection(feature(polygon(SQUARE[:3]))))).startswith(told)


def test_what_is_wrong_with_a_surface_is_told_in_english() -> None:
    with translation.override("en"):
        assert "the boundary crosses itself at longitude 10.50000" in str(
            refused(collection(feature(polygon(BOWTIE))))
        )


def test_a_good_polygon_is_read_as_it_stands() -> None:
    boundary = read_one(polygon(SQUARE, HOLE))
    assert (boundary.code, boundary.code_property, boundary.notes) == ("0301", "kommunenummer", ())
    assert boundary.geometry == polygon(SQUARE, HOLE)


def test_a_multipolygon_keeps_its_parts() -> None:
    island = [[x + 2, y] for x, y in SQUARE]
    boundary = read_one({"type": "MultiPolygon", "coordinates": [[SQUARE], [island]]})
    assert boundary.geometry["type"] == "MultiPolygon"
    assert len(boundary.geometry["coordinates"]) == 2


def test_rings_that_run_the_wrong_way_are_turned_with_a_note() -> None:
    boundary = read_one(polygon(SQUARE[::-1], HOLE[::-1]))
    assert boundary.geometry == polygon(SQUARE, HOLE)
    assert boundary.notes == ("Ytterring snudd mot klokka.", "Hull snudd med klokka.")


def test_heights_are_left_out_with_one_note() -> None:
    boundary = read_one(polygon([[x, y, 12.5] for x, y in SQUARE]))
    assert boundary.geometry == polygon(SQUARE)
    assert boundary.notes == ("Høyder er utelatt.",)


def test_byte_order_mark_and_wgs84_crs_are_accepted() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    text = b"\xef\xbb\xbf" + collection(feature(polygon(SQUARE)), crs=crs)
    assert len(read_boundaries(text)) == 1


@pytest.mark.parametrize(
    ("properties", "members", "code", "name"),
    [
        ({"kommunenummer": "3201", "fylkesnummer": "32"}, {}, "3201", "kommunenummer"),
        ({"kommunenummer": "0301", "bydelsnummer": "030105"}, {}, "030105", "bydelsnummer"),
        ({"fylkesnummer": "32", "id": "gml.7"}, {}, "32", "fylkesnummer"),
        ({"code": "4601"}, {}, "4601", "code"),
        ({"name": "Bergen"}, {"id": "4601"}, "4601", "id"),
    ],
)
def test_the_most_specific_code_is_chosen(
    properties: dict[str, str], members: dict[str, str], code: str, name: str
) -> None:
    boundary = read_one(polygon(SQUARE), properties, **members)
    assert (boundary.code, boundary.code_property) == (code, name)


def test_a_lost_leading_zero_comes_back_with_a_note() -> None:
    boundary = read_one(polygon(SQUARE), {"kommunenummer": 301})
    assert boundary.code == "0301"
    assert boundary.notes == ("Koden 301 er lest som 0301.",)


@pytest.mark.parametrize("value", ["Oslo", "03011", True, 3.01, ["0301"], "٠٣٠١", "-301"])
def test_what_is_no_code_is_refused(value: object) -> None:
    error = refused(collection(feature(polygon(SQUARE), {"kommunenummer": value})))
    assert error.feature_index == 0
    assert "kommunenummer" in error.message


@pytest.mark.parametrize("properties", [{}, {"name": "Oslo"}, {"code": ""}, [], "0301"])
def test_a_feature_without_code_is_refused(properties: object) -> None:
    assert "hvilket område" in refused(collection(feature(polygon(SQUARE), properties))).message


def test_a_running_number_is_not_taken_for_a_county() -> None:
    assert refused(collection(feature(polygon(SQUARE), {"id": 3}))).feature_index == 0


def test_the_same_code_twice_is_refused() -> None:
    error = refused(collection(feature(polygon(SQUARE)), feature(polygon(SQUARE))))
    assert error.feature_index == 1
    assert "objekt nr. 1" in error.message
    assert str(error).startswith("Objekt nr. 2: ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "linje 1"),
        (b'{"type":\n "FeatureCollection",,}', "linje 2"),
        ('{"navn": "Bærum"}'.encode("latin-1"), "UTF-8"),
        (b"[" * 200_000, "nøstet"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "tall"),
        (b'{"type": "FeatureCollection", "features": [' + b"9" * 5_000 + b"]}", "tall"),
        (b'{"type": "Topology"}', "FeatureCollection"),
        (b"[]", "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "ingen objekter"),
        (b'{"type": "FeatureCollection", "features": {}}', "ingen objekter"),
    ],
)
def test_a_file_that_is_no_feature_collection(text: bytes, words: str) -> None:
    error = refused(text)
    assert error.feature_index is None
    assert words in error.message


def test_a_file_in_another_coordinate_system() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}
    assert "4326" in refused(collection(feature(polygon(SQUARE)), crs=crs)).remedy


def test_limits_of_size_and_points() -> None:
    text = collection(feature(polygon(SQUARE)))
    assert "for stor" in refused(text, max_bytes=100).message
    error = refused(text, max_points=4)
    assert (error.feature_index, "mer enn 4 punkter" in error.message) == (0, True)
    assert read_boundaries(text, max_points=5, max_bytes=len(text))


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "ingen geometri"),
        ({"type": "Point", "coordinates": [10, 59]}, "«Point»"),
        ({"type": "GeometryCollection", "geometries": []}, "«GeometryCollection»"),
        ({"type": ["Polygon"], "coordinates": [SQUARE]}, "av typen"),
        (polygon(), "ingen koordinater"),
        ({"type": "Polygon", "coordinates": "10,59"}, "ingen koordinater"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "ingen ringer"),
        (polygon([]), "har 0 punkter"),
        (polygon(SQUARE[:2] + SQUARE[:1]), "har 3 punkter"),
        (polygon(SQUARE[:-1]), "ikke lukket"),
        (polygon(SQUARE, HOLE[:-1]), "Polygon[0], ring 1 er ikke lukket"),
        (polygon([["10", "59"], *SQUARE[1:]]), "punkt 0 er ikke to tall"),
        (polygon([*SQUARE[:2], [11.0], *SQUARE[3:]]), "punkt 2 er ikke to tall"),
        (polygon([*SQUARE[:2], [True, 60], *SQUARE[3:]]), "punkt 2 er ikke to tall"),
        (polygon([*SQUARE[:2], None, *SQUARE[3:]]), "punkt 2 er ikke to tall"),
        (polygon([[262_000, 6_649_000]] * 4), "262000, 6.649e+06"),
        (polygon([[10**400, 59]] * 4), "altfor stort tall"),
        (polygon([[y, x] for x, y in SQUARE]), "breddegrad, lengdegrad"),
        (polygon([[10.0, 59.0]] * 4), "ikke gyldig"),
        (polygon(BOWTIE), "lengdegrad 10.50000, breddegrad 59.50000"),
        (polygon(SQUARE, [[x + 5, y] for x, y in HOLE]), "et hull ligger utenfor ytterringen"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}, "en flate ligger inne i en annen"),
    ],
)
def test_a_geometry_that_cannot_be_used(geometry: object, words: str) -> None:
    good = feature(polygon(SQUARE), {"kommunenummer": "3201"})
    error = refused(collection(good, feature(geometry)))
    assert error.feature_index == 1
    assert words in error.message
    assert "(0301)" in error.message


def test_an_infinite_number_is_refused() -> None:
    text = collection(feature(polygon(SQUARE))).replace(b"11.0", b"1e999")
    assert "altfor stort tall" in refused(text).message


def test_repair_mends_a_small_fault_and_says_so() -> None:
    spike = [*SQUARE[:2], [11.0, 59.5], [11.01, 59.501], [11.0, 59.501], [11.01, 59.5], *SQUARE[2:]]
    text = collection(feature(polygon(spike)))
    assert "krysser" in refused(text).message
    (boundary,) = read_boundaries(text, repair=True)
    assert shape(boundary.geometry).is_valid
    assert boundary.notes[-1].startswith("Rettet: grensa krysser seg selv ved lengdegrad 11.00")


def test_repair_refuses_to_make_a_different_boundary() -> None:
    error = refused(collection(feature(polygon(BOWTIE))), repair=True)
    assert "endret den for mye" in error.message


@given(
    west=st.floats(-170, 169), south=st.floats(-80, 79), width=st.floats(1e-4, 10), height=st.floats(1e-4, 10)
)
def test_any_rectangle_comes_out_counter_clockwise(
    west: float, south: float, width: float, height: float
) -> None:
    east, north = west + width, south + height
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    if all(57 <= x <= 82 and -11 <= y <= 37 for x, y in ring):
        return  # looks like Norway with its axes swapped, and is refused
    (rewound,) = read_one(polygon(ring)).geometry["coordinates"]
    assert LinearRing(rewound).is_ccw
    assert read_one(polygon(rewound)).notes == ()


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "count", "code_property", "known"),
    [
        ("kommuner_2024_S.geojson", 357, "kommunenummer", "0301"),
        ("fylker_2024_S.geojson", 15, "fylkesnummer", "32"),
        ("oslo_wards_csmaps_2024_simplified.geojson", 15, "bydelsnummer", "030115"),
    ],
)
def test_real_boundaries(name: str, count: int, code_property: str, known: str) -> None:
    path = REAL_DATA / name
    if not path.exists():
        pytest.skip(f"real data is missing: {path} is not there, so {name} was NOT read")
    boundaries = read_boundaries(path.read_bytes(), repair=True)
    assert len(boundaries) == count
    assert {boundary.code_property for boundary in boundaries} == {code_property}
    assert known in {boundary.code for boundary in boundaries}
    assert all(shape(boundary.geometry).is_valid for boundary in boundaries)


@pytest.mark.realdata
def test_generalised_municipalities_are_not_all_valid_and_are_told_so() -> None:
    path = REAL_DATA / "kommuner_2024_S.geojson"
    if not path.exists():
        pytest.skip(f"real data is missing: {path} is not there, so the refusal was NOT tried on it")
    error = refused(path.read_bytes())
    assert "grensa krysser seg selv ved lengdegrad" in error.message
    mended = [b for b in read_boundaries(path.read_bytes(), repair=True) if "Rettet" in " ".join(b.notes)]
    assert len(mended) == 28
