"""Every legal way to write a table of JSON-stat gives the same cube."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest

from rodtrad.indicators.jsonstat.cube import Category, CodeList, Cube, Note
from rodtrad.indicators.jsonstat.faults import Fault
from rodtrad.indicators.jsonstat.read import read_cube, read_cubes
from tests.indicators.jsonstat.tables import area, old_table, sent, table, with_area, year


def read(document: Any) -> Cube:
    return read_cube(sent(document))


def symbols_of(cube: Cube) -> list[str]:
    return [cube.symbols[code] for code in cube.status]


def test_a_table_is_read() -> None:
    cube = read(table())
    assert (cube.label, cube.source) == ("Innbyggere", "SSB")
    assert cube.updated == datetime(2026, 2, 24, 7, tzinfo=UTC)
    assert (cube.shape, cube.size, cube.has_values) == ((2, 3), 6, True)
    assert [(one.code, one.label, one.role) for one in cube.dimensions] == [
        ("Region", "region", "geo"),
        ("Tid", "år", "time"),
    ]
    assert cube.dimension("Region").categories == (Category("0301", "Oslo"), Category("3201", "Bærum"))
    assert cube.dimension("Tid").codes == ("2023", "2024", "2025")
    assert np.array_equal(cube.values, [1, 2.5, np.nan, 4, 5, 6], equal_nan=True)
    assert symbols_of(cube) == [""] * 6
    assert cube.remarks == ()


def test_the_last_dimension_runs_fastest() -> None:
    cube = read(table())
    assert cube.index_of("Region").tolist() == [0, 0, 0, 1, 1, 1]
    assert cube.index_of("Tid").tolist() == [0, 1, 2, 0, 1, 2]


@pytest.mark.parametrize(
    "document",
    [
        table(value={"0": 1, "1": 2.5, "3": 4, "4": 5, "5": 6}),
        table(value={"5": 6, "4": 5, "3": 4, "2": None, "1": 2.5, "0": 1}),
        table(value=["1", "2.5", None, "4", "5e0", "6"]),
        table(size=["2", "3"]),
        with_area(index=["0301", "3201"]),
        with_area(index={"3201": 1, "0301": 0}),
        with_area(index={"0301": 0.0, "3201": 1.0}),
        with_area(label={"3201": "Bærum", "0301": "Oslo"}),
        old_table(),
        {"innbyggere": old_table()},
        {"version": "1.3", "innbyggere": old_table()},
        {"class": "collection", "version": "2.0", "link": {"item": [table(version=None)]}},
        {"class": "collection", "link": {"item": [{"class": "collection", "link": {"item": [table()]}}]}},
    ],
)
def test_every_way_to_write_it_gives_the_same(document: dict[str, Any]) -> None:
    assert read(document) == read(table())


def test_a_mark_of_utf8_first_is_nothing() -> None:
    assert read_cube(b"\xef\xbb\xbf" + sent(table())) == read(table())


def test_a_cube_that_differs_in_one_cell_is_another() -> None:
    assert read(table(value=[1, 2.5, None, 4, 5, 7])) != read(table())
    assert read(table(status=[None, None, None, None, None, "*"])) != read(table())
    assert read(table()) != "Innbyggere"


@pytest.mark.parametrize(
    ("status", "symbols"),
    [
        (["", None, ".", "", ":", "*"], ["", "", ".", "", ":", "*"]),
        ({"2": ".", "4": ":"}, ["", "", ".", "", ":", ""]),
        ({"2": "..", "1": None}, ["", "", "..", "", "", ""]),
        ("e", ["e"] * 6),
        (["e"], ["e"] * 6),
        ("", [""] * 6),
        ({}, [""] * 6),
        ([], [""] * 6),
    ],
)
def test_the_status_is_kept(status: object, symbols: list[str]) -> None:
    cube = read(table(status=status))
    assert symbols_of(cube) == symbols
    assert cube.symbols == ("", *sorted(set(symbols) - {""}))


def test_a_status_of_eurostat_says_what_it_means() -> None:
    label = {":": "not available", "b": "break in time series"}
    old = read(table(status={"value": ["b", "", ":", "", "", ""], "category": {"label": label}}))
    new = read(table(status={"0": "b", "2": ":"}, extension={"status": {"label": label}}))
    assert symbols_of(old) == ["b", "", ":", "", "", ""]
    assert dict(old.symbol_labels) == label
    assert old == new


def test_a_dimension_with_one_category_needs_no_index() -> None:
    one = {
        "label": "innhold",
        "category": {"label": {"folk": "Folkemengde"}, "unit": {"folk": {"base": "personer"}}},
    }
    cube = read(
        table(
            id=["Region", "Innhold", "Tid"],
            size=[2, 1, 3],
            dimension={"Region": area(), "Innhold": one, "Tid": year()},
        )
    )
    assert cube.dimension("Innhold").categories == (Category("folk", "Folkemengde", unit="personer"),)
    assert cube.index_of("Innhold").tolist() == [0] * 6


def test_the_order_is_that_of_the_index_and_not_of_the_labels() -> None:
    cube = read(with_area(index={"3201": 0, "0301": 1}))
    assert [one.label for one in cube.dimension("Region").categories] == ["Bærum", "Oslo"]


def test_a_category_without_a_label_is_called_by_its_code() -> None:
    cube = read(with_area(label={"0301": None, "3201": 2}))
    assert [one.label for one in cube.dimension("Region").categories] == ["0301", "2"]


def test_what_is_counted_has_its_unit() -> None:
    units = {
        "0301": {"label": "tusen personer", "base": "personer", "decimals": 1, "multiplier": 3},
        "3201": {"base": "prosent", "decimals": 0},
    }
    document = with_area(unit=units) | {"role": {"metric": ["Region"], "time": ["Tid"]}}
    cube = read(document)
    assert cube.with_role("metric")[0].categories == (
        Category("0301", "Oslo", unit="tusen personer", decimals=1, multiplier=3),
        Category("3201", "Bærum", unit="prosent", decimals=0),
    )
    assert cube.remarks == ()


def test_what_is_counted_without_a_unit_is_remarked() -> None:
    cube = read(table(role={"metric": ["Region"]}))
    assert [(one.fault, one.place) for one in cube.remarks] == [
        (Fault.METRIC_UNIT_MISSING, "dimension.Region.category.unit")
    ]


def test_categories_may_stand_under_others_and_under_several() -> None:
    cube = read(
        table(dimension={"Region": area(), "Tid": year(child={"2023": ["2025"], "2024": ["2025"]})}),
    )
    assert [one.parents for one in cube.dimension("Tid").categories] == [(), (), ("2023", "2024")]


def test_notes_coordinates_and_what_pxweb_tells() -> None:
    extension = {
        "elimination": True,
        "eliminationValueCode": "0301",
        "noteMandatory": {"0": True},
        "categoryNoteMandatory": {"3201": {"1": True}},
        "measuringType": {"0301": "Stock", "3201": "Flow"},
        "priceType": {"0301": "Current"},
        "adjustment": {"0301": "SesOnly"},
        "basePeriod": {"0301": "2015"},
        "refperiod": {"0301": "1. januar"},
        "codelists": [{"id": "vs_Kommune", "label": "Kommuner", "type": "Valueset", "links": []}],
    }
    region = area(note={"3201": ["Før 2020: 0219", "Ny kode"]}, coordinates={"0301": [10.75, 59.9]})
    region |= {"note": ["Grenser 2024"], "extension": extension}
    found = read(table(dimension={"Region": region, "Tid": year()})).dimension("Region")
    oslo, baerum = found.categories
    assert (found.elimination, found.total) == (True, "0301")
    assert found.notes == (Note("Grenser 2024", mandatory=True),)
    assert found.code_lists == (CodeList("vs_Kommune", "Kommuner", "Valueset"),)
    assert baerum.notes == (Note("Før 2020: 0219"), Note("Ny kode", mandatory=True))
    assert oslo.coordinates == (10.75, 59.9)
    assert (oslo.measuring, oslo.price, oslo.adjustment) == ("Stock", "Current", "SesOnly")
    assert (oslo.base_period, oslo.reference_period, baerum.measuring) == ("2015", "1. januar", "Flow")


def test_facts_of_the_table() -> None:
    px = {
        "tableid": "06913",
        "language": "no",
        "contents": "Folkemengde",
        "subject-code": "be",
        "decimals": 0,
        "official-statistics": True,
        "aggregallowed": False,
        "nextUpdate": "2027-02-24T07:00:00Z",
    }
    extension = {"px": px, "discontinued": False, "noteMandatory": {"1": True}}
    cube = read(table(note=["Én", "To"], extension=extension))
    assert cube.notes == (Note("Én"), Note("To", mandatory=True))
    facts = cube.facts
    assert (facts.table_id, facts.language, facts.decimals) == ("06913", "no", 0)
    assert (facts.official, facts.discontinued, facts.aggregation_allowed) == (True, False, False)
    assert facts.next_update == "2027-02-24T07:00:00Z"


@pytest.mark.parametrize(
    "extension", [[], "x", {"px": 3}, {"px": {"decimals": True, "tableid": 6913}}, {"px": None}]
)
def test_an_extension_of_another_kind_is_left(extension: object) -> None:
    assert read(table(extension=extension)) == read(table())


@pytest.mark.parametrize("value", [[], None])
def test_metadata_has_no_figures_and_may_be_of_any_size(value: object) -> None:
    codes = [str(number) for number in range(50_000)]
    many = {"category": {"index": codes}}
    cube = read(
        table(value=value, size=[50_000, 50_000], dimension={"Region": many, "Tid": many}),
    )
    assert not cube.has_values
    assert (cube.size, len(cube.values), len(cube.status)) == (2_500_000_000, 0, 0)


def test_a_sparse_table_without_one_figure_is_no_metadata() -> None:
    cube = read(table(value={}))
    assert cube.has_values
    assert np.isnan(cube.values).all()


def test_a_dimension_may_be_empty() -> None:
    cube = read(
        table(size=[2, 0], dimension={"Region": area(), "Tid": {"category": {"index": []}}}, value=[])
    )
    assert (cube.size, cube.has_values, len(cube.index_of("Region"))) == (0, True, 0)


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2011-07-01", datetime(2011, 7, 1, tzinfo=UTC)),
        ("2016-02-13T14:00:25", datetime(2016, 2, 13, 14, 0, 25, tzinfo=UTC)),
        ("2017-01-26T00:00:00+01:00", datetime(2017, 1, 26, tzinfo=timezone(timedelta(hours=1)))),
    ],
)
def test_when_it_was_updated(told: str, moment: datetime) -> None:
    assert read(table(updated=told)).updated == moment


@pytest.mark.parametrize(
    "told", ["08/08/2014 16:39:07", "VALUE_HAS_BEEN_REPLACED", "0001-01-01T00:00:00+14:00", 1455058800000]
)
def test_a_time_that_cannot_be_read_is_remarked_and_not_guessed(told: object) -> None:
    cube = read(table(updated=told))
    assert cube.updated is None
    assert [one.fault for one in cube.remarks] == [Fault.UPDATED_UNREADABLE]
    assert str(told) in cube.remarks[0].message


def test_a_dimension_with_two_roles_has_the_first() -> None:
    cube = read(table(role={"metric": ["Tid"], "time": ["Tid"]}))
    assert cube.dimension("Tid").role == "time"
    assert [one.fault for one in cube.remarks] == [Fault.ROLE_TWICE]


def test_a_bundle_and_a_collection_hold_several() -> None:
    bundle = {"folk": old_table(label=None), "hus": old_table(label="Hus"), "laget": "i går"}
    assert [cube.label for cube in read_cubes(sent(bundle))] == ["folk", "Hus"]
    items = [table(label="Folk"), {"class": "dataset", "href": "https://example.org/hus.json"}]
    found = read_cubes(sent({"class": "collection", "link": {"item": items}}))
    assert [cube.label for cube in found] == ["Folk"]
    assert [(one.fault, one.place) for one in found[0].remarks] == [(Fault.ITEM_NOT_EMBEDDED, "link.item[1]")]
    assert "https://example.org/hus.json" in found[0].remarks[0].message


def test_what_nobody_sees_is_taken_out_of_texts() -> None:
    cube = read(table(label="Inn\u202ebyggere\x00 ", note=["\u2066", "Se\x07 her"]))
    assert cube.label == "Innbyggere"
    assert cube.notes == (Note("Se her"),)


def test_columns_of_a_cube_cannot_be_changed_by_who_reads_them() -> None:
    cube = read(table())
    with pytest.raises(ValueError, match="read-only"):
        cube.values[0] = 9
    with pytest.raises(TypeError, match="unhashable"):
        hash(cube)


def test_a_cube_has_a_value_for_each_cell_or_none() -> None:
    cube = read(table())
    with pytest.raises(ValueError, match="5 values and 6 statuses for 6 cells"):
        Cube(cube.label, "", None, cube.dimensions, cube.values[:5], cube.status)
