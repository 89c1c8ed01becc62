"""A mapped table to figures, with what is wrong cell by cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.core.periods import Frequency, Period, PeriodError
from rodtrad.core.sheets.cells import Row, Sheet, Sheets
from rodtrad.core.sheets.problems import CellProblem, SheetError, refusal
from rodtrad.core.text import shorten, visible
from rodtrad.indicators.columns import Figures, Mark, ObservationStatus
from rodtrad.indicators.sources.breakdowns import fault_of_length, remedy_of_length
from rodtrad.indicators.sources.table.headings import Headings, folded, headings_of, sheet_of
from rodtrad.indicators.sources.table.mapping import LEFT_OUT, Layout, TableMapping
from rodtrad.indicators.sources.table.numbers import NotAFigureError, decimal_mark_of, read_figure
from rodtrad.indicators.sources.table.places import Places, SeveralAreasError, UnknownAreaError
from rodtrad.indicators.sources.table.times import is_starred, starred_period

Key = TypeVar("Key")


@dataclass
class TableReading:
    """What a table says. `figures` holds the cells that were read, `problems` those that were not."""

    figures: Figures
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Cell:
    """One figure to be read: where, of what indicator, and for when, if the heading says so."""

    column: int
    indicator: str
    period: Period | None
    is_provisional: bool = False


def read_table(
    sheets: Sheets, mapping: TableMapping, places: Places, frequency: Frequency, *, is_text: bool
) -> TableReading:
    """Read the figures that the mapping points at. Raises SheetError when its sheet or headings are not there.

    `is_text` says that the file is CSV, in which a number is only text: then its decimal mark must show.
    """
    return _Reader(sheet_of(sheets, mapping.sheet), mapping, places, frequency, is_text).read(sheets.notes)


class _Reader:
    """Reads one sheet. Every cell that cannot be read is noted with what to do, and the rest are read."""

    def __init__(
        self, sheet: Sheet, mapping: TableMapping, places: Places, frequency: Frequency, is_text: bool
    ) -> None:
        self.sheet, self.mapping, self.places, self.frequency = sheet, mapping, places, frequency
        self.problems: list[CellProblem] = []
        self.headings = self._headings()
        self.cells = self._value_cells()
        named = (mapping.area, mapping.period, mapping.series, *mapping.breakdowns)
        self.columns = {cell.column for cell in self.cells} | {
            self.headings.columns[folded(name)] for name in named if name
        }
        self.period = self._period_of_all()
        self.totals = {folded(word) for word in mapping.total_words}
        self.mark = self._decimal_mark() if is_text and not mapping.decimal_mark else mapping.decimal_mark
        self.areas: dict[str, int] = {}
        self.periods: dict[Period, int] = {}
        self.marks: dict[Mark, int] = {}
        self.found: list[tuple[int, int, int, float, int, int]] = []

    def read(self, notes: list[str]) -> TableReading:
        for row in self._rows():
            self._read_row(row)
        columns = list(zip(*self.found, strict=True)) or [()] * 6
        figures = Figures(
            areas=tuple(self.areas),
            periods=tuple(self.periods),
            marks=tuple(self.marks),
            area=np.array(columns[0], np.int32),
            period=np.array(columns[1], np.int32),
            series=np.array(columns[2], np.int32),
            value=np.array(columns[3], np.float64),
            status=np.array(columns[4], np.uint8),
            rows=np.array(columns[5], np.int32),
        )
        return TableReading(figures, self.problems, list(notes))

    def _headings(self) -> Headings:
        mapping = self.mapping
        named = [mapping.area, mapping.period, mapping.series, *mapping.breakdowns]
        if mapping.layout is Layout.LONG:
            named += list(mapping.values)
        wanted = {folded(name) for name in named if name}
        found = headings_of(self.sheet, wanted)
        if found is None:
            seen = headings_of(self.sheet, set())
            here = set(seen.columns) if seen else set()
            missing = [name for name in named if name and folded(name) not in here]
            message = _("Fant ikke kolonnen %s.") % ", ".join(
                f"«{name}»" for name in missing or named if name
            )
            raise refusal(message, _("Gi kolonnen det navnet, eller endre koblingen av tabellen."))
        return found

    def _period_of_all(self) -> Period | None:
        if not self.mapping.period_text:
            return None
        try:
            return self._period_of(self.mapping.period_text)
        except _CellError as error:
            raise refusal(error.message, _("Se over koblingen av tabellen.")) from error

    def _value_cells(self) -> list[_Cell]:
        if self.mapping.layout is Layout.LONG:
            columns = self.headings.columns
            return [_Cell(columns[folded(name)], key, None) for name, key in self.mapping.values.items()]
        indicator = next(iter(self.mapping.values.values()), "")
        found = []
        for place, text in self.headings.texts.items():
            try:
                found.append(_Cell(place, indicator, self._period_of(text), is_starred(text)))
            except _OtherSortError as error:
                cell = self.sheet.cell(self.headings.row, place)
                self.problems.append(CellProblem(cell, error.message, error.remedy))
            except _CellError:
                continue  # a heading of something else
        if not found and self.problems:
            raise SheetError(self.problems)
        if not found:
            message = (
                _("Ingen av overskriftene i rad %d er et år eller en annen periode.") % self.headings.row
            )
            raise refusal(
                message, _("Velg «én rad for hver periode», eller skriv periodene i overskriftene.")
            )
        return found

    def _decimal_mark(self) -> str:
        texts = [row.texts.get(cell.column, "") for row in self._rows() for cell in self.cells]
        mark = decimal_mark_of(texts)
        if mark is None:
            message = _("Det går ikke fram om punktum skiller tusener eller desimaler.")
            raise refusal(message, _("Velg desimaltegn i koblingen av tabellen."))
        return mark

    def _rows(self) -> Iterator[Row]:
        return (row for row in self.sheet.rows if row.number > self.headings.row)

    def _read_row(self, row: Row) -> None:
        faults = [fault.problem for fault in row.faults if self.columns & set(fault.columns)]
        if faults:
            self.problems += faults
            return
        if not any(row.texts.get(cell.column) for cell in self.cells):
            return  # a note under the table, or air
        try:
            area = self._read(row, self.mapping.area, self._area_of) or self.mapping.area_code
            period = self._read(row, self.mapping.period, self._period_of) or self.period
            indicator = self._read(row, self.mapping.series, self._indicator_of)
            parts = self._parts(row)
            self._refuse_gone(area, period, self.headings.columns.get(folded(self.mapping.area), 1))
        except _CellError as error:
            self._note(row, error)
            return
        if indicator == LEFT_OUT:
            return
        for cell in self.cells:
            mark = Mark(indicator or cell.indicator, parts)
            try:
                self._read_cell(row, cell, area, cell.period or period, mark)
            except _CellError as error:
                self._note(row, error)

    def _read_cell(self, row: Row, cell: _Cell, area: str, period: Period | None, mark: Mark) -> None:
        text = row.texts.get(cell.column, "")
        if not text or period is None:
            return
        try:
            value, status = read_figure(text, self.mark)
        except NotAFigureError as error:
            raise _CellError(
                _("«%s» er ikke et tall.") % shorten(text, 40),
                _("Skriv et tall, .. for mangler, : for skjult, eller la cella stå tom."),
                cell.column,
            ) from error
        if cell.period:
            self._refuse_gone(area, period, cell.column)
        if status is ObservationStatus.FIGURE and (cell.is_provisional or self._is_starred(row)):
            status = ObservationStatus.PROVISIONAL
        place = _place(self.areas, area), _place(self.periods, period), _place(self.marks, mark)
        self.found.append((*place, value, int(status), row.number))

    def _area_of(self, text: str) -> str:
        try:
            return self.places.code_of(text)
        except SeveralAreasError as error:
            raise _CellError(
                _("Flere områder heter «%s».") % shorten(text, 40),
                _("Skriv nummeret: %s.") % _(" eller ").join(error.codes),
            ) from error
        except UnknownAreaError as error:
            raise _CellError(
                _("Fant ikke området «%s».") % shorten(text, 40), _("Skriv kommunenummeret eller navnet.")
            ) from error

    def _period_of(self, text: str) -> Period:
        try:
            period = starred_period(text, self.frequency)
        except PeriodError as error:
            raise _CellError(
                _("«%s» er ikke en periode.") % shorten(text, 40),
                _("Skriv den som 2026, 2026K1 eller 2026M03."),
            ) from error
        if period.frequency is not self.frequency:
            raise _OtherSortError(
                _("«%(text)s» er en annen slags periode (%(found)s) enn tabellen har (%(wanted)s).")
                % {
                    "text": shorten(text, 40),
                    "found": period.frequency.label,
                    "wanted": self.frequency.label,
                },
                _("Skriv en periode av samme slag, eller endre koblingen av tabellen."),
            )
        return period

    def _is_starred(self, row: Row) -> bool:
        """Tell whether the row's period has the star of figures that will be revised."""
        text = self.mapping.period_text
        if self.mapping.period:
            text = row.texts.get(self.headings.columns[folded(self.mapping.period)], "")
        return is_starred(text)

    def _refuse_gone(self, area: str, period: Period | None, column: int) -> None:
        """Leave out a figure for a time when its place was no more: it would stand where no reader finds it."""
        gone = self.places.gone_by(area, period) if period else None
        if gone is None or gone.last_day is None:
            return
        now = _(" og ").join(gone.became)
        told = {
            "code": area,
            "name": gone.name,
            "day": date_format(gone.last_day, "DATE_FORMAT"),
            "period": period,
            "now": now,
        }
        message = (
            _("%(code)s %(name)s gjaldt til %(day)s; tallet for %(period)s hører til %(now)s.")
            if now
            else _("%(code)s %(name)s gjaldt til %(day)s; tallet for %(period)s er etter det.")
        )
        remedy = _("Skriv stedet som gjelder i perioden, med én rad for hvert sted og hver periode.")
        raise _CellError(message % told, remedy, column)

    def _indicator_of(self, text: str) -> str:
        words = {folded(word): key for word, key in self.mapping.series_words.items()}
        if folded(text) not in words:
            raise _CellError(
                _("«%s» er ikke koblet til en indikator.") % shorten(text, 40),
                _("Koble det, eller ta bort raden."),
            )
        return words[folded(text)]

    def _parts(self, row: Row) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        longest, column = 0, 1
        for name in self.mapping.breakdowns:
            place = self.headings.columns[folded(name)]
            text = " ".join(visible(row.texts.get(place, "")).split())
            if text and folded(text) not in self.totals:
                found.append((name.strip(), text))
                longest, column = max((longest, column), (len(text), place))
        parts = tuple(sorted(found))
        if fault := fault_of_length(parts):
            raise _CellError(fault, remedy_of_length(), column)
        return parts

    def _read(self, row: Row, heading: str, meaning: Callable[[str], Key]) -> Key | None:
        """Return what the cell under a heading means; None where the mapping has no such column."""
        if not heading:
            return None
        column = self.headings.columns[folded(heading)]
        text = row.texts.get(column, "")
        if not text:
            raise _CellError(_("Cella er tom."), _("Fyll ut «%s».") % heading, column)
        try:
            return meaning(text)
        except _CellError as error:
            error.column = column
            raise

    def _note(self, row: Row, error: "_CellError") -> None:
        cell = self.sheet.cell(row.number, error.column)
        self.problems.append(CellProblem(cell, error.message, error.remedy))


class _CellError(ValueError):
    """What is wrong with a cell, and what to do."""

    def __init__(self, message: str, remedy: str, column: int = 1) -> None:
        self.message, self.remedy, self.column = message, remedy, column
        super().__init__(message)


class _OtherSortError(_CellError):
    """A cell names a period, but a quarter where the table has years."""


def _place(places: dict[Key, int], key: Key) -> int:
    """Return the key's position, the next one for a key that is new."""
    return places.setdefault(key, len(places))
