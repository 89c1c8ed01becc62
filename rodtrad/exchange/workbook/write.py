"""A root's elements as an Excel workbook or CSV that reads back to the same."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from rodtrad.core.collecting import collector_paused
from rodtrad.core.sheets.read_text import DANGEROUS, quoted
from rodtrad.core.text import storable
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.workbook.choices import choices_in, offer_choices
from rodtrad.exchange.workbook.columns import FIXED, STAMP, Column
from rodtrad.exchange.workbook.guidance import CHOICE_LISTS, GUIDANCE, NOT_READ, guidance
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.rows import rows_of, sheets_of
from rodtrad.exchange.workbook.targets.columns import COLUMNS as TARGET_COLUMNS
from rodtrad.exchange.workbook.targets.columns import SHEET as TARGETS
from rodtrad.exchange.workbook.targets.rows import target_rows
from rodtrad.exchange.workbook.targets.standing import Standing

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAYS = frozenset({"starts", "ends"})
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
LONGEST_CELL = 32_767
_WRAP = Alignment(wrap_text=True, vertical="top")
_ONE_LINE = Alignment(wrap_text=False, vertical="top")
_HEAD, _FAINT = Font(bold=True), Font(color="8A8F98")
_SHADE = PatternFill("solid", fgColor="E8EAED")


@collector_paused()
def as_excel(here: Here, only: Collection[UUID] | None = None) -> bytes:
    """Return a workbook: guidance, a sheet for each framework that the root has, and the words to choose among."""
    book: Any = Workbook(write_only=True)
    _write_guidance(book, guidance(here, here.columns, TARGET_COLUMNS))
    taken = {name.casefold() for name in (*NOT_READ, TARGETS)}
    lists = choices_in(here)
    for framework, columns in sheets_of(here):
        sheet = book.create_sheet(sheet_name(framework.name, taken))
        _dress(sheet, columns)
        sheet.append([head_cell(sheet, column.heading) for column in columns])
        rows = 0
        for texts in rows_of(here, framework.key, only):
            sheet.append([_cell(sheet, column, texts.get(column.name, "")) for column in columns])
            rows += 1
        offer_choices(sheet, columns, lists, rows + 1)
    _write_targets(book.create_sheet(TARGETS), target_rows(Standing(here), only))
    _write_choices(book.create_sheet(CHOICE_LISTS), lists)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_targets(sheet: Any, rows: Iterable[Mapping[str, str | float]]) -> None:
    _dress(sheet, TARGET_COLUMNS)
    sheet.append([head_cell(sheet, column.heading) for column in TARGET_COLUMNS])
    for row in rows:
        values = ((column, row.get(column.name, "")) for column in TARGET_COLUMNS)
        sheet.append(
            [_cell(sheet, column, value) if isinstance(value, str) else value for column, value in values]
        )


def _dress(sheet: Any, columns: Sequence[Column]) -> None:
    """Let the headings and the key stay in sight, on paper too, and each column be as wide as what it holds."""
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width


@collector_paused()
def as_csv(here: Here, only: Collection[UUID] | None = None) -> bytes:
    """Return the elements of all frameworks as CSV: UTF-8 with a mark, semicolons, as Norwegian Excel opens it."""
    content = io.StringIO()
    writer = csv.writer(content, delimiter=";", lineterminator="\r\n")
    writer.writerow([quoted(column.heading) for column in here.columns])
    for texts in rows_of(here, only=only):
        writer.writerow([quoted(texts.get(column.name, "")) for column in here.columns])
    return content.getvalue().encode("utf-8-sig")


def _write_guidance(book: Any, rows: Iterable[Sequence[str]]) -> None:
    sheet = book.create_sheet(GUIDANCE)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    for what, how in rows:
        sheet.append([head_cell(sheet, what) if what else None, text_cell(sheet, how)])


def _write_choices(sheet: Any, lists: Mapping[str, Sequence[str]]) -> None:
    sheet.freeze_panes = "A2"
    for number, name in enumerate(lists, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(FIXED[name].width, 20)
    sheet.append([head_cell(sheet, FIXED[name].heading) for name in lists])
    for words in zip_longest(*lists.values()):
        sheet.append([text_cell(sheet, word) if word else None for word in words])


def head_cell(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font, cell.fill = _HEAD, _SHADE
    return cell


def _cell(sheet: Any, column: Column, text: str) -> Any:
    if text and column.name in _DAYS:
        # Norwegian days as the sheet shows them; a day before 1900 is no day to Excel.
        day = datetime.strptime(text, "%d.%m.%Y")  # noqa: DTZ007 - a day has no time zone
        if day.year >= 1901:
            return day_cell(sheet, day)
    if not text:
        return None
    cell = text_cell(sheet, text)
    if column.name == STAMP:
        cell.font, cell.alignment = _FAINT, _ONE_LINE
    return cell


def day_cell(sheet: Any, day: datetime) -> Any:
    cell = WriteOnlyCell(sheet, value=day)
    cell.number_format, cell.alignment = "dd.mm.yyyy", _ONE_LINE
    return cell


def text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that is text whatever it begins with."""
    if len(text) > LONGEST_CELL:
        raise ExchangeError(
            _("En tekst på %(length)d tegn får ikke plass i en celle; den begynner «%(start)s». Bruk CSV.")
            % {"length": len(text), "start": text[:60]}
        )
    cell = WriteOnlyCell(sheet, value=storable(text))
    cell.data_type = "s"
    cell.alignment = _WRAP
    if text.startswith(DANGEROUS):
        cell.quotePrefix = True
    return cell


def sheet_name(name: str, taken: set[str]) -> str:
    """Return a sheet's name as Excel takes it, and no other sheet has it."""
    base = _NOT_IN_NAMES.sub(" ", name).strip()[:_LONGEST_NAME] or "Ark"
    found, number = base, 1
    while found.casefold() in taken:
        number += 1
        found = f"{base[: _LONGEST_NAME - 4]} {number}"
    taken.add(found.casefold())
    return found
