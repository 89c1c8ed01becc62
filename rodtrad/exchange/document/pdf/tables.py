"""Tables on a page of a PDF: found by a heading row with the words that tables in plans have, or not at all.

A PDF has no tables, only text at places and lines drawn. What is not surely a table is left to be read as text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pdfminer.layout import LTPage, LTTextBox, LTTextLine

from rodtrad.exchange.document.lines import BULLET
from rodtrad.exchange.document.pdf.pieces import Piece, bands_of, pieces_of
from rodtrad.exchange.document.pdf.rules import Rule, Rules, rules_of
from rodtrad.exchange.document.units import joined

#: A page with more of these is a drawing.
_MOST_PIECES = 1_500
_MOST_HEADINGS = 12
_LONGEST_HEADING = 60
_MOST_COLUMNS = 15
#: A row that fills the width of the table with more than this is text after the table.
_LONGEST_ACROSS = 150
#: Text can stand this many points to the left of its heading.
_SLACK = 3.0
#: With upright rules through this many level ones the table is a grid, and ends where they do.
_GRID = 3
#: Between two rows without rules there is this many times as much room as between two lines of a cell.
_APART = 1.25
#: Headings of other columns than those that name levels. Columns of text on a page have none of them.
_OTHER_COLUMNS = re.compile(
    r"\b(?:nr|nummer|ansvar\w*|frist\w*|tidsfrist\w*|tidsrom|tidspunkt|tidsplan|tid|år|årstall|periode|oppstart|ferdig|"
    r"når|hvem|kven|kostnad\w*|økonomi|budsjett|finansiering|ressurs\w*|status|prioritet|prioritering|indikator\w*|"
    r"samarbeid\w*|merknad\w*|kommentar\w*|oppfølging|responsible|deadline|when|who|cost\w*|status|budget|priority)\b",
    re.IGNORECASE,
)
Tells = Callable[[str], bool]


@dataclass(eq=False)
class TableOnPage:
    """Cells by row and column, each a list of texts; the first row is the heading."""

    rows: list[dict[int, list[str]]]
    pieces: list[Piece]

    @property
    def lines(self) -> set[int]:
        return {id(piece.line) for piece in self.pieces}

    @property
    def top(self) -> float:
        return max(piece.y1 for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return min(piece.y0 for piece in self.pieces)

    @property
    def head(self) -> dict[int, list[str]]:
        return self.rows[0]


@dataclass(eq=False)
class _Grid:
    """Where columns begin, and the rows: from the top, the pieces of each column."""

    edges: list[float]
    rows: list[dict[int, list[Piece]]] = field(default_factory=list)

    def column(self, piece: Piece) -> int:
        """Return the column that the piece begins in, counted from 1."""
        return max(1, sum(piece.x0 >= edge - _SLACK for edge in self.edges))

    def is_across(self, piece: Piece) -> bool:
        """Tell whether the piece goes on into the next column."""
        column = self.column(piece)
        return column < len(self.edges) and piece.x1 > self.edges[column] + _SLACK


def tables_on(page: LTPage, boxes: Iterable[LTTextBox], *, is_level: Tells) -> list[TableOnPage]:
    """Return the tables that surely are. `is_level` tells headings that name a level."""
    lines = [line for box in boxes for line in box if isinstance(line, LTTextLine)]
    if len(lines) > _MOST_PIECES:
        return []
    rules = rules_of(page)
    pieces = pieces_of(lines, rules.upright)
    heads = [one for one in pieces if _short(one) and is_level(one.text)][:_MOST_HEADINGS]
    found: list[TableOnPage] = []
    for head in sorted(heads, key=lambda piece: -piece.y1):
        taken = {id(one) for table in found for one in table.pieces}
        left = [one for one in pieces if id(one) not in taken]
        if id(head) not in taken and (table := _table(head, left, rules, is_level)) is not None:
            found.append(table)
    return found


def _short(piece: Piece) -> bool:
    return len(piece.text) <= _LONGEST_HEADING


def _table(head: Piece, pieces: list[Piece], rules: Rules, is_level: Tells) -> TableOnPage | None:
    beside = sorted((one for one in pieces if one.is_beside(head)), key=lambda one: one.x0)
    if not 2 <= len(beside) <= _MOST_COLUMNS or not all(_short(one) for one in beside):
        return None
    below = [one for one in pieces if one.middle < min(other.y0 for other in beside)]
    grid = _ruled(beside, pieces, rules, is_level)
    if grid is None and any(_OTHER_COLUMNS.search(one.text) for one in beside):
        grid = _unruled(beside, below)
    if grid is None or len(grid.rows) < 2:
        return None
    used = [piece for row in grid.rows for cell in row.values() for piece in cell]
    table = TableOnPage([{at: _texts(cell) for at, cell in row.items()} for row in grid.rows], used)
    # A line that stands half in the table is none of its own.
    inside = {id(piece) for piece in used}
    return table if all(id(piece) in inside for piece in pieces if id(piece.line) in table.lines) else None


# With rules


def _ruled(beside: list[Piece], pieces: list[Piece], rules: Rules, is_level: Tells) -> _Grid | None:
    """Return rows between rules; None when there are none below the heading."""
    middle = beside[0].middle
    level = rules.level_between(beside[0].x0, beside[-1].x1)
    top = min(
        (rule.at for rule in level if rule.at > middle),
        default=max(one.y1 for one in beside) + _SLACK,
    )
    upright = [rule for rule in rules.upright if rule.covers(middle)]
    grid = _Grid(_edges(beside, upright))
    below = [rule for rule in level if rule.at < middle]
    low = min((rule.low for rule in upright if grid.edges[0] - 1 <= rule.at < beside[-1].x0), default=0.0)
    within = [rule for rule in below if rule.at >= low - _SLACK]
    if len(within) >= _GRID:
        below = within
    if len(below) < 2:
        return None
    bottom, left, right = (
        min(rule.at for rule in below),
        grid.edges[0] - _SLACK,
        max(rule.high for rule in below) + _SLACK,
    )
    inside = [one for one in pieces if bottom < one.middle < top and left <= one.x0 and one.x1 <= right]
    return _between(grid, inside, below, top, is_level)


def _edges(beside: list[Piece], upright: list[Rule]) -> list[float]:
    """Return the left edges of the columns: rules between the headings, or where the headings begin."""
    between = sorted(rule.at for rule in upright if beside[0].x1 - 1 < rule.at < beside[-1].x0 + 1)
    first = max((rule.at for rule in upright if rule.at <= beside[0].x0 + 1), default=beside[0].x0)
    return [first, *between] if between else [one.x0 for one in beside]


def _between(
    grid: _Grid, inside: list[Piece], below: list[Rule], top: float, is_level: Tells
) -> _Grid | None:
    """Put each piece in the row that its own column's rule above it begins; end before what is no row."""
    rows: dict[float, dict[int, list[Piece]]] = {}
    for piece in inside:
        above = [
            rule.at for rule in below if rule.at > piece.middle and rule.covers((piece.x0 + piece.x1) / 2)
        ]
        rows.setdefault(min(above, default=top), {}).setdefault(grid.column(piece), []).append(piece)
    for at in sorted(rows, reverse=True):
        row = rows[at]
        held = [piece for cell in row.values() for piece in cell]
        across = any(grid.is_across(piece) for piece in held)
        if across and (len(row) > 1 or sum(len(piece.text) for piece in held) > _LONGEST_ACROSS):
            break
        if grid.rows and _is_heading(held, is_level):
            break
        grid.rows.append(row)
    return grid if grid.rows and len(grid.rows[0]) > 1 else None


