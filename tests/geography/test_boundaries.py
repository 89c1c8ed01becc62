import json
from typing import Any

import pytest

from rodtrad.geography.geojson import GeoJSONError
from rodtrad.geography.models import Boundary
from rodtrad.geography.operations import UnknownAreasError, import_boundaries

pytestmark = pytest.mark.django_db


def feature(code: str, west: float) -> dict[str, Any]:
    ring = [[west, 59.0], [west + 1, 59.0], [west + 1, 60.0], [west, 60.0], [west, 59.0]]
    return {
        "type": "Feature",
        "properties": {"kommunenummer": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def file(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_the_same_file_twice_changes_nothing() -> None:
    text = file(feature("0301", 10.0), feature("3201", 11.0))
    first = import_boundaries(text=text, source="Kartverket")
    again = import_boundaries(text=text, source="Kartverket")
    assert (first.read, first.made, first.changed, first.same) == (2, 2, 0, 0)
    assert (again.read, again.made, again.changed, again.same) == (2, 0, 0, 2)
    assert Boundary.objects.get(area__code="0301").source == "Kartverket"


def test_a_moved_boundary_is_changed() -> None:
    import_boundaries(text=file(feature("0301", 10.0)), source="a")
    report = import_boundaries(text=file(feature("0301", 12.0)), source="a")
    assert (report.made, report.changed) == (0, 1)


def test_an_unknown_code_is_named_and_nothing_is_stored() -> None:
    with pytest.raises(UnknownAreasError, match="9999") as refused:
        import_boundaries(text=file(feature("0301", 10.0), feature("9999", 11.0)), source="a")
    assert refused.value.codes == ["9999"]
    assert not Boundary.objects.exists()


def test_a_broken_file_stores_nothing() -> None:
    broken = feature("3201", 11.0)
    broken["geometry"]["coordinates"][0][2] = [200.0, 99.0]
    with pytest.raises(GeoJSONError):
        import_boundaries(text=file(feature("0301", 10.0), broken), source="a")
    assert not Boundary.objects.exists()
