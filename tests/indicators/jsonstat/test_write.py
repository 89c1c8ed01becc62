"""What is written as JSON-stat 2 is read back the same, and is what the standard says."""

import csv
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from rodtrad.indicators.jsonstat.as_csv import as_csv, number
from rodtrad.indicators.jsonstat.cube import Cube
from rodtrad.indicators.jsonstat.read import read_cube
from rodtrad.indicators.jsonstat.write import as_json_stat
from tests.indicators.jsonstat.strategies import cubes
from tests.indicators.jsonstat.tables import area, sent, table, year


def read(document: Any) -> Cube:
    return read_cube(sent(document))


@given(cubes())
def test_what_is_written_is_read_back_the_same(cube: Cube) -> None:
    assert read_cube(as_json_stat(cube)) == cube


@given(cubes())
def test_a_table_has_a_row_for_each_cell(cube: Cube) -> None:
    head, *rows = csv.reader("".join(as_csv(cube)).splitlines(keepends=True), delimiter=";")
    assert len(rows) == len(cube.values)
    assert {len(row) for row in rows} <= {len(head)} == {2 * len(cube.dimensions) + 2}
    assert [row[-2] == "" for row in rows] == np.isnan(cube.values).tolist()


def test_the_document_is_plain() -> None:
    written = json.loads(as_json_stat(read(table(status={"2": ".."}))))
    assert written == {
        "version": "2.0",
        "class": "dataset",
        "label": "Innbyggere",
        "source": "SSB",
        "updated": "2026-02-24T07:00:00Z",
        "role": {"time": ["Tid"], "geo": ["Region"]},
        "id": ["Region", "Tid"],
        "size": [2, 3],
        "dimension": {
            "Region": {
                "label": "region",
                "category": {"index": {"0301": 0, "3201": 1}, "label": {"0301": "Oslo", "3201": "Bærum"}},
            },
            "Tid": {
                "label": "år",
                "category": {
                    "index": {"2023": 0, "2024": 1, "2025": 2},
                    "label": {"2023": "2023", "2024": "2024", "2025": "2025"},
                },
            },
        },
        "value": [1, 2.5, None, 4, 5, 6],
        "status": {"2": ".."},
    }


def test_statuses_of_many_cells_are_a_list() -> None:
    written = json.loads(as_json_stat(read(table(status=["e", "e", "", "e", "p", None]))))
    assert written["status"] == ["e", "e", None, "e", "p", None]


def test_a_table_of_codes_labels_values_and_statuses() -> None:
    text = "".join(as_csv(read(table(status={"2": ".."}))))
    assert text == (
        "region, kode;region;år, kode;år;Verdi;Status\n"
        "0301;Oslo;2023;2023;1;\n"
        "0301;Oslo;2024;2024;2,5;\n"
        "0301;Oslo;2025;2025;;..\n"
        "3201;Bærum;2023;2023;4;\n"
        "3201;Bærum;2024;2024;5;\n"
        "3201;Bærum;2025;2025;6;\n"
    )


def test_no_text_becomes_a_formula_or_another_cell() -> None:
    nasty = area(index=["=1+1", "-"], label={"=1+1": 'Oslo; "by"', "-": "@SUM(A1)"})
    text = "".join(as_csv(read(table(dimension={"Region": nasty, "Tid": year()}))))
    assert '\'=1+1;"Oslo; ""by""";2023' in text
    assert "'-;'@SUM(A1);2023" in text


def test_two_dimensions_of_one_name_are_told_apart() -> None:
    twice = {"Region": area() | {"label": "sted"}, "Tid": year() | {"label": "sted"}}
    head, *_rows = "".join(as_csv(read(table(dimension=twice)))).splitlines()
    assert head == "sted (Region), kode;sted (Region);sted (Tid), kode;sted (Tid);Verdi;Status"


def test_a_table_that_is_only_described_has_headings_only() -> None:
    assert "".join(as_csv(read(table(value=[])))) == "region, kode;region;år, kode;år;Verdi;Status\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0,1"),
        (-2.4, "-2,4"),
        (709037.0, "709037"),
        (1e20, "100000000000000000000"),
        (2e22, "2e+22"),
        (1.5e-7, "0,00000015"),
        (1e-300, "1e-300"),
        (float("nan"), ""),
    ],
)
def test_a_figure_keeps_every_digit(value: float, text: str) -> None:
    assert number(value) == text
