"""Word files made from a few signs, so that what a test reads can be seen in the test."""

import io
from itertools import groupby

import docx
from docx.document import Document

STYLES = {
    "!": "Title",
    "#": "Heading 1",
    "##": "Heading 2",
    "###": "Heading 3",
    "*": "List Bullet",
    "1.": "List Number",
}
ABOVE, BEFORE = "^", "<"


def as_word(script: str) -> bytes:
    """Return the Word file; the signs are told of in varied/README.md."""
    document = docx.Document()
    for is_table, lines in groupby(script.splitlines(), key=lambda line: line.startswith("|")):
        if is_table:
            _table(document, [[cell.strip() for cell in line[1:].split("|")] for line in lines])
            continue
        for line in lines:
            _paragraph(document, line)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _paragraph(document: Document, line: str) -> None:
    sign, _space, text = line.partition(" ")
    if sign == "**":
        document.add_paragraph().add_run(text).bold = True
    elif sign in STYLES:
        document.add_paragraph(text, style=STYLES[sign])
    elif line.strip():
        document.add_paragraph(line)


def _table(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            cell = table.cell(down, across)
            if text == ABOVE:
                table.cell(down - 1, across).merge(cell)
            elif text == BEFORE:
                table.cell(down, across - 1).merge(cell)
            else:
                cell.text = text
