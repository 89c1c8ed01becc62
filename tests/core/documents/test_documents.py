"""One document in three forms: the same words, readable by ear, and nothing in a text is obeyed."""

import io
import re
import zipfile
from datetime import date
from html import unescape

import docx
import pytest
from docx.oxml.ns import qn
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from rodtrad.core.charts import Bar, BarChart, bar_chart
from rodtrad.core.documents import (
    Block,
    Column,
    Contents,
    Document,
    DocumentError,
    Figure,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Points,
    Run,
    as_html,
    as_pdf,
    as_word,
    blocks_of,
    figure_of,
    plain,
    table,
)
from rodtrad.core.documents.pdf import heading_pages
from rodtrad.core.documents.pictures import PictureError
from tests.core.documents.examples import ALT, HOSTILE, SVG, example

WORDS = (
    "Innledning", "Dette er en ingress.", "Vanlig fet og lenket", "Prinsipper", "Behov først",
    "ikke planer for planens skyld", "Få planer", "Planer i perioden", "Månedsverk", "Samfunnsdelen", "12,5",
    "Arbeid mot kapasitet", "Merk", "Tallene er anslag.", "Synspunkter",
)  # fmt: skip


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\u00ad", ""))


def _of_page(document: Document) -> str:
    return _squeezed(unescape(re.sub(r"<[^>]*>", "", as_html(document))))


def _of_word(document: Document) -> str:
    file = docx.Document(io.BytesIO(as_word(document)))
    return _squeezed("".join(node.text or "" for node in file.element.body.iter(qn("w:t"))))


def _of_pdf(document: Document) -> str:
    return _squeezed(extract_text(io.BytesIO(as_pdf(document))))


@pytest.mark.parametrize("read", [_of_page, _of_word, _of_pdf])
def test_all_three_say_the_same(read):
    said = read(example())
    assert [words for words in WORDS if _squeezed(words) not in said] == []


@pytest.mark.parametrize("read", [_of_page, _of_word, _of_pdf])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_only_ever_text(read, text):
    blocks: tuple[Block, ...] = (
        Heading(2, text),
        Paragraph((Run(text, bold=True), Run(text, link="https://a.no/" + text))),
        Points((Item(plain(text), (plain(text),)),)),
        table([Column(text)], [[text]], text),
    )
    assert read(example(*blocks)).count(_squeezed(text)) >= 6


def test_title_and_facts_are_only_text_too():
    hostile = " ".join(HOSTILE)
    made = Document(title=hostile, root=hostile, date=date(2024, 1, 1), kind=hostile, subtitle=hostile)
    assert _squeezed(HOSTILE[0]) in _of_pdf(made)
    assert _squeezed(HOSTILE[0]) in _of_word(made)


def test_nothing_in_a_page_runs():
    page = as_html(
        example(*[Paragraph(plain(one)) for one in HOSTILE], Figure("<svg onload='x()'/>", ALT, "x"))
    )
    assert "<script" not in page
    assert "onload" not in page
    assert "javascript:" not in as_html(example(Paragraph((Run("trykk", link="javascript:alert(1)"),))))


def _catalogue(pdf: bytes):
    return PDFDocument(PDFParser(io.BytesIO(pdf))).catalog


@pytest.mark.parametrize(("language", "said"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_pdf_is_tagged_for_everyone(language, said):
    pdf = as_pdf(example(language=language))
    catalogue = _catalogue(pdf)
    assert resolve1(catalogue["MarkInfo"])["Marked"] is True
    assert "StructTreeRoot" in catalogue
    assert resolve1(catalogue["Lang"]).decode() == said
    assert resolve1(catalogue["ViewerPreferences"])["DisplayDocTitle"] is True
    assert "Outlines" in catalogue
    metadata = resolve1(catalogue["Metadata"]).get_data().decode()
    assert re.search(r"pdfuaid:part[^0-9]*1", metadata)
    assert "Planstrategi for Bærum 2023–2027" in metadata


def _tags(pdf: bytes) -> list[dict]:
    """Return all structure elements, in the order they are read."""
    found: list[dict] = []

    def walk(node):
        node = resolve1(node)
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "S" in node:
                found.append(node)
            walk(node.get("K"))

    walk(resolve1(_catalogue(pdf)["StructTreeRoot"])["K"])
    return found


def test_the_pdf_has_headings_header_cells_and_words_for_figures():
    tags = _tags(as_pdf(example()))
    kinds = [tag["S"].name for tag in tags]
    assert {"H1", "H2", "L", "Table", "TH", "TD", "Figure", "TOC"} <= set(kinds)
    figure = next(tag for tag in tags if tag["S"].name == "Figure")
    told = resolve1(figure["Alt"])
    assert (told.decode("utf-16") if told.startswith(b"\xfe\xff") else told.decode("latin-1")) == ALT


def test_the_pdf_holds_only_our_fonts():
    names = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z-]+)", as_pdf(example())))
    assert names <= {b"Inter-Regular", b"Inter-Bold", b"Inter-Italic"}


