"""Documents: one typed description, written as a page, as Word and as PDF.

    document = Document(title="Planstrategi 2024–2027", root="Bærum kommune", date=day, blocks=(Heading(1, "…"), …))
    as_html(document), as_word(document), as_pdf(document)

`blocks_of` makes blocks of the small rich text of descriptions, `figure_of` a figure of a chart. See docs/documents.md.
"""

from rodtrad.core.documents.charts import figure_of
from rodtrad.core.documents.from_text import blocks_of
from rodtrad.core.documents.html import as_html
from rodtrad.core.documents.model import (
    Block,
    Column,
    Contents,
    Document,
    DocumentError,
    Fact,
    Figure,
    Heading,
    Item,
    Language,
    Note,
    PageBreak,
    Paragraph,
    Points,
    Run,
    Runs,
    Table,
    paragraphs,
    plain,
    table,
)
from rodtrad.core.documents.pdf import as_pdf
from rodtrad.core.documents.word import as_word

__all__ = [
    "Block",
    "Column",
    "Contents",
    "Document",
    "DocumentError",
    "Fact",
    "Figure",
    "Heading",
    "Item",
    "Language",
    "Note",
    "PageBreak",
    "Paragraph",
    "Points",
    "Run",
    "Runs",
    "Table",
    "as_html",
    "as_pdf",
    "as_word",
    "blocks_of",
    "figure_of",
    "paragraphs",
    "plain",
    "table",
]