def _is_heading(held: list[Piece], is_level: Tells) -> bool:
    """Tell whether another table or section begins: «Tiltak» alone, or beside «Frist»."""
    texts = [piece.text for piece in held if _short(piece)]
    named = [text for text in texts if is_level(text)]
    if len(held) == 1:
        return bool(named) and not any(sign.isdigit() for sign in named[0])
    return bool(named) and any(_OTHER_COLUMNS.search(text) for text in texts if text not in named)


# Without rules


def _unruled(beside: list[Piece], below: list[Piece]) -> _Grid | None:
    """Return rows by what stands on the same line; None when it cannot be told where rows begin."""
    grid = _Grid([one.x0 for one in beside], [{at: [one] for at, one in enumerate(beside, start=1)}])
    bands = _bands_below(grid, beside, below)
    if not bands:
        return None
    steps = [one[0].middle - other[0].middle for one, other in pairwise(bands)]
    usual = min(steps, default=0.0)
    apart = any(step > usual * _APART for step in steps) and any(step <= usual * _APART for step in steps)
    for band, step in zip(bands, [usual * 2, *steps], strict=True):
        cells: dict[int, list[Piece]] = {}
        for piece in band:
            cells.setdefault(grid.column(piece), []).append(piece)
        begins = len(cells) > 1 and (step > usual * _APART if apart else 1 in cells)
        if not begins and not apart and 1 in cells and not cells[1][0].text[:1].islower():
            return None
        if begins:
            grid.rows.append({})
        for column, cell in cells.items():
            grid.rows[-1].setdefault(column, []).extend(cell)
    return grid if _is_sure(grid) else None


def _bands_below(grid: _Grid, beside: list[Piece], below: list[Piece]) -> list[list[Piece]]:
    """Return the lines of text down to one that does not keep to the columns, or stands far below."""
    found: list[list[Piece]] = []
    height = beside[0].y1 - beside[0].y0
    last = beside[0].middle
    for band in bands_of(below):
        strays = any(one.x0 < grid.edges[0] - _SLACK or grid.is_across(one) for one in band)
        if strays or last - band[0].middle > height * 4:
            break
        found.append(band)
        last = band[0].middle
    return found


def _is_sure(grid: _Grid) -> bool:
    """Tell a table from columns of text: every row fills several columns, and none begins in the middle of a text."""
    rows = grid.rows[1:]
    pieces = [piece for row in rows for cell in row.values() for piece in cell]
    if len(rows) < 2 or any(BULLET.match(piece.text) for piece in pieces):
        return False
    starts = [cell[0] for row in rows for cell in row.values()]
    aligned = all(abs(one.x0 - grid.edges[grid.column(one) - 1]) <= _SLACK for one in starts)
    return aligned and all(len(row) > 1 for row in rows) and not any(one.text[:1].islower() for one in starts)


def _texts(cell: list[Piece]) -> list[str]:
    """Return the cell's texts: its lines joined, but each point by itself."""
    found: list[str] = []
    for band in bands_of(cell):
        text = " ".join(piece.text for piece in band)
        if BULLET.match(text) or not found:
            found.append(BULLET.sub("", text, count=1))
        else:
            found[-1] = joined(found[-1], text)
    return found
