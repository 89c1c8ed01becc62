"""A mapped table: wide or long, with what is wrong cell by cell."""

from datetime import date

import pytest

from rodtrad.core.periods import Frequency
from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.sheets.read import read_sheets
from rodtrad.indicators.columns import Figures, ObservationStatus
from rodtrad.indicators.sources.table.mapping import Layout, TableMapping
from rodtrad.indicators.sources.table.places import KnownArea, Places
from rodtrad.indicators.sources.table.reading import TableReading, read_table
from tests.indicators.table.files import csv_file, workbook

AREAS = [
    KnownArea("0", "Norge", "country"),
    KnownArea("03", "Oslo", "county"),
    KnownArea("0301", "Oslo", "municipality", "Oslove"),
    KnownArea("3201", "Bærum", "municipality"),
    KnownArea("0219", "Bærum", "municipality", is_in_force=False),
    KnownArea(
        "3024",
        "Bærum",
        "municipality",
        is_in_force=False,
        last_day=date(2023, 12, 31),
        became=("3201 Bærum",),
    ),
    KnownArea("1515", "Herøy", "municipality"),
    KnownArea("1818", "Herøy", "municipality"),
    KnownArea("030101", "Gamle Oslo", "district"),
]
LONG = TableMapping(area="Kommune", period="År", values={"Antall": "innbyggere"})
WIDE = TableMapping(layout=Layout.WIDE, area="Kommune", values={"": "innbyggere"})


def read(
    content: bytes, mapping: TableMapping, frequency: Frequency = Frequency.YEAR, kind: str = "municipality"
) -> TableReading:
    is_text = not content.startswith(b"PK")
    return read_table(read_sheets(content), mapping, Places.of(AREAS, kind), frequency, is_text=is_text)


def cells(figures: Figures) -> dict[tuple[str, str, str], float]:
    return {
        (
            "/".join(
                [figures.marks[series].indicator, *(part[1] for part in figures.marks[series].breakdown)]
            ),
            figures.areas[area],
            str(figures.periods[period]),
        ): value
        for series, area, period, value in zip(
            figures.series, figures.area, figures.period, figures.value, strict=True
        )
    }


def test_a_long_table_is_read() -> None:
    found = read(
        workbook(["Kommune", "År", "Antall"], ["Oslo", 2024, 717710], ["3201 Bærum", 2024, 130000]), LONG
    )
    assert cells(found.figures) == {
        ("innbyggere", "0301", "2024"): 717710,
        ("innbyggere", "3201", "2024"): 130000,
    }
    assert not found.problems


def test_a_wide_table_is_read_with_its_title_and_notes() -> None:
    content = csv_file(
        "Folketall i kommunene;;;",
        ";;;",
        "Kommune;2023;2024*;Merknad",
        "Oslo kommune;709 037;717 710;",
        "301;1;;",
        "Kilde: SSB;;;",
    ).replace(b"2024*", b"2024")
    found = read(content, WIDE)
    assert cells(found.figures)["innbyggere", "0301", "2024"] == 717710
    assert len(found.figures) == 3


@pytest.mark.parametrize(
    "text", ["0301", "301", "Oslo", "0301 Oslo", "K-0301", "oslo kommune", "Oslove", " OSLO "]
)
def test_one_municipality_has_many_names(text: str) -> None:
    found = read(workbook(["Kommune", "År", "Antall"], [text, "2024", 1]), LONG)
    assert found.figures.areas == ("0301",)


def test_a_name_that_two_have_is_asked_about() -> None:
    found = read(workbook(["Kommune", "År", "Antall"], ["Herøy", 2024, 1], ["Oslo", 2024, 2]), LONG)
    assert [str(one) for one in found.problems] == [
        "Celle A2: Flere områder heter «Herøy». Skriv nummeret: 1515 eller 1818."
    ]
    assert found.figures.areas == ("0301",)


def test_every_cell_that_cannot_be_read_is_named() -> None:
    found = read(
        workbook(
            ["Kommune", "År", "Antall"],
            ["Atlantis", 2024, 1],
            ["Oslo", "i fjor", 1],
            ["Oslo", 2024, "mange"],
            ["Oslo", None, 1],
            ["Oslo", 2024, 5],
        ),
        LONG,
    )
    assert [one.cell for one in found.problems] == ["A2", "B3", "C4", "B5"]
    assert all(one.remedy for one in found.problems)
    assert cells(found.figures) == {("innbyggere", "0301", "2024"): 5}


def test_breakdowns_and_their_totals() -> None:
    mapping = TableMapping(
        area="Kommune", period="År", values={"Antall": "innbyggere"}, breakdowns=("Kjønn",)
    )
    found = read(
        workbook(
            ["Kommune", "År", "Kjønn", "Antall"],
            ["Oslo", 2024, "I alt", 10],
            ["Oslo", 2024, "Kvinner", 6],
            ["Oslo", 2024, "Menn", 4],
        ),
        mapping,
    )
    assert cells(found.figures) == {
        ("innbyggere", "0301", "2024"): 10,
        ("innbyggere/Kvinner", "0301", "2024"): 6,
        ("innbyggere/Menn", "0301", "2024"): 4,
    }


