"""Tables of a PDF as lines with cells, the same as those of a Word file; one that goes on over the page is one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pdfminer.layout import LTPage, LTTextBox, LTTextBoxHorizontal, LTTextLine

from rodtrad.exchange.document.lines import LONGEST_LINE, Line
from rodtrad.exchange.document.pdf.letters import text_of
from rodtrad.exchange.document.pdf.tables import TableOnPage, tables_on

_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, eq=False)
class Placed:
    """A table with its number in the document, and how many rows it has come to with this page."""

    table: TableOnPage
    number: int
    rows: int
    #: A heading that is told again at the top of a page.
    skipped: int = 0

    def lines(self, page: int) -> Iterator[Line]:
        rows = self.table.rows[self.skipped :]
        for at, row in enumerate(rows, start=self.rows - len(rows) + 1):
            for column, texts in sorted(row.items()):
                for text in texts:
                    place = self.number, at, column
                    yield Line(text[:LONGEST_LINE], page, gap=True, whole=True, cell=place)


class Cells:
    """Takes tables out of page after page."""

    def __init__(self, is_level: Callable[[str], bool]) -> None:
        self._is_level = is_level
        self._count = 0
        self._last: Placed | None = None
        self._below: set[str] = set()
        self._texts: set[str] = set()

    def taken_out_of(self, page: LTPage) -> tuple[list[LTTextBox], dict[LTTextBox, Placed]]:
        """Return the page's boxes in their order, where each table is one box, and which boxes those are."""
        boxes = [item for item in page if isinstance(item, LTTextBox)]
        tables = tables_on(page, boxes, is_level=self._is_level)
        if not tables:
            self._last = None
            return boxes, {}
        owners = self._owners(tables, boxes)
        placed: dict[LTTextBox, Placed] = {}
        found: list[LTTextBox] = []
        for box in boxes:
            found += _divided(box, owners, placed)
        return found, placed

    def _owners(self, tables: list[TableOnPage], boxes: list[LTTextBox]) -> dict[int, Placed]:
        """Number the tables, and return which lines each of them has."""
        taken = {line for table in tables for line in table.lines}
        others = [line for box in boxes for line in box if id(line) not in taken]
        texts = {_masked(line) for line in others}
        above = {_masked(line) for line in others if line.y0 >= tables[0].top}
        last = self._last
        # Between the two stand only headers and footers: what both pages have.
        goes_on = last is not None and last.table.head == tables[0].head
        goes_on = goes_on and above <= self._texts and self._below <= texts
        placed: list[Placed] = []
        for table in tables:
            if last is not None and goes_on and not placed:
                placed.append(Placed(table, last.number, last.rows + len(table.rows) - 1, skipped=1))
                continue
            self._count += 1
            placed.append(Placed(table, self._count, len(table.rows)))
        self._last, self._texts = placed[-1], texts
        self._below = {_masked(line) for line in others if line.y1 <= tables[-1].bottom}
        return {line: one for one in placed for line in one.table.lines}


def _masked(line: LTTextLine) -> str:
    return _FIGURES.sub("#", text_of(line).casefold())


def _divided(
    box: LTTextBox, owners: dict[int, Placed], placed: dict[LTTextBox, Placed]
) -> Iterator[LTTextBox]:
    """Yield the box without the lines of tables; a table is a box where the first of its lines stood."""
    lines = [line for line in box if isinstance(line, LTTextLine)]
    if not any(id(line) in owners for line in lines):
        yield box
        return
    rest: LTTextBox | None = None
    for line in lines:
        table = owners.get(id(line))
        if table is None:
            if rest is None:
                rest = LTTextBoxHorizontal()
            rest.add(line)
            continue
        if rest is not None:
            yield rest
            rest = None
        if table not in placed.values():
            yield _box_of(table, placed)
    if rest is not None:
        yield rest


def _box_of(table: Placed, placed: dict[LTTextBox, Placed]) -> LTTextBox:
    box = LTTextBoxHorizontal()
    for piece in table.table.pieces:
        box.add(piece.line)
    placed[box] = table
    return box
