"""What is a table in a PDF, and what is left to be read as text."""

import pytest

from rodtrad.exchange.document.extracting import lines_of
from tests.exchange.document.test_refusals import FONT, IMAGE, small_pdf, stream

WORDS = {"tiltak": "tiltak", "mål": "mal"}
HEAD = ("Tiltak", "Ansvar", "Frist")
ROWS = [("Bygge bru", "Vei", "2027"), ("Male vegger", "Eiendom", "2028")]


def cells(rows: list[tuple[str, ...]], *, words: dict[str, str] = WORDS, drawn: bytes = b"") -> list[str]:
    """Return the cells that are read from text at three places across, one row below the other."""
    texts = [
        b"1 0 0 1 %d %d Tm (%b) Tj" % (20 + 95 * across, 250 - 20 * down, text.encode("cp1252"))
        for down, row in enumerate(rows)
        for across, text in enumerate(row)
        if text
    ]
    content = stream(3, drawn + b" BT /F 10 Tf " + b" ".join(texts) + b" ET")
    lines = lines_of(content=small_pdf(content, FONT, IMAGE), name="plan.pdf", words=words)
    assert sorted(word for line in lines for word in line.text.split()) == sorted(
        word for row in rows for text in row for word in text.split()
    )
    return [f"{line.cell[1]}.{line.cell[2]} {line.text}" for line in lines if line.cell]


def test_rows_below_a_heading_row_are_cells() -> None:
    assert cells([HEAD, *ROWS]) == [
        "1.1 Tiltak", "1.2 Ansvar", "1.3 Frist",
        "2.1 Bygge bru", "2.2 Vei", "2.3 2027",
        "3.1 Male vegger", "3.2 Eiendom", "3.3 2028",
    ]  # fmt: skip


def test_the_organisations_own_words_head_tables_too() -> None:
    rows = [("Grep", "Ansvar", "Frist"), *ROWS]
    assert cells(rows) == []
    assert len(cells(rows, words={"grep": "grep"})) == 9


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ROWS[0]],
        [("Sted", "Ansvar", "Frist"), *ROWS],
        [("Tiltak", "Om byen", "Folk"), *ROWS],
        [HEAD, ("Bygge en lang bru over hele elva", "", "2027"), ROWS[1]],
        [HEAD, ("Bygge bru", "", ""), ("Male vegger", "", "")],
        [HEAD, ("vi arbeider med", "det hver dag", "og hvert"), ("og det er mye", "som er viktig", "år til")],
    ],
    ids=["one row", "no level", "no usual column", "across columns", "one column", "running text"],
)
def test_what_is_not_surely_a_table_is_read_as_text(rows: list[tuple[str, ...]]) -> None:
    assert cells(rows) == []


def test_level_lines_between_the_rows_are_enough() -> None:
    drawn = b" ".join(b"15 %d m 290 %d l S" % (at, at) for at in (263, 245, 225, 205))
    assert len(cells([("Tiltak", "Om byen", "Folk"), *ROWS], drawn=drawn)) == 9


def test_text_below_the_last_line_is_not_in_the_table() -> None:
    drawn = b" ".join(b"15 %d m 290 %d l S" % (at, at) for at in (263, 245, 225, 205))
    assert len(cells([HEAD, *ROWS, ("Slik er det i dag", "", "")], drawn=drawn)) == 9


def test_a_page_full_of_lines_is_a_drawing() -> None:
    drawn = b" ".join(b"15 %d m 290 %d l S" % (at % 300, at % 300) for at in range(1600))
    assert cells([("Tiltak", "Om byen", "Folk"), *ROWS], drawn=drawn) == []