def test_several_value_columns_and_a_column_that_names_the_indicator() -> None:
    two = TableMapping(area="Kommune", period="År", values={"Født": "fodte", "Døde": "dode"})
    found = read(workbook(["Kommune", "År", "Født", "Døde"], ["Oslo", 2024, 9, 4]), two)
    assert cells(found.figures) == {("fodte", "0301", "2024"): 9, ("dode", "0301", "2024"): 4}
    named = TableMapping(
        area="Kommune", period="År", values={"Verdi": ""}, series="Hva", series_words={"Født": "fodte"}
    )
    found = read(
        workbook(["Kommune", "År", "Hva", "Verdi"], ["Oslo", 2024, "Født", 9], ["Oslo", 2024, "X", 1]), named
    )
    assert cells(found.figures) == {("fodte", "0301", "2024"): 9}
    assert "«X» er ikke koblet til en indikator" in str(found.problems[0])


def test_school_years_quarters_and_years_together() -> None:
    mapping = TableMapping(area="Kommune", period="Når", values={"Antall": "innbyggere"})
    school = read(
        workbook(["Kommune", "Når", "Antall"], ["Oslo", "2023/24", 1]), mapping, Frequency.SCHOOL_YEAR
    )
    assert [str(one) for one in school.figures.periods] == ["2023/24"]
    quarter = read(workbook(["Kommune", "Når", "Antall"], ["Oslo", "2023K4", 1]), mapping, Frequency.QUARTER)
    assert [str(one) for one in quarter.figures.periods] == ["2023K4"]


def test_districts_and_one_place_for_the_whole_table() -> None:
    found = read(workbook(["Kommune", "År", "Antall"], ["30101", 2024, 1]), LONG, kind="district")
    assert found.figures.areas == ("030101",)
    fixed = TableMapping(area_code="0301", period="År", values={"Antall": "innbyggere"})
    assert read(workbook(["År", "Antall"], [2024, 1]), fixed).figures.areas == ("0301",)


def test_a_windows_file_with_decimal_comma() -> None:
    content = csv_file("Kommune;År;Antall", "Bærum;2024;1.234,5", encoding="cp1252")
    assert cells(read(content, LONG).figures) == {("innbyggere", "3201", "2024"): 1234.5}


def test_a_mark_that_cannot_be_told_is_asked_for() -> None:
    content = csv_file("Kommune;År;Antall", "Bærum;2024;1.234")
    with pytest.raises(SheetError, match="om punktum skiller tusener eller desimaler"):
        read(content, LONG)
    told = TableMapping(area="Kommune", period="År", values={"Antall": "innbyggere"}, decimal_mark=",")
    assert cells(read(content, told).figures) == {("innbyggere", "3201", "2024"): 1234}


def test_a_column_that_is_gone_is_named() -> None:
    with pytest.raises(SheetError, match="Fant ikke kolonnen «Antall»"):
        read(workbook(["Kommune", "År", "Tall"], ["Oslo", 2024, 1]), LONG)


def test_signs_for_no_figure_are_kept() -> None:
    found = read(workbook(["Kommune", "2023", "2024"], ["Oslo", ":", ".."]), WIDE)
    assert list(found.figures.status) == [ObservationStatus.CONFIDENTIAL, ObservationStatus.MISSING]


def test_the_mapping_survives_being_stored() -> None:
    mapping = TableMapping(
        layout=Layout.WIDE, area="A", breakdowns=("B",), values={"": "x"}, decimal_mark=","
    )
    assert TableMapping.from_json(mapping.as_json()) == mapping


@pytest.mark.parametrize(
    ("text", "code"),
    [("01 Gamle Oslo", "030101"), ("Bydel Gamle Oslo", "030101"), ("Oslo i alt", "0301"), ("Oslo", "0301")],
)
def test_a_city_writes_its_districts_in_its_own_way(text: str, code: str) -> None:
    areas = [*AREAS, KnownArea("01", "Østfold", "county", is_in_force=False)]
    assert Places.of(areas, "district").code_of(text) == code


def test_a_code_beside_a_name_that_nobody_knows_counts() -> None:
    assert Places.of(AREAS, "municipality").code_of("0301 Kristiania") == "0301"


def test_a_star_behind_a_period_makes_its_figures_provisional() -> None:
    wide = read(workbook(["Kommune", "2024", "2025*"], ["Oslo", 717710, 724290]), WIDE).figures
    assert cells(wide) == {("innbyggere", "0301", "2024"): 717710, ("innbyggere", "0301", "2025"): 724290}
    assert list(wide.status) == [ObservationStatus.FIGURE, ObservationStatus.PROVISIONAL]
    long = read(
        workbook(
            ["Kommune", "År", "Antall"], ["Oslo", "2024", 5], ["Oslo", "2025*", 6], ["Oslo", "2026 *", ":"]
        ),
        LONG,
    ).figures
    assert list(long.status) == [
        ObservationStatus.FIGURE,
        ObservationStatus.PROVISIONAL,
        ObservationStatus.CONFIDENTIAL,
    ]


def test_a_code_that_is_no_more_is_refused_for_later_periods_with_what_it_became() -> None:
    long = workbook(
        ["Kommune", "År", "Antall"], ["3024", 2023, 1], ["3024 Bærum gml", 2024, 2], ["3201", 2024, 3]
    )
    wide = workbook(["Kommune", "2023", "2024"], ["3024", 1, 2], ["3201", "", 3])
    for content, mapping, cell in ((long, LONG, "A3"), (wide, WIDE, "C2")):
        found = read(content, mapping)
        assert cells(found.figures) == {
            ("innbyggere", "3024", "2023"): 1,
            ("innbyggere", "3201", "2024"): 3,
        }
        [problem] = found.problems
        assert cell in str(problem)
        assert "3024 Bærum gjaldt til 31. desember 2023; tallet for 2024 hører til 3201 Bærum." in str(
            problem
        )
