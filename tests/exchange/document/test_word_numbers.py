"""Numbers that Word sets by itself: they count as if they were written in the text."""

import io

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from rodtrad.exchange.document.proposal import Proposal
from rodtrad.exchange.document.read import read_document

Level = tuple[str, str]
PLAIN: list[Level] = [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)")]


def a_list(document: Document, levels: list[Level], *, more: str = "", numbers: str = "") -> None:
    """Add list 90 with these levels, each a form and the text of the number."""
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    names = nsdecls("w")
    root.insert(0, parse_xml(f'<w:abstractNum {names} w:abstractNumId="90">{written}</w:abstractNum>'))
    for key, inside in (("90", ""), ("91", numbers)):
        root.append(
            parse_xml(f'<w:num {names} w:numId="{key}"><w:abstractNumId w:val="90"/>{inside}</w:num>')
        )


def in_list(target: Paragraph, depth: int, key: str = "90") -> Paragraph:
    target._p.get_or_add_pPr().append(properties(depth, key))
    return target


def properties(depth: int, key: str) -> BaseOxmlElement:
    found: BaseOxmlElement = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", str(depth)), ("w:numId", key)):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        found.append(child)
    return found


def read(document: Document) -> list[Proposal]:
    content = io.BytesIO()
    document.save(content)
    return read_document(content=content.getvalue(), name="plan.docx").proposals


def told(found: list[Proposal]) -> list[tuple[str, str, str]]:
    return [(one.level, one.number, one.title) for one in found]


def test_points_at_two_levels_are_numbered_and_stand_under_each_other() -> None:
    document = docx.Document()
    a_list(document, PLAIN)
    document.add_heading("Mål", 1)
    for text in ("Alle kan delta i bygda", "Ingen blir skadd av regn"):
        in_list(document.add_paragraph(text), 0)
    document.add_heading("Tiltak", 1)
    for number, text in ((1, "Bygge rampe"), (1, "Lage kart")):
        in_list(document.add_paragraph(text), number)
    found = read(document)
    assert told(found) == [
        ("mal", "1", "Alle kan delta i bygda"),
        ("mal", "2", "Ingen blir skadd av regn"),
        ("tiltak", "2.1", "Bygge rampe"),
        ("tiltak", "2.2", "Lage kart"),
    ]


def test_headings_are_numbered_by_their_styles_with_words_in_the_number() -> None:
    document = docx.Document()
    a_list(document, [("decimal", "Mål %1:"), ("decimal", "Delmål %1.%2:")])
    for at in (0, 1):
        document.styles[f"Heading {at + 1}"].element.get_or_add_pPr().append(properties(at, "90"))
    for depth, text in (
        (1, "Alle kan delta"),
        (2, "Barna svømmer"),
        (2, "De eldre får besøk"),
        (1, "Elva er ren"),
        (2, "Fisken kommer tilbake"),
    ):
        document.add_heading(text, depth)
    found = read(document)
    assert told(found) == [
        ("mal", "1", "Alle kan delta"),
        ("delmal", "1.1", "Barna svømmer"),
        ("delmal", "1.2", "De eldre får besøk"),
        ("mal", "2", "Elva er ren"),
        ("delmal", "2.1", "Fisken kommer tilbake"),
    ]
    assert [one.parent for one in found] == [0, 1, 1, 0, 4]


def test_letters_roman_numbers_and_lists_that_begin_anew() -> None:
    document = docx.Document()
    begins = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    a_list(document, [("upperRoman", "%1."), ("lowerLetter", "%2)")], numbers=begins)
    document.add_heading("Tiltak", 1)
    steps = (("Bygge rampe", 0, "90"), ("Lage kart", 1, "90"), ("Male gjerdet", 1, "90"), ("Rydde stien", 0, "90"),
             ("Åpne bekken", 1, "90"), ("Sette opp lys", 0, "91"), ("Kjøpe benker", 0, "91"))  # fmt: skip
    for text, depth, key in steps:
        in_list(document.add_paragraph(text), depth, key)
    assert [one.number for one in read(document)] == ["I", "a", "b", "II", "a", "IV", "V"]


def test_bullets_have_no_number_and_a_cell_has_its_own() -> None:
    document = docx.Document()
    a_list(document, [("bullet", "•"), ("decimal", "%2")])
    document.add_heading("Tiltak", 1)
    in_list(document.add_paragraph("Bygge rampe"), 0)
    table = document.add_table(rows=3, cols=2)
    for at, texts in enumerate([("Nr", "Tiltak"), ("", "Lage kart"), ("", "Rydde stien")]):
        for column, text in enumerate(texts):
            table.cell(at, column).text = text
    for at in (1, 2):
        in_list(table.cell(at, 0).paragraphs[0], 1)
    assert told(read(document)) == [
        ("tiltak", "", "Bygge rampe"),
        ("tiltak", "1", "Lage kart"),
        ("tiltak", "2", "Rydde stien"),
    ]


def test_numbers_made_to_do_harm_are_read_as_none_or_as_figures() -> None:
    document = docx.Document()
    a_list(document, [("upperRoman", "%1"), ("lowerLetter", "%2" * 500)], more='<w:lvlRestart w:val="x"/>')
    for start in document.part.numbering_part.element.iter(qn("w:start")):
        start.set(qn("w:val"), "99999999999999999999")
    style = document.styles.add_style("Ring", 1)
    style.element.append(parse_xml(f'<w:basedOn {nsdecls("w")} w:val="Ring"/>'))
    document.add_heading("Tiltak", 1)
    in_list(document.add_paragraph("Bygge rampe"), 0)
    in_list(document.add_paragraph("Lage kart"), 1)
    in_list(document.add_paragraph("Male gjerdet"), 7)
    in_list(document.add_paragraph("Rydde stien"), 0, "4711")
    document.add_paragraph("Åpne bekken ved skolen", style="Ring")
    titles = {one.title.removeprefix("a" * 60).strip() for one in read(document)}
    assert {"Bygge rampe", "Lage kart", "Male gjerdet", "Rydde stien"} <= titles
