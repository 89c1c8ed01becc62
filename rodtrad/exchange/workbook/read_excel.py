"""An Excel workbook to sheets. Formulas are never worked out."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.cell import range_boundaries

from rodtrad.exchange.workbook.cells import Row, Sheet, Sheets
from rodtrad.exchange.workbook.problems import CellProblem, refusal
from rodtrad.exchange.workbook.safe_zip import parts_of

MOST_ROWS = 50_000
MOST_COLUMNS = 200
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb"\shidden=\"(?:1|true)\"")
_NUMBER = re.compile(rb"\s(r|min|max)=\"([0-9]{1,7})\"")


def read_excel(content: bytes) -> Sheets:
    """Return the visible sheets. Raises WorkbookError for what is no workbook."""
    parts = parts_of(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        found = Sheets([_read(sheet, parts, named=len(shown) > 1) for sheet in shown])
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OverflowError) as error:
        # openpyxl tells of a broken workbook by whatever its parts lead to.
        raise refusal(
            _("Regnearket er skadet og kan ikke leses."), _("Åpne det i Excel og lagre det på nytt.")
        ) from error
    found.notes += [_("Arket «%s» er skjult og er ikke lest.") % title for title in hidden]
    return found


def _read(source: Any, parts: dict[str, bytes], *, named: bool) -> Sheet:
    xml = parts.get(str(source._worksheet_path).lstrip("/"), b"")
    sheet = Sheet(source.title if named else "", [], _hidden_columns(xml))
    hidden_rows = _hidden_rows(xml)
    for cells in source.iter_rows(max_col=MOST_COLUMNS):
        row = _row(sheet, cells)
        if row is None:
            continue
        if row.number in hidden_rows:
            row.problems.append(
                CellProblem(
                    sheet.cell(row.number, 1),
                    _("Raden er skjult i regnearket."),
                    _("Vis den, eller slett den."),
                )
            )
        sheet.rows.append(row)
        if len(sheet.rows) > MOST_ROWS:
            message = _("Arket har mer enn %d rader.") % MOST_ROWS
            raise refusal(message, _("Del det i flere filer."))
    _mark_merged(sheet, xml)
    return sheet


def _row(sheet: Sheet, cells: tuple[Any, ...]) -> Row | None:
    texts: dict[int, str] = {}
    problems: list[CellProblem] = []
    number = 0
    for cell in cells:
        if cell.value is None:
            continue
        number = cell.row
        place = sheet.cell(cell.row, cell.column)
        if cell.data_type == "f":
            message = _("Cella har en formel, og formler blir ikke regnet ut her.")
            problems.append(CellProblem(place, message, _("Lim inn verdien i stedet for formelen.")))
        elif cell.data_type == "e":
            message = _("Cella har feilverdien %s.") % cell.value
            problems.append(CellProblem(place, message, _("Skriv det som skal stå der.")))
        elif text := text_of(cell.value):
            texts[cell.column] = text
    return Row(number, texts, problems) if texts or problems else None


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


def _hidden_rows(xml: bytes) -> set[int]:
    return {
        int(dict(_NUMBER.findall(found))[b"r"])
        for found in _ROW.findall(xml)
        if _HIDDEN.search(found) and b"r" in dict(_NUMBER.findall(found))
    }


def _hidden_columns(xml: bytes) -> set[int]:
    columns: set[int] = set()
    for found in _COLUMN.findall(xml):
        ends = dict(_NUMBER.findall(found))
        if _HIDDEN.search(found) and {b"min", b"max"} <= ends.keys():
            columns.update(range(int(ends[b"min"]), min(int(ends[b"max"]), MOST_COLUMNS) + 1))
    return columns


def _mark_merged(sheet: Sheet, xml: bytes) -> None:
    """Note merged cells on the rows they touch: which of them a value is meant for, nobody can tell."""
    by_number = {row.number: row for row in sheet.rows}
    for reference in _merged(xml):
        first_column, first, _last_column, last = range_boundaries(reference)
        for number in range(first or 1, min(last or 1, (first or 1) + MOST_ROWS) + 1):
            if number in by_number:
                by_number[number].problems.append(
                    CellProblem(
                        sheet.cell(number, first_column or 1),
                        _("Cellene %s er slått sammen.") % reference,
                        _("Opphev det, og fyll ut hver celle."),
                    )
                )


def _merged(xml: bytes) -> Iterator[str]:
    for found in _MERGED.findall(xml)[:MOST_ROWS]:
        yield found.decode("ascii")