def test_word_has_real_styles_a_repeated_header_row_and_words_for_figures():
    file = docx.Document(io.BytesIO(as_word(example())))
    styles = [one.style.name for one in file.paragraphs if one.style]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == 2
    assert {"Heading 2", "List Bullet", "List Bullet 2", "List Number", "Caption"} <= set(styles)
    grid = file.tables[0]._tbl
    assert grid.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None
    assert [one.get("descr") for one in file.element.body.iter(qn("wp:docPr"))] == [ALT]
    told = file.core_properties
    assert (told.title, told.author) == ("Planstrategi for Bærum 2023–2027", "Bærum kommune")
    assert told.created.date() == date(2024, 3, 20)
    assert {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))} == {"nb-NO"}
    fields = [one.text.strip() for one in file.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def _of_chapters(pages: int) -> Document:
    """A document whose chapters begin on pages 1, 2, 3 …, and a part of each on the same page."""
    blocks: list[Block] = [Contents("Innhold")]
    for number in range(1, pages + 1):
        blocks += [Heading(1, f"Kapittel {number}"), Paragraph(plain("Tekst.")), Heading(2, f"Del {number}")]
        blocks += [Paragraph(plain("Mer tekst.")), PageBreak()]
    return Document(title="T", root="R", date=date(2026, 11, 22), blocks=tuple(blocks[:-1]))


def test_the_contents_of_the_pdf_and_of_word_tell_the_page_of_each_heading():
    made = _of_chapters(3)
    assert heading_pages(made) == [1, 1, 2, 2, 3, 3]
    file = docx.Document(io.BytesIO(as_word(made)))
    body = file.element.body
    inside = body.find(f".//{qn('w:sdt')}/{qn('w:sdtContent')}")
    lines = ["".join(node.text or "" for node in line.iter(qn("w:t"))) for line in inside.iter(qn("w:p"))]
    assert lines == ["Innhold", "Kapittel 11", "Del 11", "Kapittel 22", "Del 22", "Kapittel 33", "Del 33"]
    styles = [line.find(f".//{qn('w:pStyle')}").get(qn("w:val")) for line in inside.iter(qn("w:p"))]
    names = {one.style_id: one.name for one in file.styles}
    assert [names[style] for style in styles] == ["TOC Heading", *["toc 1", "toc 2"] * 3]


def test_words_contents_are_a_field_that_it_updates_without_asking():
    """Each page is a field of its own that leads to a bookmark that is there; nothing asks to be updated."""
    file = docx.Document(io.BytesIO(as_word(example())))
    body = file.element.body
    told = [node.text.strip() for node in body.iter(qn("w:instrText"))]
    assert told[0] == 'TOC \\o "1-2" \\h \\z \\u'
    marks = [node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))]
    assert told[1:] == [f"PAGEREF {mark} \\h" for mark in marks]
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(told)
    assert {node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))} - {None} == set(marks)
    assert not [node for node in body.iter(qn("w:fldChar")) if node.get(qn("w:dirty"))]
    assert file.settings.element.find(qn("w:updateFields")) is None


def test_a_line_never_ends_within_the_number_of_a_section():
    said = (
        "Kommunen skal innhente synspunkter fra statlige og regionale organer og nabokommuner (pbl. § 10-1)."
    )
    made = example(
        Heading(2, "Etter § 10-1"), Paragraph(plain(said)), table([Column("§ 11-14")], [[said]], "T")
    )
    body = docx.Document(io.BytesIO(as_word(made))).element.body
    texts = [node.text or "" for node in body.iter(qn("w:t"))]
    assert [text for text in texts if "§ " in text or re.search(r"§.\d+-\d", text)] == []
    assert sum("§\u00a0" in text for text in texts) == 5
    assert len(list(body.iter(qn("w:noBreakHyphen")))) == 5
    lines = extract_text(io.BytesIO(as_pdf(made))).splitlines()
    assert [line for line in lines if re.search(r"§\s*$|§\s*\d+-\s*$", line)] == []


def test_a_table_that_fits_a_page_is_kept_whole_in_word():
    low = table([Column("Plan")], [["A"], ["B"]], "Planer")
    high = table([Column("Plan")], [[f"Rad {number}"] for number in range(40)], "Mange planer")
    files = docx.Document(io.BytesIO(as_word(example(low, high)))).tables[-2:]
    kept = [[row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in one.rows] for one in files]
    assert kept[0] == [True, True, None]
    assert set(kept[1][1:]) == {None}


def test_numbered_lists_in_word_begin_again():
    one = Points((Item(plain("først")),), numbered=True)
    file = docx.Document(io.BytesIO(as_word(example(one, Paragraph(plain("mellom")), one))))
    numbers = [
        line._p.pPr.numPr.numId.val
        for line in file.paragraphs
        if line.style and line.style.name == "List Number"
    ]
    assert len(set(numbers)) == 3


