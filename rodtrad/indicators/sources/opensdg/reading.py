"""The CSV of an indicator: `Year` first, `Value` last, `GeoCode` before it, and between them what divides the figures.

A blank cell means «all», and the row where all are blank is the headline. `Series` and `Units` say what is measured:
two of them are two indicators to us.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from django.utils.translation import gettext as _

from rodtrad.core.periods import Frequency, Period, PeriodError, parse_period
from rodtrad.core.sheets.cells import Row, Sheet, letters
from rodtrad.core.sheets.problems import CellProblem, SheetError, refusal
from rodtrad.core.sheets.read_text import read_csv
from rodtrad.core.text import shorten, visible
from rodtrad.indicators.columns import Figures, Mark, ObservationStatus
from rodtrad.indicators.sources.gathering import Numbers

YEAR, VALUE, AREA = "Year", "Value", "GeoCode"
SERIES, UNITS, MULTIPLIER, OBSERVED = "Series", "Units", "Unit multiplier", "Observation status"
#: Columns that divide nothing.
SPECIAL = frozenset(
    {
        YEAR,
        VALUE,
        AREA,
        SERIES,
        UNITS,
        MULTIPLIER,
        OBSERVED,
        "Unit measure",
        "Progress",
        "COMMENT_OBS",
        "COMMENT_TS",
    }
)
_PROVISIONAL = "P"
_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, order=True)
class Measure:
    """What is measured, as the file says it. All are empty where the file measures one thing only."""

    series: str = ""
    unit: str = ""
    multiplier: str = ""


@dataclass(frozen=True)
class Line:
    """One row: `row` counts from 1, which is the headings."""

    row: int
    period: Period
    area: str
    measure: Measure
    breakdown: tuple[tuple[str, str], ...]
    value: float
    status: ObservationStatus


@dataclass(frozen=True)
class Data:
    """What the file says. `breakdowns` are the columns that divide the figures, in their order; `columns` are all."""

    lines: tuple[Line, ...]
    breakdowns: tuple[str, ...]
    columns: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(dict.fromkeys(line.measure for line in self.lines))

    def cell(self, line: Line, column: str) -> str:
        """Return what people call a cell, C14; the row's first where there is no such column."""
        place = self.columns.index(column) + 1 if column in self.columns else 1
        return f"{letters(place)}{line.row}"

    def as_figures(self, indicators: Mapping[Measure, str], *, area: str = "") -> Figures:
        """Return the figures of the measures that are given a key; `area` is where rows without a code are for.

        Raises SheetError when a row has neither.
        """
        lines = [line for line in self.lines if line.measure in indicators]
        if not area and (nowhere := next((line for line in lines if not line.area), None)):
            message = _("Rad %(row)d sier ikke hvilket område tallet gjelder.") % {"row": nowhere.row}
            raise refusal(message, _("Oppgi området, eller fyll ut GeoCode."))
        areas, periods, marks = Numbers[str](), Numbers[Period](), Numbers[Mark]()
        return Figures(
            area=areas.of(line.area or area for line in lines),
            period=periods.of(line.period for line in lines),
            series=marks.of(Mark(indicators[line.measure], line.breakdown) for line in lines),
            areas=tuple(areas.found),
            periods=tuple(periods.found),
            marks=tuple(marks.found),
            value=np.array([line.value for line in lines], np.float64),
            status=np.array([line.status for line in lines], np.uint8),
            rows=np.array([line.row for line in lines], np.int32),
        )


def read_data(content: bytes, *, frequency: Frequency | None = None) -> Data:
    """Return all that the file says, or raise SheetError with each cell that is wrong.

    `frequency` tells what «2023/24» means where the figures are of school years.
    """
    (sheet,) = read_csv(content).sheets
    return _Reader(sheet, frequency).read()


