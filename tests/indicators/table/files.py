"""Workbooks and CSV files as municipalities have them."""

import io
from collections.abc import Sequence

import openpyxl

Cell = str | float | None


def workbook(*rows: Sequence[Cell], sheet: str = "Tall") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def csv_file(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)
