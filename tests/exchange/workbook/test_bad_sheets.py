"""What is wrong with a sheet is told with the cell and what to do; what is no sheet is told as what it is."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from rodtrad.core.sheets import safe_zip
from rodtrad.exchange.workbook.problems import WorkbookError
from rodtrad.exchange.workbook.read import LARGEST_FILE, read_sheets
from rodtrad.exchange.workbook.wish import Outcome
from tests.cast import Cast
from tests.exchange.workbook.sheets import excel, pasted, proposal, told

HEAD = (
    "Nøkkel",
    "Plan",
    "Mål",
    "Tiltak",
    "Ansvarlig",
    "Fra",
    "Til",
    "Bidrar til",
    "Bærekraftsmål",
    "Synlighet",
)


def row(**cells: str) -> tuple[str, ...]:
    names = ("nokkel", "plan", "mal", "tiltak", "ansvarlig", "fra", "til", "bidrar", "sdg", "synlighet")
    assert cells.keys() <= set(names)
    return tuple(cells.get(name, "") for name in names)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (row(tiltak="Benk", ansvarlig="Vegkontoret"), "Celle E2: Enheten «Vegkontoret» finnes ikke."),
        (row(tiltak="Benk", fra="31.02.2026"), "Celle F2: «31.02.2026» er ikke en dato."),
        (row(tiltak="Benk", fra="i fjor"), "Celle F2: «i fjor» er ikke en dato. Skriv den som 31.12.2026"),
        (row(tiltak="Benk", fra="2028", til="2026"), "Celle G2: «Til» kommer før «Fra»."),
        (row(tiltak="Benk", bidrar="trygge-veie"), "Elementet «trygge-veie» finnes ikke. Mente du «trygge-veier»?"),
        (row(tiltak="Benk", bidrar="leksehjelp"), "Celle H2: Målstrukturen sier ikke at «tiltak» bidrar til «tiltak»."),
        (row(tiltak="Benk", sdg="4.99"), "Celle I2: «4.99» er ikke et av FNs bærekraftsmål"),
        (row(tiltak="Benk", synlighet="hemmelig"), "Celle J2: «hemmelig» er ikke et av ordene her."),
        (row(tiltak="Benk", plan="Økonomiplan"), "Celle B2: Planen «Økonomiplan» finnes ikke."),
        (row(tiltak="Benk", plan="samfunnsdel"), "Celle B2: Planen «Samfunnsdelen 2024–2036» er vedtatt"),
        (row(mal="Et mål", tiltak="Benk"), "Celle D2: Raden fyller flere nivåer. Skriv ett nivå i hver rad."),
        (row(ansvarlig="Teknisk"), "Celle A2: Raden har ingen tittel."),
        (row(nokkel="Benk i Parken", tiltak="Benk"), "For eksempel «benk-i-parken»."),
        (row(nokkel="leksehjelp", mal="Nytt nivå"), "Celle C2: Elementet er på nivået «tiltak»"),
        (row(nokkel="leksehjelp"), "Celle D2: Tittelen mangler."),
        (row(nokkel="leksehjelp", plan="internt-notat", tiltak="X"), "Celle B2: Elementet kommer fra planen"),
        (row(nokkel="gode-skoler", mal="Solvik har bedre skoler"), "Celle C2: Planen «Samfunnsdelen 2024"),
        (row(tiltak="x" * 501), "Celle D2: Teksten har 501 tegn; grensen er 500."),
        (row(tiltak="Benk\u202e"), "Celle D2: Teksten har et usynlig tegn (U+202E)."),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_with_its_name_and_a_remedy(
    cast: Cast, cells: tuple[str, ...], sentence: str
) -> None:
    found = proposal(cast.solvik, pasted(HEAD, cells))
    assert [wish.outcome for wish in found.wishes] == [Outcome.REFUSED]
    assert any(sentence in line for line in told(found.wishes)), told(found.wishes)


def test_the_same_key_or_title_twice_is_told_with_both_rows(cast: Cast) -> None:
    rows = [
        row(nokkel="benk", tiltak="En"),
        row(nokkel="benk", tiltak="To"),
        row(tiltak="Tre"),
        row(tiltak="tre"),
    ]
    found = proposal(cast.solvik, pasted(HEAD, *rows))
    assert "Celle A3: Nøkkelen «benk» står også i rad 2." in told(found.wishes)[0]
    assert "Celle A5: Raden er lik rad 4." in told(found.wishes)[1]
    assert [wish.outcome.value for wish in found.wishes] == ["made", "refused", "made", "refused"]


def test_what_leans_on_a_refused_row_is_refused_with_it(cast: Cast) -> None:
    rows = [
        ("Nøkkel", "Plan", "Mål", "Tiltak", "Bidrar til"),
        ("nytt-mal", "handlingsdel", "x" * 501, "", ""),
        ("nytt-tiltak", "handlingsdel", "", "Benk", "nytt-mal"),
    ]
    found = proposal(cast.solvik, pasted(*rows))
    assert "Celle E3: Raden hører til «nytt-mal» i rad 2, som ikke kan tas inn." in told(found.wishes)[1]


def test_formulas_are_never_worked_out(cast: Cast) -> None:
    content = excel(("Tiltak", "Ansvarlig"), ('=HYPERLINK("https://example.org","Benk")', "Teknisk"))
    assert told(proposal(cast.solvik, content).wishes)[0] == (
        "Celle A2: Cella har en formel, og formler blir ikke regnet ut her. Lim inn verdien i stedet for formelen."
    )
    found = proposal(cast.solvik, pasted(("Tiltak", "Ansvarlig"), ("=1+1", "Teknisk")))
    assert "Celle A2: Cella har en formel" in told(found.wishes)[0]


def _merge(sheet: Any) -> None:
    sheet.merge_cells("A2:A3")


def _hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


@pytest.mark.parametrize(
    ("change", "sentence", "refused"),
    [
        (_merge, "Celle A2: Cellene A2:A3 er slått sammen. Opphev det, og fyll ut hver celle.", {2, 3}),
        (_hide_row, "Celle A3: Raden er skjult i regnearket. Vis den, eller slett den.", {3}),
    ],
)
def test_merged_cells_and_hidden_rows_are_not_taken_in(
    cast: Cast, change: Callable[[Any], None], sentence: str, refused: set[int]
) -> None:
    rows = [("Tiltak", "Ansvarlig"), ("Benk", "Teknisk"), ("Bord", "Teknisk"), ("Stol", "Teknisk")]
    found = proposal(cast.solvik, excel(*rows, change=change))
    assert sentence in told(found.wishes)
    assert {wish.row.number for wish in found.wishes if wish.problems} == refused


def test_a_hidden_column_stops_the_sheet(cast: Cast) -> None:
    def hide(sheet: Any) -> None:
        sheet.column_dimensions["B"].hidden = True

    with pytest.raises(WorkbookError, match="Celle B1: Kolonnen «Ansvarlig» er skjult i regnearket"):
        proposal(cast.solvik, excel(("Tiltak", "Ansvarlig"), ("Benk", "Teknisk"), change=hide))


def test_a_heading_twice_stops_the_sheet_and_an_unknown_one_is_told(cast: Cast) -> None:
    with pytest.raises(WorkbookError, match="Celle C1: Overskriften «Fra» står to ganger"):
        proposal(cast.solvik, pasted(("Tiltak", "Fra", "Fra"), ("Benk", "2026", "2027")))
    found = proposal(cast.solvik, pasted(("Tiltak", "Ansvarlg", "Fra"), ("Benk", "Teknisk", "2026")))
    assert found.notes == ["Kolonnen B1 «Ansvarlg» er ikke kjent og blir ikke lest. Mente du «Ansvarlig»?"]


def _zip(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Fila er tom."),
        (b"PK\x03\x04" + b"\0" * 100, "Regnearket er skadet"),
        (_zip(**{"word/document.xml": b"<w/>"}), "Dette er et Word-dokument, ikke et regneark."),
        (_zip(**{"content.xml": b"<o/>"}), "Dette er et OpenDocument-regneark."),
        (_zip(**{"xl/workbook.bin": b"x"}), "Dette er en binær arbeidsbok (.xlsb)."),
        (_zip(**{"a.txt": b"x"}), "Dette er en zip-fil, ikke et regneark."),
        (_zip(**{"xl/workbook.xml": b"<nei/>"}), "Regnearket er skadet"),
        (
            _zip(**{"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "XML som Excel ikke skriver",
        ),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Fila er et gammelt regneark (.xls)"),
        (b"%PDF-1.7", "Dette er en PDF, ikke et regneark."),
        (b"\xef\xbb\xbf<html><table><tr><td>Tiltak</table>", "Dette er en nettside"),
        (b"Tiltak;Fra\0\0\0;", "Fila er ikke tekst."),
    ],
)
def test_what_is_no_sheet_is_told_as_what_it_is(content: bytes, sentence: str) -> None:
    with pytest.raises(WorkbookError) as told_of:
        read_sheets(content)
    assert sentence in str(told_of.value)
    assert str(told_of.value).endswith("Ingenting er lagret.")


def test_a_zip_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_zip, "LARGEST_UNPACKED", 2**20)
    bomb = _zip(**{"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * (2**20 + 1)})
    assert len(bomb) < 10_000
    with pytest.raises(WorkbookError, match="Regnearket pakkes ut til mer enn 1 MB"):
        read_sheets(bomb)
    with pytest.raises(WorkbookError, match="pakkes ut"):
        read_sheets(_zip(**{f"xl/part{n}.xml": b"<a/>" for n in range(safe_zip.MOST_PARTS + 1)}))


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(WorkbookError, match="grensen er 25 MB"):
        read_sheets(b"x" * (LARGEST_FILE + 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_as_it_is_saved(cast: Cast, encoding: str, separator: str) -> None:
    text = (
        separator.join(HEAD[3:7])
        + "\r\n"
        + separator.join(["Bygge benk på øya", "Teknisk", "1.2.2026", "2 028"])
    )
    found = proposal(cast.solvik, text.encode(encoding))
    [wish] = found.wishes
    assert wish.outcome == Outcome.MADE, told([wish])
    assert wish.after is not None
    assert wish.after.entry.title == "Bygge benk på øya"
    assert (str(wish.after.entry.starts), str(wish.after.entry.ends)) == ("2026-02-01", "2028-12-31")
    assert any("Windows-1252" in note for note in found.notes) == (encoding == "cp1252")


def test_headings_in_nynorsk_and_below_a_title_are_read(cast: Cast) -> None:
    rows = [("Tiltaka våre",), (), ("Tiltak", "Ansvarleg", "Frå", "Synlegheit", "Framdrift")]
    content = excel(*rows, ("Benk", "Teknisk", "2026", "bare laget", "ferdig"))
    [wish] = proposal(cast.solvik, content).wishes
    assert wish.outcome == Outcome.MADE, told([wish])
    assert wish.row.number == 4


def test_a_hidden_sheet_is_not_read_and_that_is_told(cast: Cast) -> None:
    book = load_workbook(io.BytesIO(excel(("Tiltak", "Fra"), ("Benk", "2026"))))
    hidden: Any = book.create_sheet("Kladd")
    hidden.append(["Tiltak", "Fra"])
    hidden.append(["Hemmelig benk", "2026"])
    hidden.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    found = proposal(cast.solvik, content.getvalue())
    assert [wish.title for wish in found.wishes] == ["Benk"]
    assert found.notes == ["Arket «Kladd» er skjult og er ikke lest."]
