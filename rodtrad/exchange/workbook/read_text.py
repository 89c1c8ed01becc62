"""CSV files and cells pasted from a spreadsheet."""

import csv
import io

from django.utils.translation import gettext as _

from rodtrad.exchange.workbook.cells import Row, Sheet, Sheets
from rodtrad.exchange.workbook.problems import CellProblem, refusal
from rodtrad.exchange.workbook.read_excel import MOST_COLUMNS, MOST_ROWS

_SEPARATORS = "\t;,"
_LONGEST_CELL = 200_000
#: What an export puts a quotation mark before, so that no spreadsheet takes it for a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def read_csv(content: bytes) -> Sheets:
    """Return the file as one sheet, with a note about what had to be guessed. Raises WorkbookError."""
    notes: list[str] = []
    text = _decoded(content, notes)
    found = read_rows(text)
    separator = separator_of(text)
    if separator == ",":
        notes.append(_("Kolonnene er skilt med komma. Se over celler der det står komma i teksten."))
    found.notes = [*notes, *found.notes]
    return found


def _decoded(content: bytes, notes: list[str]) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise refusal(
                _("Fila er ikke hel tekst i UTF-16."), _("Lagre den på nytt som CSV UTF-8.")
            ) from error
    if b"\0" in content[:1000]:
        raise refusal(_("Fila er ikke tekst."), _("Lagre den som Excel-arbeidsbok (.xlsx) eller CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.append(_("Fila er lest som Windows-1252, for den er ikke lagret som UTF-8. Se over æ, ø og å."))
        return content.decode("cp1252", errors="replace")


def read_rows(text: str) -> Sheets:
    """Return text with separators between cells as one sheet; what stands between quotes may have several lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=separator_of(text), strict=False)
    sheet = Sheet("", [])
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise refusal(_("Arket har mer enn %d rader.") % MOST_ROWS, _("Del det i flere filer."))
            row = _row(sheet, number, cells[:MOST_COLUMNS])
            if row is not None:
                sheet.rows.append(row)
    except csv.Error as error:
        message = _("Fila kan ikke leses som CSV fra rad %d.") % (reader.line_num or 1)
        raise refusal(message, _("Se etter et anførselstegn som ikke er lukket.")) from error
    return Sheets([sheet])


def _row(sheet: Sheet, number: int, cells: list[str]) -> Row | None:
    texts: dict[int, str] = {}
    problems: list[CellProblem] = []
    for column, cell in enumerate(cells, 1):
        given = cell.strip()
        if not given:
            continue
        texts[column] = unquoted(given)
        if given.startswith("="):
            problems.append(
                CellProblem(
                    sheet.cell(number, column),
                    _("Cella har en formel, og formler blir ikke regnet ut her."),
                    _("Lim inn verdien i stedet for formelen."),
                )
            )
    return Row(number, texts, problems) if texts else None


def quoted(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) or text.startswith("'") else text


def unquoted(text: str) -> str:
    """Take away the mark that `quoted` puts first."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*DANGEROUS, "'")) else text


def separator_of(text: str) -> str:
    """Return what stands most often in the first line that has any of them."""
    for line in text.splitlines()[:20]:
        counts = {separator: line.count(separator) for separator in _SEPARATORS}
        best = max(counts, key=lambda separator: counts[separator])
        if counts[best]:
            return best
    return ";"
