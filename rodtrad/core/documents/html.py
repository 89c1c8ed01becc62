"""Writes a document for a page. Every text is escaped here; a drawing stands as a picture file would, by its words."""

from base64 import b64encode
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rodtrad.core.documents.model import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    Item,
    Note,
    PageBreak,
    Paragraph,
    Points,
    Run,
    Runs,
    Table,
)
from rodtrad.core.text import visible


def as_html(document: Document, *, top: int = 2) -> SafeString:
    """Return the blocks as HTML; headings of level 1 are `h<top>`, and have the ids that the contents lead to."""
    return _Writer(document, top).written()


class _Writer:
    def __init__(self, document: Document, top: int) -> None:
        self.document = document
        self.top = top
        self.headings = [block for block in document.blocks if isinstance(block, Heading)]
        self.written_headings = 0

    def written(self) -> SafeString:
        return _joined(self._block(block) for block in self.document.blocks)

    def _block(self, block: Block) -> SafeString:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return _paragraph(block)
            case Points():
                return _points(block)
            case Table():
                return _table(block)
            case Figure():
                return _figure(block)
            case Note():
                return self._note(block)
            case Contents():
                return self._contents(block)
            case PageBreak():
                return SafeString("")

    def _heading(self, heading: Heading) -> SafeString:
        self.written_headings += 1
        level = f"h{min(self.top + heading.level - 1, 6)}"
        return format_html(
            '<{} id="del-{}">{}</{}>', level, self.written_headings, visible(heading.text), level
        )

    def _note(self, note: Note) -> SafeString:
        inside = _joined(
            _paragraph(one) if isinstance(one, Paragraph) else _points(one) for one in note.blocks
        )
        title = format_html("<p><strong>{}</strong></p>", visible(note.title)) if note.title else ""
        return format_html('<div class="note">{}{}</div>', title, inside)

    def _contents(self, contents: Contents) -> SafeString:
        lines = format_html_join(
            "",
            '<li class="level-{}"><a href="#del-{}">{}</a></li>',
            (
                (heading.level, number, visible(heading.text))
                for number, heading in enumerate(self.headings, start=1)
                if heading.level <= contents.levels
            ),
        )
        return format_html(
            '<nav aria-label="{}"><ol class="plain-list contents">{}</ol></nav>',
            visible(contents.title),
            lines,
        )


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _runs(runs: Runs) -> SafeString:
    return _joined(_run(one) for one in runs)


def _run(run: Run) -> SafeString:
    text: str | SafeString = visible(run.text)
    if run.italic:
        text = format_html("<em>{}</em>", text)
    if run.bold:
        text = format_html("<strong>{}</strong>", text)
    if run.address:
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', visible(run.address), text)
    return format_html("{}", text)


def _paragraph(paragraph: Paragraph) -> SafeString:
    if paragraph.lead:
        return format_html('<p class="lead">{}</p>', _runs(paragraph.runs))
    return format_html("<p>{}</p>", _runs(paragraph.runs))


def _points(points: Points) -> SafeString:
    tag = "ol" if points.numbered else "ul"
    return format_html('<{} class="ds-list">{}</{}>', tag, _joined(_item(item) for item in points.items), tag)


def _item(item: Item) -> SafeString:
    below = format_html_join("", "<li>{}</li>", ((_runs(runs),) for runs in item.below))
    inner = format_html("<ul>{}</ul>", below) if item.below else ""
    return format_html("<li>{}{}</li>", _runs(item.runs), inner)


def _table(table: Table) -> SafeString:
    head = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        ((_align(column.align), visible(column.name)) for column in table.columns),
    )
    rows = format_html_join("", "<tr>{}</tr>", ((_row(table, row),) for row in table.rows))
    caption = visible(table.caption)
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="tbl">'
        "<caption{}>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        *(caption, SafeString(' class="vh"') if table.is_headed else "", caption, head, rows),
    )


def _row(table: Table, row: tuple[Runs, ...]) -> SafeString:
    cells = []
    for place, (column, runs) in enumerate(zip(table.columns, row, strict=True)):
        if place == 0 and table.named_rows:
            cells.append(format_html('<th scope="row">{}</th>', _runs(runs)))
        else:
            cells.append(format_html("<td{}>{}</td>", _align(column.align), _runs(runs)))
    return _joined(cells)


def _align(align: str) -> SafeString:
    return SafeString(' class="num"') if align == "right" else SafeString("")


def _figure(figure: Figure) -> SafeString:
    return format_html(
        '<figure class="chart">{}<figcaption><span>{}</span></figcaption>{}</figure>',
        _drawing(figure),
        visible(figure.caption),
        _figures(figure),
    )


def _figures(figure: Figure) -> SafeString | str:
    """Place the figures of a drawing, folded: the page shows them on demand."""
    if figure.table is None:
        return ""
    return format_html(
        '<details class="as-table"><summary>{}</summary>{}</details>',
        _("Vis tallene som tabell"),
        _table(figure.table),
    )


def _drawing(figure: Figure) -> SafeString:
    """Place the drawing as it is made for pages, else as a picture, in which nothing runs or reaches out."""
    if figure.wide:
        return format_html(
            '<div class="chart-wide">{}</div><div class="chart-narrow">{}</div>',
            figure.wide,
            figure.narrow or figure.wide,
        )
    address = "data:image/svg+xml;base64," + b64encode(visible(figure.svg).encode()).decode()
    return format_html('<img src="{}" alt="{}">', address, visible(figure.alt))
