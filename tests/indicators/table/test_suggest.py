"""What a table is taken to hold before anybody has told: places, periods and figures."""

from collections.abc import Sequence

import pytest

from rodtrad.core.sheets.read import read_sheets
from rodtrad.indicators.operations.known_areas import known_areas
from rodtrad.indicators.sources.table.suggest import ColumnRole, Suggestion, suggest
from tests.indicators.table.files import Cell, workbook

pytestmark = pytest.mark.django_db
ROLE = ColumnRole


def suggested(*rows: Sequence[Cell]) -> Suggestion:
    found = suggest(read_sheets(workbook(*rows)).sheets, known_areas(), "district")
    assert found is not None
    return found


def roles(found: Suggestion) -> list[ColumnRole]:
    return [one.role for one in found.columns]


@pytest.mark.parametrize("heading", ["Bydelsnr", "Bydelsnummer", "Bydel nr.", "Bydelskode"])
def test_district_codes_that_lost_their_nought_are_places(heading: str) -> None:
    found = suggested([heading, "År", "Antall"], *([30100 + n, 2024, 50 * n] for n in range(1, 16)))
    assert roles(found) == [ROLE.PLACE, ROLE.PERIOD, ROLE.VALUE]
    assert found.area_kind == "district"


def test_municipality_codes_with_a_name_behind_are_municipalities() -> None:
    named = ["301 Oslo", "4601 Bergen", "5001 Trondheim", "1103 Stavanger"]
    found = suggested(["Kommune", "År", "Antall"], *((name, 2024, 70) for name in named))
    assert (roles(found)[0], found.area_kind) == (ROLE.PLACE, "municipality")
    alone = suggested(["Kommune", "År", "Antall"], ["301 Oslo", 2023, 70], ["301 Oslo", 2024, 70])
    assert alone.area_kind == "municipality"


def test_counties_are_counties_all_the_same() -> None:
    found = suggested(["Fylke", "År", "Antall"], ["03 Oslo", 2024, 7], ["46 Vestland", 2024, 8])
    assert found.area_kind == "county"


def test_a_starred_year_is_a_period_as_its_neighbours_are() -> None:
    found = suggested(["Kommune", "2023", "2024", "2025*"], ["Oslo", 1, 2, 3], ["Bergen", 4, 5, 6])
    assert [str(one.period) for one in found.columns[1:]] == ["2023", "2024", "2025"]
    long = suggested(["Kommune", "År", "Antall"], ["Oslo", "2024", 10], ["Oslo", "2025*", 11])
    assert roles(long) == [ROLE.PLACE, ROLE.PERIOD, ROLE.VALUE]


def test_areas_that_are_no_more_know_what_they_became() -> None:
    areas = {one.code: one for one in known_areas() if one.last_day}
    assert areas["3024"].became == ("3201 Bærum",)
    assert areas["0219"].became == ("3201 Bærum",)
