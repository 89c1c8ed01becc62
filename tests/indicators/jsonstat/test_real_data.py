"""Real answers of SSB, SCB, Eurostat, ONS and others: read, and as another reader reads them."""

import json
import warnings
from pathlib import Path
from typing import Any

import jsonschema_rs
import numpy as np
import pytest

from rodtrad.indicators.jsonstat.faults import JsonStatError
from rodtrad.indicators.jsonstat.read import read_cube, read_cubes
from rodtrad.indicators.jsonstat.write import as_json_stat

PLACE = Path(__file__).resolve().parents[4] / "shared" / "data" / "stat"
#: File, the shapes of its tables, cells without a figure, and cells with each status.
LEGAL = [
    ("cso_ie_CIA01_jsonstat1.json", [(37, 15, 15)], 0, {}),
    ("eurostat_name_gdp_c_jsonstat.json", [(1, 1, 44, 69)], 1902, {":": 1902, "b": 20, "e": 4}),
    ("icane_cantabria.json", [(60, 3, 5, 6)], 1195, {}),
    ("jsonstatorg_galicia_v2.json", [(6, 22, 3, 2, 5, 1)], 4, {}),
    ("jsonstatorg_hierarchy.json", [(132,)], 132, {}),
    ("jsonstatorg_oecd_canada_col.json", [(1, 36, 12), (1, 1, 20, 2, 3)], 0, {"e": 72, "a": 120}),
    ("jsonstatorg_us_labor.json", [(1, 3220, 4)], 0, {}),
    ("ons.json", [(1, 87, 3, 1, 1)], 0, {}),
    ("scb_pxwebapi2_TAB6471_data.json", [(21, 11, 3, 1, 4)], 0, {}),
    ("ssb_05300_jsonstat2_with_status.json", [(6, 8, 1, 9)], 28, {".": 20, "..": 8}),
    ("ssb_29843_jsonstat1_bundle.json", [(20, 6, 312)], 7200, {".": 7200}),
]
METADATA = [
    ("pxwebapi_expected_metadata_tab001_js2.json", (30, 3, 22, 1, 3)),
    ("pxwebapi_expected_metadata_tab003_js2.json", (9, 34, 2, 4)),
    ("pxwebapi_expected_metadata_tab004_js2.json", (14, 11, 1, 28)),
    ("scb_pxwebapi2_TAB6471_metadata.json", (312, 134, 3, 1, 16)),
]
ILLEGAL = [
    ("ons_QS104EW.json", "ID_SIZE_LEN_MISMATCH", "QS104EW.dimension.size"),
    ("pxapi_dataset_meta_example.json", "INDEX_COUNT_MISMATCH", "dimension.Alder.category.index"),
    ("pxwebapi_expected_config.json", "NOT_JSON_STAT", ""),
    ("scb_pxwebapi2_codelist_agg_Alder10arJ.json", "NOT_JSON_STAT", ""),
    ("scb_pxwebapi2_config.json", "NOT_JSON_STAT", ""),
    ("scb_pxwebapi2_search.json", "NOT_JSON_STAT", ""),
    ("scb_pxwebapi2_tables.json", "NOT_JSON_STAT", ""),
    ("ssb_05300_metadata_pxwebapi1.json", "NOT_JSON_STAT", ""),
    ("invalid_json/scb_response_all_region.json", "COMMENT_IN_JSON", ""),
    ("invalid_json/ssb_03024_metadata_jsonstat_example.json", "COMMENT_IN_JSON", ""),
    ("invalid_json/ssb_03024_metadata_pxapi_example.json", "COMMENT_IN_JSON", ""),
]
pytestmark = pytest.mark.realdata


def content_of(name: str) -> bytes:
    path = PLACE / name
    if not path.exists():
        pytest.skip(f"real data is missing: {path} is not there, so {name} was NOT read")
    return path.read_bytes()


@pytest.mark.parametrize(("name", "shapes", "gone", "statuses"), LEGAL)
def test_a_legal_file(name: str, shapes: list[tuple[int, ...]], gone: int, statuses: dict[str, int]) -> None:
    cubes = read_cubes(content_of(name))
    assert [cube.shape for cube in cubes] == shapes
    assert all(cube.has_values for cube in cubes)
    assert sum(int(np.isnan(cube.values).sum()) for cube in cubes) == gone
    found: dict[str, int] = {}
    for cube in cubes:
        counts = np.bincount(cube.status, minlength=len(cube.symbols))
        found |= dict(zip(cube.symbols[1:], counts[1:].tolist(), strict=True))
    assert found == statuses


