"""Pieces of Word files that python-docx has no words for: fields, links, header rows, lists that begin again."""

from collections.abc import Iterable, Sequence

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from rodtrad.core.documents import looks
from rodtrad.core.documents.model import Run, Runs
from rodtrad.core.text import bound, visible


def write_runs(paragraph: WordParagraph, runs: Runs) -> None:
    for run in runs:
        if run.address:
            _link(paragraph, run)
        else:
            _set(paragraph.add_run(visible(run.text)), run)


def _set(written: WordRun, run: Run) -> None:
    written.bold, written.italic = run.bold or None, run.italic or None


def _link(paragraph: WordParagraph, run: Run) -> None:
    target = paragraph.part.relate_to(visible(run.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    written = paragraph.add_run(visible(run.text))
    _set(written, run)
    written.underline = True
    written.font.color.rgb = RGBColor.from_string(looks.ORGANISATION.upper())
    _inside_link(paragraph, [written], "r:id", target)


def contents_line(paragraph: WordParagraph, text: str, bookmark: str) -> WordRun:
    """Write a line of the contents, that leads to a bookmark; return the run that tells its page."""
    before = len(paragraph.runs)
    paragraph.add_run(f"{visible(text)}\t")
    page = field(paragraph, f"PAGEREF {bookmark} \\h")
    _inside_link(paragraph, paragraph.runs[before:], "w:anchor", bookmark)
    return page


def as_contents(lines: Sequence[WordParagraph]) -> None:
    """Put the lines in a box that Word knows as a table of contents, with its button for updating."""
    box, told, kind = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "docPartObj"))
    gallery, inside = OxmlElement("w:docPartGallery"), OxmlElement("w:sdtContent")
    gallery.set(qn("w:val"), "Table of Contents")
    kind.extend([gallery, OxmlElement("w:docPartUnique")])
    told.append(kind)
    box.extend([told, inside])
    lines[0]._p.addprevious(box)  # the library has no boxes
    inside.extend(line._p for line in lines)  # the same


def bind(body: BaseOxmlElement) -> None:
    """Bind what belongs together in all texts (`core.text.bound`), with Word's own hyphen that does not break."""
    for text in list(body.iter(qn("w:t"))):
        first, *others = bound(text.text or "").split("\u2011")
        text.text, last = first, text
        for other in others:
            hyphen, piece = OxmlElement("w:noBreakHyphen"), OxmlElement("w:t")
            piece.set(qn("xml:space"), "preserve")
            piece.text = other
            last.addnext(hyphen)
            hyphen.addnext(piece)
            last = piece


def _inside_link(paragraph: WordParagraph, written: Iterable[WordRun], name: str, value: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn(name), value)
    paragraph._p.append(link)  # the library has no writer of links
    link.extend(run._r for run in written)  # the same


def bookmark(paragraph: WordParagraph, number: int, name: str) -> None:
    """Put a bookmark round the paragraph's text."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    first = paragraph.runs[0]._r  # the library has no bookmarks
    first.addprevious(start)
    paragraph._p.append(end)  # the same


def field(paragraph: WordParagraph, instruction: str, shown: str = "1") -> WordRun:
    """Write a field that Word fills in; return the run with what it shows until then."""
    field_begin(paragraph, instruction)
    run = paragraph.add_run(shown)
    field_end(paragraph)
    return run


def field_begin(paragraph: WordParagraph, instruction: str) -> None:
    _mark(paragraph, "begin")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)  # the library has no fields
    _mark(paragraph, "separate")


def field_end(paragraph: WordParagraph) -> None:
    _mark(paragraph, "end")


def _mark(paragraph: WordParagraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)  # the library has no fields


def name_table(grid: Table, name: str) -> None:
    """Give the table a title for who does not see it."""
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), visible(name))
    grid._tbl.tblPr.append(title)  # the library has no titles of tables


def head_row(row: _Row) -> None:
    """Mark the row as headings that are repeated on every page."""
    _row_property(row, "w:tblHeader")


def keep_whole(row: _Row) -> None:
    _row_property(row, "w:cantSplit")


def _row_property(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # the library has no header rows


def fill(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # the library has no shading


def edge_below(cell: _Cell, colour: str, eighths: int) -> None:
    borders, below = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", colour)):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    cell._tc.get_or_add_tcPr().append(borders)  # the library has no borders


def new_numbering(file: WordFile) -> int:
    """Return the number of a list of its own that begins at 1, like the style «List Number»."""
    style = file.styles["List Number"].element
    used = style.pPr.numPr.numId.val
    numbering = file.part.numbering_part.element
    abstract = next(one for one in numbering.num_lst if one.numId == used).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def numbered(paragraph: WordParagraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr()._add_numPr()  # type: ignore[attr-defined]  # made by the library as it runs
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def describe_picture(drawing: BaseOxmlElement, words: str) -> None:
    """Give a picture its alternative text, and no air around it: some programs give it theirs, past the margin."""
    for side in ("distT", "distB", "distL", "distR"):
        drawing.set(side, "0")
    for one in drawing.iter(qn("wp:docPr")):
        one.set("descr", visible(words))
