"""A Word file to lines: paragraphs with their styles and numbering, and the cells of tables."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from rodtrad.exchange.document.lines import LONGEST_LINE, Line
from rodtrad.exchange.document.refusal import (
    LARGEST_UNPACKED,
    MOST_CHARACTERS,
    MOST_LINES,
    MOST_PARTS,
    Refusal,
    RefusedError,
)
from rodtrad.exchange.document.word.numbering import Numbering

_HEADING = re.compile(r"(?:heading|overskrift)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|tittel)$", re.IGNORECASE)
_LIST = re.compile(r"list|liste|punkt|bullet", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|innholdsfortegnelse|inh|table of)", re.IGNORECASE)
_CHUNK = 1024 * 1024
#: A number alone, «1.2», «a)» or «IV.»; others have words that say what is numbered: «Mål 2:».
_FIGURES = re.compile(r"^\(?(?:\d+(?:\.\d+)*|[a-zA-Z](?![a-zA-Z])|[ivxlcIVXLC]+)[.):]*$")
#: Entities and document types have no place in a Word file, only in attempts at harm.
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def extract(content: bytes) -> list[Line]:
    """Return the lines. Raises RefusedError."""
    try:
        _refuse_bomb(content)
        document = docx.Document(io.BytesIO(content))
        found = list(_numbered(_body(document)))
    except RefusedError:
        raise
    except MemoryError as error:
        raise RefusedError(Refusal.TOO_MUCH_TEXT) from error
    except Exception as error:  # a damaged file can make the reader fail in any way at all
        raise RefusedError(Refusal.BROKEN) from error
    if not any(line.text for line in found):
        raise RefusedError(Refusal.NO_TEXT)
    return found


def _refuse_bomb(content: bytes) -> None:
    """Unpack everything once, counting: the sizes that an archive tells of itself can be false."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise RefusedError(Refusal.UNPACKS_TOO_LARGE)
    total = 0
    for part in parts:
        if part.flag_bits & 0x1:
            raise RefusedError(Refusal.ENCRYPTED)
        first = True
        try:
            with archive.open(part) as stream:
                while piece := stream.read(_CHUNK):
                    total += len(piece)
                    if total > LARGEST_UNPACKED:
                        raise RefusedError(Refusal.UNPACKS_TOO_LARGE)
                    if first and _looks_like_xml(part.filename) and _FORBIDDEN.search(piece):
                        raise RefusedError(Refusal.FORBIDDEN_XML)
                    first = False
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise RefusedError(Refusal.BROKEN) from error


def _looks_like_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _numbered(lines: Iterator[Line]) -> Iterator[Line]:
    characters = 0
    for number, line in enumerate(lines, start=1):
        characters += len(line.text)
        if number > MOST_LINES or characters > MOST_CHARACTERS:
            raise RefusedError(Refusal.TOO_MUCH_TEXT)
        line.number = number
        yield line


def _body(document: Document) -> Iterator[Line]:
    tables = 0
    numbering = Numbering(document)
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            tables += 1
            yield from _table(item, tables, numbering)
        elif line := _paragraph(item, numbering):
            yield line


def _paragraph(paragraph: Paragraph, numbering: Numbering) -> Line | None:
    text = paragraph.text.strip().replace("\n", " ")[:LONGEST_LINE]
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    shown = numbering.number_of(paragraph)
    if not text or _CONTENTS.match(style):
        return None
    text, number = _with_number(text, shown)
    heading = _HEADING.search(style)
    level = int(heading.group(1)) if heading else _outline(paragraph) or (1 if _TITLE.match(style) else 0)
    runs = [run for run in paragraph.runs if run.text.strip()]
    return Line(
        text,
        gap=True,
        bold=bool(runs) and all(run.bold for run in runs),
        heading=level,
        bullet=not level and bool(_LIST.search(style) or _has_numbering(paragraph)),
        whole=True,
        numbered=number,
    )


def _with_number(text: str, shown: str) -> tuple[str, str]:
    """Return the text and its automatic number; words in the number, «Mål 2:», belong to the text."""
    if not shown or not any(sign.isalnum() for sign in shown):
        return text, ""
    if _FIGURES.match(shown):
        return text, shown.strip("().:")
    return f"{shown} {text}"[:LONGEST_LINE], ""


def _outline(paragraph: Paragraph) -> int:
    """Return the outline level that the paragraph itself names, counted from 1; 0 for body text."""
    found = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    value = found.get(qn("w:val"), "") if found is not None else ""
    return int(value) + 1 if value in tuple("01234567") else 0


def _has_numbering(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _table(table: Table, number: int, numbering: Numbering) -> Iterator[Line]:
    seen: set[object] = set()
    for row_number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row.cells, start=1):
            # A merged cell is given once for each place it covers, in its row and those below.
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            place = (number, row_number, column)
            # Each paragraph is a line: a cell can hold several measures.
            texts = [_in_cell(one, numbering) for one in cell.paragraphs]
            for text, figures in [one for one in texts if one[0]] or [("", "")]:
                yield Line(text[:LONGEST_LINE], gap=True, whole=True, cell=place, numbered=figures)


def _in_cell(paragraph: Paragraph, numbering: Numbering) -> tuple[str, str]:
    """Return text and number; a cell with nothing but an automatic number has that as its text."""
    text, shown = paragraph.text.strip(), numbering.number_of(paragraph)
    return _with_number(text, shown) if text else (shown, "")