@dataclass
class _Reader:
    sheet: Sheet
    frequency: Frequency | None
    problems: list[CellProblem] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)

    def read(self) -> Data:
        if not self.sheet.rows:
            raise refusal(_("Fila har ingen rader."), _("Velg en fil med tall."))
        head, *rows = self.sheet.rows
        self._read_headings(head)
        lines = tuple(line for row in rows if (line := self._line(row)))
        self._refuse_twice(lines)
        if self.problems:
            raise SheetError(self.problems)
        return Data(lines, tuple(name for name in self.columns if name not in SPECIAL), tuple(self.columns))

    def _read_headings(self, head: Row) -> None:
        last = max(head.texts)
        texts = {column: self._at(head, column) for column in range(1, last + 1)}
        if texts[1] != YEAR:
            self._say(head, 1, _("Den første kolonnen skal hete «Year»."), _("Rett overskriften."))
        if texts[last] != VALUE:
            self._say(head, last, _("Den siste kolonnen skal hete «Value»."), _("Rett overskriften."))
        for column in range(1, last + 1):
            name = texts[column]
            if not name:
                self._say(
                    head, column, _("Kolonnen har ingen overskrift."), _("Gi den et navn, eller ta den bort.")
                )
            elif name in self.columns:
                self._say(
                    head,
                    column,
                    _("To kolonner heter «%s».") % shorten(name, 40),
                    _("Gi dem hvert sitt navn."),
                )
            elif name == AREA and column != last - 1:
                self._say(head, column, _("«GeoCode» skal stå rett før «Value»."), _("Flytt kolonnen."))
            self.columns.setdefault(name, column)
        if self.problems:
            raise SheetError(self.problems)

    def _line(self, row: Row) -> Line | None:
        """Return what the row says; None for one that is wrong, which is noted."""
        before = len(self.problems)
        self.problems += [fault.problem for fault in row.faults]
        if (beyond := max(row.texts)) > len(self.columns):
            self._say(
                row,
                beyond,
                _("Cella står utenfor tabellen."),
                _("Gi kolonnen en overskrift, eller tøm cella."),
            )
        period = self._period(row)
        value = self._value(row)
        if period is None or value is None or len(self.problems) > before:
            return None
        return Line(
            row=row.number,
            period=period,
            area=self._text(row, AREA),
            measure=Measure(self._text(row, SERIES), self._text(row, UNITS), self._text(row, MULTIPLIER)),
            breakdown=tuple(sorted(self._breakdown(row))),
            value=value,
            status=self._status(row, value),
        )

    def _breakdown(self, row: Row) -> Iterator[tuple[str, str]]:
        for name, column in self.columns.items():
            if name not in SPECIAL and (text := self._at(row, column)):
                yield name, text

    def _period(self, row: Row) -> Period | None:
        text = self._text(row, YEAR)
        try:
            return parse_period(text, self.frequency)
        except PeriodError:
            message = _("«%s» er ikke et år eller en annen periode.") % shorten(text, 40)
            self._say(row, 1, message, _("Skriv den som 2026, 2026-2027 eller 2026M03."))
            return None

    def _value(self, row: Row) -> float | None:
        """Return the figure, NaN for a blank cell; notes anything else."""
        text = self._text(row, VALUE)
        if not text:
            return math.nan
        if _NUMBER.fullmatch(text) and math.isfinite(found := float(text)):
            return found
        message = _("«%s» er ikke et tall.") % shorten(text, 40)
        remedy = _("Skriv et tall med desimalpunktum, eller la cella stå tom når tallet mangler.")
        self._say(row, self.columns[VALUE], message, remedy)
        return None

    def _status(self, row: Row, value: float) -> ObservationStatus:
        if math.isnan(value):
            return ObservationStatus.MISSING
        provisional = self._text(row, OBSERVED) == _PROVISIONAL
        return ObservationStatus.PROVISIONAL if provisional else ObservationStatus.FIGURE

    def _refuse_twice(self, lines: tuple[Line, ...]) -> None:
        seen: dict[object, int] = {}
        for line in lines:
            what = (line.period, line.area, line.measure, line.breakdown)
            if (first := seen.setdefault(what, line.row)) != line.row:
                message = _("Raden gjelder det samme som rad %d.") % first
                cell = self.sheet.cell(line.row, self.columns[VALUE])
                self.problems.append(CellProblem(cell, message, _("Ta bort en av dem.")))

    def _text(self, row: Row, name: str) -> str:
        column = self.columns.get(name)
        return self._at(row, column) if column else ""

    def _at(self, row: Row, column: int) -> str:
        return " ".join(visible(row.texts.get(column, "")).split())

    def _say(self, row: Row, column: int, message: str, remedy: str) -> None:
        self.problems.append(CellProblem(self.sheet.cell(row.number, column), message, remedy))
