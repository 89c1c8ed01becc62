"""A file or the clipboard to sheets, with the refusals of this room."""

from rodtrad.core.sheets import read
from rodtrad.core.sheets.cells import Sheets
from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.sheets.read import LARGEST_FILE as LARGEST_FILE
from rodtrad.exchange.workbook.problems import WorkbookError


def read_sheets(content: bytes, *, pasted: bool = False) -> Sheets:
    """Return what the file or the clipboard holds. Raises WorkbookError, with what to do, for what is no sheet."""
    try:
        return read.read_sheets(content, pasted=pasted)
    except SheetError as error:
        raise WorkbookError(error.problems) from error


def too_large(size: int) -> WorkbookError:
    return WorkbookError(read.too_large(size).problems)
