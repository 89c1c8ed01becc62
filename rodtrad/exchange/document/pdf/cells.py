"""Tables of a PDF as lines with cells, the same as those of a Word file; one that goes on over the page is one."""

from collections.abc import Callable, Iterator

from pdfminer.layout import LTPage, LTTextBox, LTTextBoxHorizontal, LTTextLine

from rodtrad.exchange.document.lines import LONGEST_LINE, Line
from rodtrad.exchange.document.pdf.tables import TableOnPage, tables_on


class Cells:
    """Takes tables out of page after page."""

    def __init__(self, is_level: Callable[[str], bool]) -> None:
        self._is_level = is_level
        self._last: TableOnPage | None = None
        self._page = self._table = self._row = 0

    def taken_out_of(self, page: LTPage) -> tuple[list[LTTextBox], dict[LTTextBox, TableOnPage]]:
        """Return the page's boxes in their order, where each table is one box, and which boxes those are."""
        boxes = [item for item in page if isinstance(item, LTTextBox)]
        tables = tables_on(page, boxes, is_level=self._is_level)
        if not tables:
            return boxes, {}
        owners = {line: table for table in tables for line in table.lines}
        placed: dict[LTTextBox, TableOnPage] = {}
        found: list[LTTextBox] = []
        for box in boxes:
            found += _divided(box, owners, placed)
        return found, placed

    def lines_of(self, table: TableOnPage, page: int) -> Iterator[Line]:
        """Yield the cells as lines. With the heading of the table before on the page before it is the same table."""
        goes_on = self._last is not None and self._last.head == table.head and page == self._page + 1
        if not goes_on:
            self._table, self._row = self._table + 1, 0
        self._last, self._page = table, page
        for row in table.rows[1:] if goes_on else table.rows:
            self._row += 1
            for column, texts in sorted(row.items()):
                place = self._table, self._row, column
                for text in texts:
                    yield Line(text[:LONGEST_LINE], page, gap=True, whole=True, cell=place)


def _divided(
    box: LTTextBox, owners: dict[int, TableOnPage], placed: dict[LTTextBox, TableOnPage]
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


def _box_of(table: TableOnPage, placed: dict[LTTextBox, TableOnPage]) -> LTTextBox:
    box = LTTextBoxHorizontal()
    for piece in table.pieces:
        box.add(piece.line)
    placed[box] = table
    return box
