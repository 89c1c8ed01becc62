"""What every format is turned into: lines, with what is known of how they were set."""

import re
from dataclasses import asdict, dataclass
from typing import Any

#: Longer lines are cut: no title or paragraph is this long.
LONGEST_LINE = 20_000
#: What points in a list begin with.
BULLET = re.compile(r"^(?:[•▪▸►●○◦‣■□➢✓\uf0b7\uf0a7*]|[–—-](?=\s)|o(?=\s))\s*")


@dataclass
class Line:
    """One line of a document. `whole` tells that it is a paragraph of its own, and never continues."""

    text: str
    page: int = 0
    number: int = 0
    gap: bool = False
    size: float = 0.0
    bold: bool = False
    x: float = 0.0
    heading: int = 0
    bullet: bool = False
    whole: bool = False
    #: A number that the program sets before the text, and that is not in it.
    numbered: str = ""
    #: Table, row, column and columns, counted from 1, when the line is a cell.
    cell: tuple[int, int, int] | None = None

    def as_json(self) -> dict[str, Any]:
        usual = Line("")
        return {name: value for name, value in asdict(self).items() if value != getattr(usual, name)}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Line":
        cell = values.get("cell")
        return cls(**{"text": "", **values, "cell": tuple(cell) if cell else None})
