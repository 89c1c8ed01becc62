"""The CSV of Open SDG: what its columns mean, and each cell that is wrong."""

from pathlib import Path

import numpy as np
import pytest

from rodtrad.core.periods import Frequency
from rodtrad.core.sheets.problems import SheetError
from rodtrad.indicators.columns import Mark, ObservationStatus
from rodtrad.indicators.sources.opensdg.reading import Measure, read_data

PLACE = Path(__file__).resolve().parents[4] / "shared" / "data" / "stat" / "opensdg_los_angeles"
FILE = """Year,Kjønn,Alder,Series,Units,Observation status,GeoCode,Value
2023,,,Fattige,prosent,,0301,10.5
2023,kvinner,,Fattige,prosent,,0301,11
2023,kvinner,0-17,Fattige,prosent,,0301,
2024,,,Fattige,prosent,P,0301,-0.5
2024,,,Fattige,antall,A,0301,1e3
2023-2024,,,Fattige,antall,,,7
"""


def test_what_the_columns_mean() -> None:
    data = read_data(FILE.encode())
    share, count = Measure("Fattige", "prosent"), Measure("Fattige", "antall")
    assert data.breakdowns == ("Kjønn", "Alder")
    assert data.measures == (share, count)
    assert [line.row for line in data.lines] == [2, 3, 4, 5, 6, 7]
    assert [str(line.period) for line in data.lines] == ["2023", "2023", "2023", "2024", "2024", "2023-2024"]
    figures = data.as_figures({share: "fattige-andel", count: "fattige"}, area="4601")
    assert figures.areas == ("0301", "4601")
    assert [figures.areas[at] for at in figures.area] == ["0301"] * 5 + ["4601"]
    assert [figures.marks[at] for at in figures.series] == [
        Mark("fattige-andel"),
        Mark("fattige-andel", (("Kjønn", "kvinner"),)),
        Mark("fattige-andel", (("Alder", "0-17"), ("Kjønn", "kvinner"))),
        Mark("fattige-andel"),
        Mark("fattige"),
        Mark("fattige"),
    ]
    assert np.array_equal(figures.value, [10.5, 11, np.nan, -0.5, 1000, 7], equal_nan=True)
    figure, missing = ObservationStatus.FIGURE, ObservationStatus.MISSING
    assert figures.status.tolist() == [figure, figure, missing, ObservationStatus.PROVISIONAL, figure, figure]
    assert figures.rows.tolist() == [2, 3, 4, 5, 6, 7]


def test_a_measure_without_a_key_is_left_out() -> None:
    figures = read_data(FILE.encode()).as_figures({Measure("Fattige", "prosent"): "andel"})
    assert figures.rows.tolist() == [2, 3, 4, 5]
    assert {mark.indicator for mark in figures.marks} == {"andel"}


def test_a_row_of_no_area_needs_one() -> None:
    with pytest.raises(SheetError, match=r"Rad 7 sier ikke hvilket område tallet gjelder\. Oppgi området"):
        read_data(FILE.encode()).as_figures({Measure("Fattige", "antall"): "fattige"})


def test_figures_in_thousands_are_another_measure() -> None:
    text = b"Year,Unit multiplier,Value\n2023,Units,1\n2023,Thousands,1\n"
    assert read_data(text).measures == (Measure("", "", "Units"), Measure("", "", "Thousands"))


def test_progress_and_comments_divide_nothing() -> None:
    data = read_data(b"Year,Group,Progress,COMMENT_OBS,Value\n2023,A,1,Se note,2\n")
    assert data.breakdowns == ("Group",)
    assert data.lines[0].breakdown == (("Group", "A"),)


def test_a_school_year_is_one_where_the_series_has_them() -> None:
    text = b"Year,Value\n2023/24,1\n"
    assert str(read_data(text, frequency=Frequency.SCHOOL_YEAR).lines[0].period) == "2023/24"
    assert str(read_data(text).lines[0].period) == "2023-2024"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Fila har ingen rader."),
        ("År,Value\n2023,1\n", "Celle A1: Den første kolonnen skal hete «Year»."),
        ("Year,Verdi\n2023,1\n", "Celle B1: Den siste kolonnen skal hete «Value»."),
        ("Year,GeoCode,Kjønn,Value\n2023,0301,,1\n", "Celle B1: «GeoCode» skal stå rett før «Value»."),
        ("Year,,Value\n2023,,1\n", "Celle B1: Kolonnen har ingen overskrift."),
        ("Year,Alder,Alder,Value\n2023,,,1\n", "Celle C1: To kolonner heter «Alder»."),
        ("Year,Value\ni fjor,1\n", "Celle A2: «i fjor» er ikke et år eller en annen periode."),
        ("Year,Value\n,1\n", "Celle A2: «» er ikke et år eller en annen periode."),
        ("Year,Value\n2023,<5\n", "Celle B2: «<5» er ikke et tall."),
        ('Year,Value\n2023,"1,5"\n', "Celle B2: «1,5» er ikke et tall."),
        ("Year,Value\n2023,nan\n", "Celle B2: «nan» er ikke et tall."),
        ("Year,Value\n2023," + "9" * 400 + "\n", "er ikke et tall."),
        ("Year,Value\n2023,1\n2024,=1+1\n", "Celle B3: Cella har en formel"),
        (f"Year,A,Value\n2023,{'x' * 300},1\n", "er på 302 tegn til sammen; grensen er 300."),
        ("Year,Value\n2023,1,2\n", "Celle C2: Cella står utenfor tabellen."),
        ("Year,Alder,Value\n2023,,1\n2024,,1\n2023,,2\n", "Celle C4: Raden gjelder det samme som rad 2."),
    ],
)
def test_what_is_wrong_is_told_by_cell(text: str, told: str) -> None:
    with pytest.raises(SheetError) as caught:
        read_data(text.encode())
    assert told in str(caught.value)
    assert "Ingenting er lagret." in str(caught.value)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(SheetError) as caught:
        read_data(b"Year,Value\ni dag,1\n2023,x\n2024,1\n2024,1\n")
    assert [problem.cell for problem in caught.value.problems] == ["A2", "B3", "B5"]


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "rows", "breakdowns", "measures"),
    [
        ("1-1-1", 168, 5, 5),
        ("1-2-1", 210, 5, 5),
        ("10-1-1", 6, 1, 1),
        ("11-1-1", 164, 7, 8),
        ("11-7-2", 80, 2, 3),
        ("13-2-2", 35, 1, 3),
        ("16-1-1", 90, 1, 2),
        ("16-6-1", 72, 1, 3),
        ("17-1-1", 88, 1, 1),
        ("3-1-1", 40, 1, 2),
    ],
)
def test_the_files_of_a_city(name: str, rows: int, breakdowns: int, measures: int) -> None:
    path = PLACE / f"indicator_{name}.csv"
    if not path.exists():
        pytest.skip(f"real data is missing: {path} is not there, so it was NOT read")
    data = read_data(path.read_bytes())
    assert (len(data.lines), len(data.breakdowns), len(data.measures)) == (rows, breakdowns, measures)
    figures = data.as_figures({one: f"m{number}" for number, one in enumerate(data.measures)}, area="la")
    assert len(figures) == rows
    headlines = {mark.indicator for mark in figures.marks if not mark.breakdown}
    assert headlines, "a headline has no breakdown"
