"""A table to proposals: the heading of a column names the level of what stands in it."""

import re
from collections import defaultdict
from dataclasses import replace

from rodtrad.exchange.document.proposal import Found, Reason, Why
from rodtrad.exchange.document.units import Unit
from rodtrad.exchange.document.vocabulary import Label, Vocabulary

_SCORE = 0.85
_LONGEST = 500
#: A title and a row of years can stand above the row that names the columns.
_ROWS_OF_HEADINGS = 3
_NUMBER_COLUMN = re.compile(r"(?:^|\s)(?:nr|nummer|no|#)\.?$", re.IGNORECASE)
#: A cell can begin with its number: «1.1 Kurse alle», «2. Avtale med …».
_NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=\.))\.?\s+(?P<title>\S.*)$")
Row = dict[int, list[Unit]]


def read_table(
    cells: list[Unit], vocabulary: Vocabulary, begun: "Columns | None" = None
) -> tuple[list[Found], "Columns | None"]:
    """Return what the table proposes: by the row that names levels when there is one, else by its first column.

    With it comes what reads its columns, for the next page to give back as `begun` when the table goes on there.
    """
    by_row: dict[int, Row] = defaultdict(lambda: defaultdict(list))
    for unit in cells:
        assert unit.cell is not None
        by_row[unit.cell[1]][unit.cell[2]].append(unit)
    rows = [by_row[number] for number in sorted(by_row)]
    if begun is not None:
        return begun.read([], rows), begun
    for place, row in enumerate(rows[:_ROWS_OF_HEADINGS]):
        labels = _labels(row, vocabulary)
        if labels and len(row) > 1 and place + 1 < len(rows):
            columns = Columns(row, labels, vocabulary)
            return columns.read(rows[:place], rows[place + 1 :]), columns
    return _by_first_column(rows, vocabulary), None


def _labels(row: Row, vocabulary: Vocabulary) -> dict[int, Label]:
    told = {column: vocabulary.column(_text(units)) for column, units in row.items()}
    return {column: label for column, label in told.items() if label is not None}


def _text(units: list[Unit]) -> str:
    return " ".join(unit.text for unit in units).strip()


class Columns:
    """Reads row by row; an empty cell, as in merged ones, means the same as above."""

    def __init__(self, head: Row, labels: dict[int, Label], vocabulary: Vocabulary) -> None:
        self.head = {column: _text(units) for column, units in head.items()}
        #: «Tiltak nr» has the numbers; what it names stands in the column after it.
        self.labels = {
            column + 1 if self._is_number(column) and column + 1 not in labels else column: label
            for column, label in labels.items()
        }
        self.vocabulary = vocabulary
        self.current: dict[int, Found] = {}
        self.found: list[Found] = []

    def read(self, above: list[Row], rows: list[Row]) -> list[Found]:
        self.found = []
        for row in [*above, *rows]:
            titles = [units for units in row.values() if _text(units)]
            if not (len(titles) == 1 and self._section(titles[0][0])) and row not in above:
                self._row(row)
        return self.found

    def _section(self, unit: Unit) -> bool:
        """Take a row with nothing but «Mål 4: …»: what follows stands under it."""
        told = self.vocabulary.inline(unit.text)
        if told is None:
            return False
        label, title = told
        one = Found.at(unit, label.level, _SCORE, Reason(Why.TABLE, label.words), title=title)
        one.number = label.number
        self._keep(one, 0)
        return True

    def _row(self, row: Row) -> None:
        fresh = [one for column in sorted(self.labels) for one in self._cell(row.get(column, []), column)]
        said = [
            f"{self.head.get(column, '')}: {_text(units)}".strip(": ")
            for column, units in sorted(row.items())
            if column not in self.labels and _text(units) and not self._is_number(column)
        ]
        if fresh:
            fresh[-1].description = "\n".join(said)
            numbers = [_text(units) for column, units in row.items() if self._is_number(column)]
            fresh[0].number = fresh[0].number or next((text.rstrip(".)") for text in numbers if text), "")

    def _cell(self, units: list[Unit], column: int) -> list[Found]:
        label = self.labels[column]
        kept = []
        for unit in units:
            if 2 < len(unit.text) <= _LONGEST and unit.text != self.head.get(column):
                one = Found.at(_numbered(unit), label.level, _SCORE, Reason(Why.TABLE, label.words))
                self._keep(one, column)
                kept.append(one)
        return kept

    def _keep(self, one: Found, column: int) -> None:
        fitting = [
            other
            for place, other in self.current.items()
            if place != column and self.vocabulary.may_stand_under(one.level, other.level)
        ]
        one.parent = max(fitting, key=lambda other: other.level.rank, default=None)
        if column == 0:
            self.current.clear()
        self.current[column] = one
        self.found.append(one)

    def _is_number(self, column: int) -> bool:
        return bool(_NUMBER_COLUMN.search(self.head.get(column, "")))


def _numbered(unit: Unit) -> Unit:
    match = _NUMBERED.match(unit.text)
    return replace(unit, text=match["title"], number=match["number"]) if match else unit


def _by_first_column(rows: list[Row], vocabulary: Vocabulary) -> list[Found]:
    found: list[Found] = []
    for row in rows:
        columns = sorted(row)
        label = vocabulary.label(_text(row[columns[0]]))
        if label is None or len(columns) < 2:
            continue
        for unit in row[columns[1]]:
            if 2 < len(unit.text) <= _LONGEST:
                one = Found.at(unit, label.level, _SCORE, Reason(Why.TABLE, label.words))
                one.number = label.number
                found.append(one)
    return found
