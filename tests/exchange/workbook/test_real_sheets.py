"""Sheets as people have them: from the clipboard, from old Macs, with columns of their own, under another name."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rodtrad.exchange.workbook.problems import WorkbookError
from rodtrad.exchange.workbook.read import read_sheets
from rodtrad.exchange.workbook.wish import Outcome, Wish
from tests.cast import Cast
from tests.exchange.workbook.sheets import excel, pasted, proposal, told


def only(cast: Cast, content: bytes, *, from_clipboard: bool = False) -> Wish:
    [wish] = proposal(cast.solvik, content, from_clipboard=from_clipboard).wishes
    return wish


def changed_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one of its parts written anew."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w") as target:
        for part in source.namelist():
            kept = source.read(part)
            target.writestr(part, change(kept) if part == name else kept)
    return written.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ('"Ren by" – en kampanje', '"Ren by" – en kampanje'),
        ('"Ren by"', '"Ren by"'),
        ('"Ren by', '"Ren by'),
        ('Kampanjen "Ren by"', 'Kampanjen "Ren by"'),
        ('"Ren\nby"', "Ren by"),
        ('"Si ""hei""\ntil byen"', 'Si "hei" til byen'),
        ("Ren\u00a0by \u00a0", "Ren by"),
    ],
)
def test_quotes_and_line_breaks_from_the_clipboard(cast: Cast, cell: str, title: str) -> None:
    content = pasted(("Tiltak", "Til"), (cell, "31.12.2026"))
    wish = only(cast, content, from_clipboard=True)
    assert wish.after is not None, told([wish])
    assert wish.after.entry.title == title
    assert str(wish.after.entry.ends) == "2026-12-31"


def test_empty_cells_at_the_end_and_windows_line_ends_from_the_clipboard(cast: Cast) -> None:
    content = b"Tiltak\tAnsvarlig\tFra\r\nBenk\t\t\r\nBord\tTeknisk\t2026\r\n"
    found = proposal(cast.solvik, content, from_clipboard=True)
    assert [(wish.title, wish.outcome) for wish in found.wishes] == [
        ("Benk", Outcome.MADE),
        ("Bord", Outcome.MADE),
    ]


@pytest.mark.parametrize("mark", ['"Benk;Teknisk\nBord;Teknisk\n', '"Benk" i parken;Teknisk\n'])
def test_a_quote_left_open_in_a_file_does_not_swallow_the_rest(mark: str) -> None:
    with pytest.raises(WorkbookError, match="kan ikke leses som CSV fra rad 2"):
        read_sheets(f"Tiltak;Ansvarlig\n{mark}".encode())


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_read_with_and_without_its_mark(cast: Cast, name: str) -> None:
    assert only(cast, "Tiltak;Fra\nBenk på øya;2026".encode(name)).title == "Benk på øya"


def test_a_comma_in_a_title_above_does_not_part_the_columns(cast: Cast) -> None:
    assert only(cast, b"Tiltak, 2026\nTiltak;Ansvarlig;Fra\nBenk;Teknisk;2026").title == "Benk"


def test_a_letter_that_was_lost_is_refused(cast: Cast) -> None:
    wish = only(cast, "Tiltak;Fra\nBenk p\ufffd \ufffdya;2026".encode())
    assert "Celle A2: Cella har et tegn som gikk tapt" in told([wish])[0]


def test_soft_hyphens_and_odd_spaces_in_headings_keys_and_names_do_not_matter(cast: Cast) -> None:
    content = excel(
        ("Nøk\u00adkel", "Tiltak\u00a0", "Ansvar\u00adlig", "Frem\u200bdrift", "Bidrar\u00a0til", "Fra"),
        ("lekse\u00adhjelp ", "Tilby leksehjelp på alle skoler", "Skole\u00adkontoret", "under\u00a0arbeid",
         "\ufeffgode-skoler", "2\u00a0026"),
    )  # fmt: skip
    wish = only(cast, content)
    assert wish.problems == []
    assert wish.key == "leksehjelp"


def test_formulas_outside_the_columns_that_are_read_do_not_matter(cast: Cast) -> None:
    content = excel(("Tiltak", "Sum", "Fra"), ("Benk", "=1+1", 2026))
    found = proposal(cast.solvik, content)
    assert [wish.outcome for wish in found.wishes] == [Outcome.MADE]
    assert any("Kolonnen B1 «Sum» er ikke kjent" in note for note in found.notes)


def test_cells_merged_outside_the_columns_that_are_read_do_not_matter(cast: Cast) -> None:
    content = excel(
        ("Tiltak", "Notat", "Fra"),
        ("Benk", "x", 2026),
        ("Bord", "", 2026),
        change=lambda sheet: sheet.merge_cells("B2:B3"),
    )
    assert [wish.outcome for wish in proposal(cast.solvik, content).wishes] == [Outcome.MADE, Outcome.MADE]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!"])
def test_what_a_formula_came_to_nothing_with_is_refused(cast: Cast, error: str) -> None:
    for content in (
        excel(("Tiltak", "Ansvarlig"), ("Benk", error)),
        f"Tiltak;Ansvarlig\nBenk;{error}".encode(),
    ):
        [line] = told([only(cast, content)])[:1]
        assert f"Celle B2: Cella har feilverdien {error}." in line


@pytest.mark.parametrize("stored", [b"<v>3</v>", b""])
def test_a_formula_is_refused_with_and_without_what_it_came_to(cast: Cast, stored: bytes) -> None:
    content = changed_part(
        excel(("Tiltak", "Nummer"), ("Benk", "=1+2")),
        SHEET,
        lambda xml: re.sub(rb"<v\s*/>|<v></v>", stored, xml),
    )
    assert "Celle B2: Cella har en formel" in told([only(cast, content)])[0]


def test_days_from_an_old_mac_are_the_days_they_show(cast: Cast) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet: Any = book.active
    sheet.append(["Tiltak", "Fra"])
    sheet.append(["Benk", date(2026, 5, 17)])
    content = io.BytesIO()
    book.save(content)
    wish = only(cast, content.getvalue())
    assert wish.after is not None
    assert str(wish.after.entry.starts) == "2026-05-17"


def test_a_day_without_its_format_is_refused_with_the_day_it_may_be(cast: Cast) -> None:
    [line] = told([only(cast, excel(("Tiltak", "Fra"), ("Benk", 46159)))])
    assert "«46159» er ikke en dato. Er det Excels tall for 17.05.2026?" in line


@pytest.mark.parametrize(
    "day", ["17.5.2026", "17.05.2026", "17/5/2026", "17. mai 2026", "2026-05-17", "17.MAI 2026"]
)
def test_days_are_read_as_they_are_written(cast: Cast, day: str) -> None:
    wish = only(cast, pasted(("Tiltak", "Fra"), ("Benk", day)))
    assert wish.after is not None
    assert str(wish.after.entry.starts) == "2026-05-17", told([wish])


def test_a_sheet_that_says_it_is_smaller_than_it_is_is_read_whole(cast: Cast) -> None:
    content = excel(("Tiltak", "Fra"), *((f"Benk {n}", 2026) for n in range(5)))
    content = changed_part(
        content, SHEET, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', xml)
    )
    assert len(proposal(cast.solvik, content).wishes) == 5


def test_a_row_far_down_is_read_and_costs_no_more(cast: Cast) -> None:
    content = excel(("Tiltak", "Fra"), ("Benk", 2026))
    content = changed_part(
        content, SHEET, lambda xml: xml.replace(b'r="2"', b'r="9999999"').replace(b'r="A2"', b'r="A9999999"')
    )
    assert [wish.row.number for wish in proposal(cast.solvik, content).wishes] == [9_999_999]


def test_columns_may_be_moved_and_added_and_headings_stand_twice(cast: Cast) -> None:
    rows = [
        ("Fra", "Vårt notat", "Tiltak"),
        ("2026", "x", "Benk"),
        ("Fra", "Vårt notat", "Tiltak"),
        ("2026", "", "Bord"),
    ]
    found = proposal(cast.solvik, excel(*rows))
    assert [wish.title for wish in found.wishes] == ["Benk", "Bord"]
    assert "Rad 3 har overskriftene en gang til og er ikke lest." in found.notes


def test_a_sheet_without_headings_beside_one_that_has_is_told(cast: Cast) -> None:
    def another(sheet: Any) -> None:
        sheet.parent.create_sheet("Kladd").append(["Noe", "annet"])

    found = proposal(cast.solvik, excel(("Tiltak", "Fra"), ("Benk", 2026), change=another))
    assert found.notes == ["Arket «Kladd» har ingen rad med overskrifter og er ikke lest."]


def test_too_many_columns_stop_the_sheet() -> None:
    heads = ["Tiltak", *(f"Kolonne {n}" for n in range(1, 202))]
    for content in (excel(heads), ";".join(heads).encode()):
        with pytest.raises(WorkbookError, match="mer enn 200 kolonner"):
            read_sheets(content)
