"""A sheet as text, whatever it was read from."""

from dataclasses import dataclass, field
from typing import NamedTuple

from rodtrad.core.sheets.problems import CellProblem


def letters(column: int) -> str:
    """Return a column's letters: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


class Fault(NamedTuple):
    """What the reader found wrong, and in which columns: in one that is not read, it does not matter."""

    columns: range
    problem: CellProblem


#: For what concerns the whole row, whichever columns are read.
EVERY_COLUMN = range(1, 1 << 20)


@dataclass(slots=True)
class Row:
    """One row: its number in the sheet, its texts by column (1 is A), and what the reader found wrong with it."""

    number: int
    texts: dict[int, str]
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Sheet:
    """`hidden` holds columns that are not shown; `name` is empty when there is only one."""

    name: str
    rows: list[Row]
    hidden: set[int] = field(default_factory=set)

    def cell(self, row: int, column: int) -> str:
        """Return what people call a cell: C14, or Tiltak!C14 when there are several sheets."""
        place = f"{letters(column)}{row}"
        return f"{self.name}!{place}" if self.name else place


@dataclass
class Sheets:
    """What was read, with what the person should know about how."""

    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)
