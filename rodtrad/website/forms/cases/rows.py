"""Rows of a form that can be added to: points with votes, and what minorities wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

MORE = "flere"
SPARE = 2
MOST = 210


@dataclass(frozen=True)
class Rows:
    """What stands in the rows, and the names of their boxes."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def given(self) -> list[list[str]]:
        return [list(row) for row in self.rows]

    def with_spare(self) -> "Rows":
        """Return the rows with some empty ones to write in."""
        empty = ("",) * len(self.names)
        filled = [row for row in self.rows if any(one.strip() for one in row)]
        return Rows(self.names, (*filled, *(empty for _number in range(SPARE if filled else SPARE + 1))))


def rows_of(names: Sequence[str], values: Sequence[Sequence[Any]]) -> Rows:
    told = tuple(tuple("" if one is None else str(one) for one in row) for row in values)
    return Rows(tuple(names), told)


def sent_rows(sent: QueryDict, names: Sequence[str]) -> Rows:
    return Rows(tuple(names), tuple(zip(*(sent.getlist(name)[:MOST] for name in names), strict=False)))


POINTS = ("punkt", "for", "mot")
MINORITIES = ("mindretall", "hvem", "stemmer")
TEXTS = ("punkt",)