@pytest.mark.parametrize(("name", "shape"), METADATA)
def test_metadata(name: str, shape: tuple[int, ...]) -> None:
    cube = read_cube(content_of(name))
    assert (cube.shape, cube.has_values) == (shape, False)


@pytest.mark.parametrize(("name", "code", "place"), ILLEGAL)
def test_an_illegal_file_is_refused_with_its_reason(name: str, code: str, place: str) -> None:
    with pytest.raises(JsonStatError) as caught:
        read_cubes(content_of(name))
    assert (caught.value.code, caught.value.place) == (code, place)


def test_no_file_is_left_out() -> None:
    if not PLACE.exists():
        pytest.skip(f"real data is missing: {PLACE} is not there, so its files were NOT counted")
    told = {name for name, *_rest in (*LEGAL, *METADATA, *ILLEGAL)}
    found = {path.relative_to(PLACE).as_posix() for path in PLACE.rglob("*.json")}
    assert found - told == {"jsonstat_schema_dataset.json", "jsonstat_validator_cases.json"}


@pytest.mark.parametrize("number", range(20))
def test_the_cases_of_the_validator(number: int) -> None:
    case = json.loads(content_of("jsonstat_validator_cases.json"))[number]
    codes, accepted = case["expected"].get("codes", []), case["expected"].get("valid", False)
    if not accepted:
        with pytest.raises(JsonStatError) as caught:
            read_cubes(json.dumps(case["input"]).encode())
        assert [caught.value.code] == codes
    else:
        remarks = read_cube(json.dumps(case["input"]).encode()).remarks
        assert [one.fault for one in remarks] == codes


# As pyjstat reads it


def _as_pyjstat_reads_it(document: Any) -> list[Any]:
    from pyjstat import pyjstat

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of itself
        inner = [item for item in document.get("link", {}).get("item", []) if "dimension" in item]
        every = [{**item, "version": "2.0"} for item in inner] or [document]
        return [frame for one in every for frame in pyjstat.from_json_stat(one, naming="id")]


@pytest.mark.parametrize("name", [name for name, *_rest in LEGAL])
def test_as_another_reader_reads_it(name: str) -> None:
    content = content_of(name)
    for cube, frame in zip(read_cubes(content), _as_pyjstat_reads_it(json.loads(content)), strict=True):
        values = frame["value"].to_numpy(dtype=np.float64)
        assert np.array_equal(cube.values, values, equal_nan=True)
        for dimension in cube.dimensions:
            codes = np.array(dimension.codes, dtype=object)
            assert (codes[cube.index_of(dimension.code)] == frame[dimension.code].to_numpy()).all()


# And on


def test_status_and_unit_of_ssb() -> None:
    cube = read_cube(content_of("ssb_05300_jsonstat2_with_status.json"))
    assert [cube.symbols[cube.status[at]] for at in (0, 71, 360)] == ["", ".", ".."]
    (contents,) = cube.with_role("metric")[0].categories
    assert (contents.unit, contents.decimals, cube.facts.table_id) == ("prosent", 0, "05300")


def test_what_pxweb_tells_of_a_table() -> None:
    cube = read_cube(content_of("scb_pxwebapi2_TAB6471_metadata.json"))
    assert (cube.facts.official, cube.facts.aggregation_allowed) == (True, False)
    assert [note.mandatory for note in cube.notes] == [True] * 4
    assert [one.code for one in cube.dimension("Region").code_lists][:1] == ["vs_CKM01Riket"]
    (contents,) = cube.with_role("metric")[0].categories
    assert (contents.measuring, contents.reference_period) == ("Stock", "Respektive månad")


def test_what_stands_under_what() -> None:
    categories = read_cube(content_of("jsonstatorg_hierarchy.json")).dimension("commodity").categories
    assert {one.code: one.parents for one in categories}["1.1.1"] == ("1.1",)
    assert [one.code for one in categories if not one.parents] == ["T"]


@pytest.mark.parametrize("name", [name for name, *_rest in (*LEGAL, *METADATA)])
def test_written_again_it_follows_the_schema_and_reads_the_same(name: str) -> None:
    schema = jsonschema_rs.validator_for(json.loads(content_of("jsonstat_schema_dataset.json")))
    for cube in read_cubes(content_of(name)):
        written = as_json_stat(cube)
        schema.validate(json.loads(written))
        assert read_cube(written) == cube
