"""Writes a document as a Word file with real styles, repeated header rows, and words for every figure."""

import io
from datetime import UTC, datetime

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from rodtrad.core.documents import looks
from rodtrad.core.documents import word_parts as parts
from rodtrad.core.documents.as_data import fits_a_page
from rodtrad.core.documents.model import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Points,
    Table,
)
from rodtrad.core.documents.pdf import heading_pages
from rodtrad.core.documents.pictures import as_png
from rodtrad.core.documents.same_bytes import with_fixed_times
from rodtrad.core.documents.word_styles import WIDTH, dress
from rodtrad.core.text import shorten, visible

#: Where the values of the facts stand, beyond the longest name.
_FACTS = Mm(48)
_LONGEST_PROPERTY = 255


def as_word(document: Document) -> bytes:
    """Return the Word file: the same bytes for the same document. Raises PictureError."""
    return _Writer(document).written()


def _name_of(heading: int) -> str:
    """Name the bookmark of a heading, as Word names those of its contents."""
    return f"_Toc{heading:09}"


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.file = docx.Document()
        self.headings = [block for block in document.blocks if isinstance(block, Heading)]
        self.bookmarks = 0
        #: Where the contents tell the page of a heading: the run, and the heading's place among all.
        self.told_pages: list[tuple[WordRun, int]] = []

    def written(self) -> bytes:
        dress(self.file, self.document.language)
        self._properties()
        self._footer()
        self._head()
        for block in self.document.blocks:
            self._block(block)
        self._tell_pages()
        parts.bind(self.file.element.body)
        stored = io.BytesIO()
        self.file.save(stored)
        return with_fixed_times(stored.getvalue(), self.document.date)

    def _properties(self) -> None:
        told, day = self.file.core_properties, self.document.date
        told.title = visible(self.document.title)[:_LONGEST_PROPERTY]
        told.author = told.last_modified_by = visible(self.document.root)[:_LONGEST_PROPERTY]
        told.language, told.comments, told.revision = self.document.language, "", 1
        told.created = told.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)

    def _footer(self) -> None:
        line = self.file.sections[0].footer.paragraphs[0]
        line.style = self.file.styles["Footer"]
        line.paragraph_format.tab_stops.add_tab_stop(WIDTH, alignment=WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(f"{visible(self.document.root)} · {visible(shorten(self.document.title, 50))}\t")
        parts.field(line, "PAGE")
        line.add_run(" / ")
        parts.field(line, "NUMPAGES")

    def _head(self) -> None:
        told = self.document
        if told.kind:
            self._line(told.kind, "Kind")
        self._line(told.title, "Title")
        if told.subtitle:
            self._line(told.subtitle, "Subtitle")
        for fact in told.facts:
            line = self.file.add_paragraph()
            line.paragraph_format.tab_stops.add_tab_stop(_FACTS)
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = _FACTS, -_FACTS
            line.paragraph_format.space_after = Emu(0)
            line.add_run(f"{visible(fact.name)}: \t").bold = True
            line.add_run(visible(fact.value))

    def _line(self, text: str, style: str) -> WordParagraph:
        return self.file.add_paragraph(visible(text), style=style)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block, "Lead" if block.lead else "Normal")
            case Points():
                self._points(block)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case Note():
                self._note(block)
            case PageBreak():
                self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case Contents():
                self._contents(block)

    def _heading(self, heading: Heading) -> None:
        written = self._line(heading.text, f"Heading {heading.level}")
        self.bookmarks += 1
        parts.bookmark(written, self.bookmarks, _name_of(self.bookmarks))

    def _paragraph(self, paragraph: Paragraph, style: str) -> None:
        parts.write_runs(self.file.add_paragraph(style=style), paragraph.runs)

    def _points(self, points: Points) -> None:
        number = parts.new_numbering(self.file) if points.numbered else 0
        for item in points.items:
            line = self.file.add_paragraph(style="List Number" if number else "List Bullet")
            if number:
                parts.numbered(line, number)
            parts.write_runs(line, item.runs)
            for below in item.below:
                line = self.file.add_paragraph(style="List Bullet 2")
                parts.write_runs(line, below)
        line.paragraph_format.space_after = Pt(6)

    def _note(self, note: Note) -> None:
        if note.title:
            self._line(note.title, "Note").runs[0].bold = True
        for block in note.blocks:
            lines = [block.runs] if isinstance(block, Paragraph) else [item.runs for item in block.items]
            for runs in lines:
                parts.write_runs(self.file.add_paragraph(style="Note"), runs)

    def _contents(self, contents: Contents) -> None:
        """Write the contents as Word's own field, filled in, so that it is right before anyone updates it."""
        lines = [self._line(contents.title, "TOC Heading")]
        listed = [
            (number, one) for number, one in enumerate(self.headings, start=1) if one.level <= contents.levels
        ]
        for place, (number, heading) in enumerate(listed):
            line = self.file.add_paragraph(style=f"toc {heading.level}")
            if place == 0:
                parts.field_begin(line, f'TOC \\o "1-{contents.levels}" \\h \\z \\u')
            self.told_pages.append((parts.contents_line(line, heading.text, _name_of(number)), number - 1))
            if place == len(listed) - 1:
                parts.field_end(line)
            lines.append(line)
        parts.as_contents(lines)
        self.file.add_paragraph(style="Gap")

    def _tell_pages(self) -> None:
        """Fill in the pages, from the PDF: Word reckons its own when it is asked to update the contents."""
        pages = heading_pages(self.document) if self.told_pages else []
        for run, place in self.told_pages:
            run.text = str(pages[place])

    def _figure(self, figure: Figure) -> None:
        line = self.file.add_paragraph()
        line.paragraph_format.keep_with_next, line.paragraph_format.space_before = True, Pt(7)
        picture = line.add_run().add_picture(io.BytesIO(as_png(visible(figure.svg))), width=WIDTH)
        parts.describe_picture(picture._inline, figure.alt)  # the library has no alternative text
        self._line(figure.caption, "Caption")
        if figure.table:
            self._table(figure.table)

    def _table(self, table: Table) -> None:
        if not table.is_headed:
            self._line(table.caption, "Table caption")
        grid = self.file.add_table(rows=1, cols=len(table.columns))
        grid.autofit = False
        parts.name_table(grid, table.caption)
        whole = sum(column.share for column in table.columns)
        widths = [Emu(int(WIDTH * column.share / whole)) for column in table.columns]
        head = grid.rows[0]
        parts.head_row(head)
        for cell, column in zip(head.cells, table.columns, strict=True):
            line = self._cell(cell.paragraphs[0], column.align)
            line.add_run(visible(column.name)).bold = True
            line.paragraph_format.keep_with_next = True
            parts.edge_below(cell, looks.INK, 8)
            parts.fill(cell, looks.TINT)
        together = fits_a_page(table)
        for number, row in enumerate(table.rows, start=1):
            written = grid.add_row()
            parts.keep_whole(written)
            for place, (cell, column, runs) in enumerate(zip(written.cells, table.columns, row, strict=True)):
                line = self._cell(cell.paragraphs[0], column.align)
                parts.write_runs(line, runs)
                line.paragraph_format.keep_with_next = (together and number < len(table.rows)) or None
                parts.edge_below(cell, looks.HAIR, 4)
                if place == 0 and table.named_rows:
                    for run in line.runs:
                        run.bold = True
        for place, width in enumerate(widths):
            grid.columns[place].width = width
            for cell in grid.columns[place].cells:
                cell.width = width
        self.file.add_paragraph(style="Gap")  # two tables without a paragraph between them become one

    def _cell(self, line: WordParagraph, align: str) -> WordParagraph:
        line.style = self.file.styles["Table text"]
        if align == "right":
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return line