@pytest.mark.parametrize("write", [as_pdf, as_word, as_html])
def test_the_same_document_gives_the_same_bytes(write):
    assert write(example()) == write(example())


@pytest.mark.parametrize(
    "text", ["😀 Ж 漢字 \u200b", "a\x00b\x0bc\ud800d\u202ee", "…" * 500, "x" * 3000, "CO₂ ≥ 3 → 4"]
)
def test_letters_that_no_font_has_do_no_harm(text):
    made = example(
        Heading(2, f"H {text}"), Paragraph(plain(text)), table([Column(text)], [[text]], f"T {text}")
    )
    for write in (as_html, as_word, as_pdf):
        assert write(made)
    if text.startswith("CO₂"):
        assert "CO₂≥3→4" in _of_pdf(made)


def test_a_drawing_that_cannot_be_read_is_refused_in_words():
    broken = example(Figure("<svg", ALT, "x"))
    with pytest.raises(DocumentError):
        as_pdf(broken)
    with pytest.raises(PictureError):
        as_word(broken)


@pytest.mark.parametrize("svg", [
    SVG.replace("<rect", '<image href="/etc/passwd" width="9" height="9"/><rect'),
    SVG.replace("<rect", '<image href="http://127.0.0.1:9/x.png" width="9" height="9"/><rect'),
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.replace("Høst", "&x;"),
])  # fmt: skip
def test_a_drawing_reaches_nothing(svg):
    made = example(Figure(svg, ALT, "x"))
    for write in (as_pdf, as_word):
        try:
            written = write(made)
        except ValueError:
            continue
        assert b"root:x:0" not in written


def test_a_chart_becomes_a_figure_with_its_figures():
    chart = bar_chart(BarChart(title="Arbeid", unit="månedsverk", bars=(Bar("Høst", 3), Bar("Vår", 5))))
    figure = figure_of(chart)
    assert isinstance(figure, Figure)
    assert figure.table
    assert figure.table.rows[0][0] == plain("Vår")
    assert "chart-wide" in as_html(example(figure))
    empty = bar_chart(BarChart(title="Arbeid", bars=(Bar("Høst", None),)))
    assert isinstance(figure_of(empty), Paragraph)


def test_rich_text_becomes_blocks():
    blocks = blocks_of(
        "## Over\n\nEn *skrå* og **fet** [lenke](https://a.no).\n\n- a\n  - b\n- c\n\n### Under\n\n1. x"
    )
    kinds = [type(one).__name__ for one in blocks]
    assert kinds == ["Heading", "Paragraph", "Points", "Heading", "Points"]
    assert [one.level for one in blocks if isinstance(one, Heading)] == [2, 3]
    line = blocks[1]
    assert isinstance(line, Paragraph)
    assert [(run.text, run.bold, run.italic, run.link) for run in line.runs if run.text.strip(" .")][1:] == [
        ("skrå", False, True, ""), (" og ", False, False, ""), ("fet", True, False, ""), ("lenke", False, False, "https://a.no"),
    ]  # fmt: skip
    points = blocks[2]
    assert isinstance(points, Points)
    assert [len(one.below) for one in points.items] == [1, 0]


@pytest.mark.parametrize("blocks", [
    (Heading(2, "for dypt"),),
    (Heading(1, "en"), Heading(3, "to")),
    (Heading(1, " "),),
    (Figure(SVG, " ", "uten ord"),),
    (table([Column("a"), Column("b")], [["bare en"]], "skjev"),),
    (table([Column("a")], [], " "),),
])  # fmt: skip
def test_what_cannot_be_read_by_ear_is_refused(blocks):
    with pytest.raises(DocumentError):
        Document(title="x", root="y", date=date(2024, 1, 1), blocks=blocks)


def test_every_part_of_the_word_file_is_whole_xml():
    from lxml import etree

    hostile = example(*[Paragraph(plain(one + "\x01\ufffe")) for one in HOSTILE])
    with zipfile.ZipFile(io.BytesIO(as_word(hostile))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_a_table_that_fills_a_page_is_divided_and_stands_below_its_heading():
    """Few rows, but high ones: kept together they would run off the page."""
    rows = [(f"{number} " + "langt navn på en plan " * 14, "Ja") for number in range(1, 9)]
    high = table([Column("Plan"), Column("Svar", share=4)], rows, "Planer")
    told = Document(title="T", root="R", date=date(2026, 1, 2), blocks=(Heading(1, "Overskrift"), high))
    pages = [_squeezed(page) for page in extract_text(io.BytesIO(as_pdf(told))).split("\f")]
    assert "1langtnavn" in next(page for page in pages if "Overskrift" in page)
    assert any("8langtnavn" in page for page in pages)
