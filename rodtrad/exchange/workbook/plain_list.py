"""The list of a page as Excel or CSV: one row of headings, then its rows; not to be taken in again."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.utils.translation import ngettext
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from rodtrad.core.collecting import collector_paused
from rodtrad.core.sheets.read_text import quoted
from rodtrad.exchange.workbook.write import LONGEST_CELL, day_cell, head_cell, sheet_name, text_cell

MOST_ROWS = 20_000
_WIDTH, _WIDE = 22, 44
Value = str | date | float | None


@dataclass(frozen=True)
class PlainList:
    """What a page lists; `total` is how many rows there are, also when `rows` holds fewer. The first column is wide."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    total: int


@collector_paused()
def list_as_excel(*lists: PlainList) -> bytes:
    """Return a workbook with a sheet for each list."""
    book: Any = Workbook(write_only=True)
    taken: set[str] = set()
    for one in lists:
        _add_sheet(book, one, taken)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _add_sheet(book: Any, given: PlainList, taken: set[str]) -> None:
    sheet = book.create_sheet(sheet_name(given.name, taken))
    sheet.freeze_panes, sheet.print_title_rows = "B2", "1:1"
    sheet.page_setup.orientation = "landscape"
    for number in range(1, len(given.headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE if number == 1 else _WIDTH
    sheet.append([head_cell(sheet, heading) for heading in given.headings])
    for row in _rows(given):
        sheet.append([_cell(sheet, value) for value in row])


def list_as_csv(given: PlainList) -> bytes:
    """Return CSV as Norwegian Excel opens it: UTF-8 with a mark, semicolons."""
    content = io.StringIO()
    writer = csv.writer(content, delimiter=";", lineterminator="\r\n")
    writer.writerow([quoted(heading) for heading in given.headings])
    for row in _rows(given):
        writer.writerow([quoted(_text(value)) for value in row])
    return content.getvalue().encode("utf-8-sig")


def _rows(given: PlainList) -> Iterator[Sequence[Value]]:
    """Yield the rows that a file takes; a last one says how many there are besides."""
    told_of = 0
    for row in islice(given.rows, MOST_ROWS):
        told_of += 1
        yield row
    if left := given.total - told_of:
        told = ngettext(
            "%(count)d rad til fikk ikke plass. Velg færre på siden.",
            "%(count)d rader til fikk ikke plass. Velg færre på siden.",
            left,
        )
        yield [told % {"count": left}]


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, date) and value.year >= 1901:
        return day_cell(sheet, datetime.combine(value, time()))
    if isinstance(value, float):
        return value
    text = _text(value)
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
    return text_cell(sheet, text) if text else None


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value!r}".removesuffix(".0").replace(".", ",")
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else value or ""
