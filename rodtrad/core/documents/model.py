"""What a document is made of, whatever it is written as: headings, text, lists, tables, figures.

All text is plain text: no renderer reads markup in it. A document that could not be read by ear is refused when it is
made: headings follow one another without a step left out, and a figure has words for who does not see it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as day
from typing import Literal

from django.utils.safestring import SafeString

_NONE = SafeString("")
Language = Literal["nb", "nn", "en"]
Align = Literal["left", "right"]
#: Addresses that a link may lead to.
SCHEMES = ("https://", "http://", "mailto:")
_LOWEST = 3


class DocumentError(ValueError):
    """The document cannot be made: the message says what is wrong, and with which part."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in a line. `link` is an address; one that is no web or mail address is left out."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""

    @property
    def address(self) -> str:
        """Return where the run leads, empty when nowhere that a reader may be sent."""
        return self.link if self.link.lower().startswith(SCHEMES) else ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3, below the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list; `below` holds points one step further in, which have none themselves."""

    runs: Runs
    below: tuple[Runs, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """A list, bulleted or numbered."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and its share of the width."""

    name: str
    align: Align = "left"
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below a row of headings; with `named_rows` the first cell of a row is its heading.

    The caption is only for who does not see the table where `is_headed`: a heading right above says the same.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    caption: str
    named_rows: bool = True
    is_headed: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. `alt` says in words what it shows; `table` holds its figures, and stands below it.

    `wide` and `narrow` are clean markup of it for pages, where it follows the page's colours and width.
    """

    svg: str
    alt: str
    caption: str
    table: Table | None = None
    wide: SafeString = _NONE
    narrow: SafeString = _NONE


@dataclass(frozen=True, slots=True)
class Note:
    """A box set apart from the text."""

    title: str
    blocks: tuple[Paragraph | Points, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Begin a new page where there are pages."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, of headings down to a level."""

    title: str
    levels: int = 2


Block = Heading | Paragraph | Points | Table | Figure | Note | PageBreak | Contents


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document. `date` is the day its text is from; it stands on it, and in the file's properties."""

    title: str
    root: str
    date: day
    language: Language = "nb"
    kind: str = ""  # stands above the title: «Kommunal planstrategi»
    subtitle: str = ""
    facts: tuple[Fact, ...] = ()
    blocks: tuple[Block, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise DocumentError("a document has a title")
        above = 0
        for block in self.blocks:
            match block:
                case Heading():
                    _check_heading(block, above)
                    above = block.level
                case Table():
                    _check_table(block)
                case Figure():
                    _check_figure(block)
                case _:
                    pass


def _check_heading(heading: Heading, above: int) -> None:
    if not 1 <= heading.level <= min(above + 1, _LOWEST):
        raise DocumentError(f"heading «{heading.text}» of level {heading.level} below one of level {above}")
    if not heading.text.strip():
        raise DocumentError("a heading without text")


def _check_table(table: Table) -> None:
    if not table.columns or not table.caption.strip():
        raise DocumentError("a table has columns and a caption")
    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns):
            raise DocumentError(f"table «{table.caption}», row {number}: {len(row)} cells")


def _check_figure(figure: Figure) -> None:
    if not figure.alt.strip():
        raise DocumentError(f"figure «{figure.caption}» has no words for who does not see it")
    if figure.table:
        _check_table(figure.table)


def plain(text: str) -> Runs:
    """Return text as one run."""
    return (Run(text),)


def paragraphs(text: str) -> list[Paragraph]:
    """Return plain text as paragraphs, divided at empty lines."""
    return [Paragraph(plain(one.strip())) for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str | Runs]],
    caption: str,
    *,
    named_rows: bool = True,
    is_headed: bool = False,
) -> Table:
    """Make a table of cells that are text or runs."""
    cells = tuple(tuple(plain(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)
    return Table(tuple(columns), cells, caption, named_rows, is_headed)
