"""What the columns of a table seem to be, by headings and contents: a first try for a person to mend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.periods import Frequency, Period
from rodtrad.core.sheets.cells import Sheet
from rodtrad.indicators.sources.table.headings import folded, headings_of
from rodtrad.indicators.sources.table.hints import (
    decimals,
    frequency_of,
    hint_of,
    kind_of,
    may_be_places,
    our_time,
)
from rodtrad.indicators.sources.table.numbers import NotAFigureError, read_figure
from rodtrad.indicators.sources.table.places import KnownArea, Places, SeveralAreasError, UnknownAreaError

#: Rows that are looked at; what a column is shows in the first.
LOOKED_AT = 200
#: A column of which so much is of one sort is of that sort.
_MOST = 0.6
_SURE = 0.9
_MOST_CATEGORIES = 40


class ColumnRole(StrEnum):
    """What a column is."""

    PLACE = "place"
    PERIOD = "period"
    VALUE = "value"
    #: Which indicator the row's figure is of.
    SERIES = "series"
    BREAKDOWN = "breakdown"
    OUT = "out"


@dataclass(frozen=True)
class Column:
    """A column: where it is, its heading, the first that stands in it, and what it seems to be.

    `period` is what its heading names, for the columns of a wide table. `is_again` tells that one before it has the
    same heading; only the first can be told of.
    """

    number: int
    heading: str
    samples: tuple[str, ...]
    role: ColumnRole
    period: Period | None = None
    is_again: bool = False
    decimals: int = 0


@dataclass(frozen=True)
class Suggestion:
    """What a sheet seems to hold. Without columns there is nothing in it to read."""

    sheet: Sheet
    heading_row: int
    columns: tuple[Column, ...]
    area_kind: str
    frequency: Frequency

    @property
    def is_wide(self) -> bool:
        return any(one.period for one in self.columns)

    @property
    def points(self) -> int:
        """Return how much of what a table needs is there."""
        roles = {one.role for one in self.columns}
        has_period = ColumnRole.PERIOD in roles or self.is_wide
        return (ColumnRole.PLACE in roles) + has_period + (ColumnRole.VALUE in roles or self.is_wide)


def suggest(
    sheets: Sequence[Sheet], areas: Sequence[KnownArea], kind: str, sheet: str = "", row: int = 0
) -> Suggestion | None:
    """Return what the sheet of that name seems to hold, with the headings in that row; else the likeliest of each.

    None when no sheet has any rows.
    """
    filled = [one for one in sheets if one.rows]
    chosen = [one for one in filled if sheet and folded(one.name) == folded(sheet)] or filled
    found = [_of_sheet(one, areas, kind, row) for one in chosen]
    return max(found, key=lambda one: one.points, default=None)


def _of_sheet(sheet: Sheet, areas: Sequence[KnownArea], kind: str, row: int) -> Suggestion:
    rows = [one.number for one in sheet.rows]
    best = headings_of(sheet, set())
    heading = row if row in rows else (best.row if best else rows[0])
    texts = next(one.texts for one in sheet.rows if one.number == heading)
    fewest = min(2, len(texts))  # a row with one text is a note under the table
    below = [one.texts for one in sheet.rows if one.number > heading and len(one.texts) >= fewest][:LOOKED_AT]
    cells = {number: [one[number] for one in below if number in one] for number in texts}
    kind = kind_of(
        [cells[number] for number in texts if may_be_places(texts[number], cells[number])], areas, kind
    )
    frequency = frequency_of([*texts.values(), *(text for held in cells.values() for text in held)])
    reader = _Guesser(Places.of(areas, kind), frequency, len(below))
    return Suggestion(sheet, heading, reader.columns(texts, cells), kind, frequency)


class _Guesser:
    """Tells the columns of one sheet apart. The first place, period and series count; there is one of each."""

    def __init__(self, places: Places, frequency: Frequency, rows: int) -> None:
        self.places, self.frequency, self.rows = places, frequency, rows
        self.taken: set[ColumnRole] = set()
        self.seen: set[str] = set()

    def columns(self, texts: dict[int, str], cells: dict[int, list[str]]) -> tuple[Column, ...]:
        return tuple(self._column(number, texts[number], cells[number]) for number in sorted(texts))

    def _column(self, number: int, heading: str, cells: list[str]) -> Column:
        is_again = folded(heading) in self.seen
        self.seen.add(folded(heading))
        period = our_time(heading, self.frequency)
        role = ColumnRole.VALUE if period else ColumnRole.OUT if is_again else self._role(heading, cells)
        if role in (ColumnRole.PLACE, ColumnRole.PERIOD, ColumnRole.SERIES):
            role = ColumnRole.OUT if role in self.taken else role
            self.taken.add(role)
        samples = tuple(dict.fromkeys(cells))[:3]
        return Column(number, heading, samples, role, period, is_again, decimals(cells))

    def _role(self, heading: str, cells: list[str]) -> ColumnRole:
        told = hint_of(heading)
        for wanted in (ColumnRole.PLACE, ColumnRole.PERIOD):
            share = _share(cells, self._is_place if wanted is ColumnRole.PLACE else self._is_period)
            bare_numbers = all(text.replace(".", "").isdigit() for text in cells)
            if share >= (_MOST if told == wanted else _SURE) and (
                told == wanted or (wanted is ColumnRole.PLACE and not bare_numbers)
                or (wanted is ColumnRole.PERIOD and told != "value")
            ):  # fmt: skip
                return wanted
        if told == "out":
            return ColumnRole.OUT
        if cells and _share(cells, _is_figure) >= _MOST:
            return ColumnRole.VALUE
        return self._role_of_words(told, cells)

    def _role_of_words(self, told: str, cells: list[str]) -> ColumnRole:
        if not cells:
            return ColumnRole.OUT
        if told in ("series", "breakdown"):
            return ColumnRole(told)
        different = len({folded(text) for text in cells})
        is_list = 1 < different <= _MOST_CATEGORIES and different * 2 <= self.rows
        return ColumnRole.BREAKDOWN if is_list else ColumnRole.OUT

    def _is_place(self, text: str) -> bool:
        try:
            self.places.code_of(text)
        except UnknownAreaError:
            return False
        except SeveralAreasError:
            return True
        return True

    def _is_period(self, text: str) -> bool:
        return our_time(text, self.frequency) is not None


def _share(cells: list[str], fits: Callable[[str], bool]) -> float:
    return sum(1 for text in cells if fits(text)) / len(cells) if cells else 0.0


def _is_figure(text: str) -> bool:
    try:
        read_figure(text)
    except NotAFigureError:
        return False
    return True
