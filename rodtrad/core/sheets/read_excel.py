"""An Excel workbook to sheets. Formulas are never worked out."""

import io
import warnings
from collections.abc import Generator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import COL_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from rodtrad.core.sheets.cells import EVERY_COLUMN, Fault, Row, Sheet, Sheets
from rodtrad.core.sheets.problems import CellProblem, SheetError, refusal
from rodtrad.core.sheets.safe_zip import refuse_unsafe

MOST_ROWS = 50_000
MOST_COLUMNS = 200
_YES = ("1", "true", "on")


def read_excel(content: bytes) -> Sheets:
    """Return the visible sheets. Raises SheetError for what is no workbook."""
    refuse_unsafe(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of what openpyxl leaves out, such as a day that is no day: told below
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            found = Sheets([_read(sheet, named=len(shown) > 1) for sheet in shown])
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    except SheetError:
        raise
    except Exception as error:  # openpyxl tells of a broken workbook by whatever its parts lead to
        raise refusal(
            _("Regnearket er skadet og kan ikke leses."), _("Åpne det i Excel og lagre det på nytt.")
        ) from error
    found.notes += [_("Arket «%s» er skjult og er ikke lest.") % title for title in hidden]
    return found


class _Parser(WorkSheetParser):
    """Reads cells, and what is hidden or merged. What the sheet says of its own size is not believed."""

    def __init__(self, source: Any, stream: Any) -> None:
        book = source.parent
        super().__init__(
            stream,
            source._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self.merged: list[str] = []

    def parse(self) -> Generator[tuple[int, list[dict[str, Any]]], None, None]:
        for _event, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                row = self.parse_row(element)
                element.clear()
                yield row
            elif element.tag == COL_TAG:
                self.parse_column_dimensions(element)
            elif element.tag == MERGE_TAG:
                self.merged = [str(cell.get("ref")) for cell in element][:MOST_ROWS]

    def hides(self, row: int) -> bool:
        return self.row_dimensions.get(str(row), {}).get("hidden") in _YES

    def hidden_columns(self) -> set[int]:
        hidden = [one for one in self.column_dimensions.values() if one.get("hidden") in _YES]
        return {
            column
            for one in hidden
            for column in range(int(one["min"]), min(int(one.get("max", one["min"])), MOST_COLUMNS) + 1)
        }


def _read(source: Any, *, named: bool) -> Sheet:
    sheet = Sheet(source.title if named else "", [])
    with source._get_source() as stream:
        parser = _Parser(source, stream)
        for number, cells in parser.parse():
            row = _row(sheet, number, cells)
            if row is None:
                continue
            if parser.hides(number):
                message, remedy = _("Raden er skjult i regnearket."), _("Vis den, eller slett den.")
                row.faults.append(Fault(EVERY_COLUMN, CellProblem(sheet.cell(number, 1), message, remedy)))
            sheet.rows.append(row)
            if len(sheet.rows) > MOST_ROWS:
                raise refusal(_("Arket har mer enn %d rader.") % MOST_ROWS, _("Del det i flere filer."))
    sheet.hidden = parser.hidden_columns()
    _mark_merged(sheet, parser.merged)
    return sheet


def _row(sheet: Sheet, number: int, cells: list[dict[str, Any]]) -> Row | None:
    row = Row(number, {})
    for cell in cells:
        column, value = int(cell["column"]), cell["value"]
        if value is None:
            continue
        if cell["data_type"] == "f":
            message = _("Cella har en formel, og formler blir ikke regnet ut her.")
            _note(row, sheet, column, message, _("Lim inn verdien i stedet for formelen."))
        elif cell["data_type"] == "e":
            message = _("Cella har feilverdien %s.") % value
            _note(row, sheet, column, message, _("Skriv det som skal stå der."))
        elif text := text_of(value):
            if column > MOST_COLUMNS:
                message = _("Arket har mer enn %d kolonner.") % MOST_COLUMNS
                raise refusal(message, _("Slett dem som ikke skal leses."), sheet.cell(number, column))
            row.texts[column] = text
    return row if row.texts or row.faults else None


def _note(row: Row, sheet: Sheet, column: int, message: str, remedy: str) -> None:
    problem = CellProblem(sheet.cell(row.number, column), message, remedy)
    row.faults.append(Fault(range(column, column + 1), problem))


def text_of(value: object) -> str:
    """Return a cell's value as a person would type it; days as 2026-12-31."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return _("ja") if value else _("nei")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _mark_merged(sheet: Sheet, merged: list[str]) -> None:
    """Note merged cells on the rows they touch: which of them a value is meant for, nobody can tell."""
    by_number = {row.number: row for row in sheet.rows}
    for reference in merged:
        first_column, first, last_column, last = (end or 1 for end in range_boundaries(reference))
        for number in range(first, min(last, first + MOST_ROWS) + 1):
            if number in by_number:
                message = _("Cellene %s er slått sammen.") % reference
                problem = CellProblem(
                    sheet.cell(number, first_column), message, _("Opphev det, og fyll ut hver celle.")
                )
                by_number[number].faults.append(Fault(range(first_column, last_column + 1), problem))
