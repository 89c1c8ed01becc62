"""CSV files and cells pasted from a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from rodtrad.core.sheets.cells import Fault, Row, Sheet, Sheets
from rodtrad.core.sheets.problems import CellProblem, refusal
from rodtrad.core.sheets.read_excel import MOST_COLUMNS, MOST_ROWS
from rodtrad.core.text import storable

_SEPARATORS = "\t;,"
_LONGEST_CELL = 200_000
#: What an export puts a quotation mark before, so that no spreadsheet takes it for a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_REPLACED = "\N{REPLACEMENT CHARACTER}"


def read_csv(content: bytes) -> Sheets:
    """Return the file as one sheet, with a note about what had to be guessed. Raises SheetError."""
    notes: list[str] = []
    text = _plain(_decoded(content, notes))
    separator = separator_of(text)
    if separator == ",":
        notes.append(_("Kolonnene er skilt med komma. Se over celler der det står komma i teksten."))
    return Sheets([_sheet(_csv_rows(text, separator))], notes)


def read_pasted(text: str) -> Sheets:
    """Return cells as a spreadsheet puts them on the clipboard, else as CSV. Raises SheetError."""
    text = _plain(text)
    if "\t" in text:
        return Sheets([_sheet(_clipboard_rows(text))])
    return read_csv(text.encode())


def _plain(text: str) -> str:
    """Return the text with one sort of line break, and without signs that no database holds."""
    return storable(text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(content: bytes, notes: list[str]) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:1000]:
        return _decoded_wide(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.append(_("Fila er lest som Windows-1252, for den er ikke lagret som UTF-8. Se over æ, ø og å."))
        return content.decode("cp1252", errors="replace")


def _decoded_wide(content: bytes) -> str:
    """Return UTF-16, with or without its mark: then every other byte of Western text is nought."""
    first = content[:1000]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        code = "utf-16"
    elif first[1::2].count(0) > len(first) // 4 > first[::2].count(0):
        code = "utf-16-le"
    elif first[::2].count(0) > len(first) // 4 > first[1::2].count(0):
        code = "utf-16-be"
    else:
        raise refusal(_("Fila er ikke tekst."), _("Lagre den som Excel-arbeidsbok (.xlsx) eller CSV."))
    try:
        return content.decode(code)
    except UnicodeDecodeError as error:
        message = _("Fila er ikke hel tekst i UTF-16.")
        raise refusal(message, _("Lagre den på nytt som CSV UTF-8.")) from error


def _csv_rows(text: str, separator: str) -> Iterator[list[str]]:
    """Yield rows; what stands between quotes may have several lines. A quote left open would swallow the rest."""
    csv.field_size_limit(_LONGEST_CELL)
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=separator, strict=True):
            number += 1
            yield cells
    except csv.Error as error:
        message = _("Fila kan ikke leses som CSV fra rad %d.") % (number + 1)
        raise refusal(
            message,
            _("Se etter et anførselstegn som ikke er lukket, eller som skulle vært skrevet to ganger."),
        ) from error


def _clipboard_rows(text: str) -> Iterator[list[str]]:
    """Yield rows; a spreadsheet sets a cell between quotes only when it has a line break or a tab in it."""
    cells: list[str] = []
    at = 0
    while at < len(text):
        cell, after = _quoted_cell(text, at) or _plain_cell(text, at)
        cells.append(cell)
        if text[after : after + 1] != "\t":
            yield cells
            cells = []
        elif after + 1 == len(text):
            cells.append("")
        at = after + 1
    if cells:
        yield cells


def _quoted_cell(text: str, at: int) -> tuple[str, int] | None:
    """Return the cell between quotes that begins here, and where it ends; None when the quote belongs to the text."""
    if text[at] != '"':
        return None
    end = at + 1
    while (end := text.find('"', end)) >= 0 and text[end + 1 : end + 2] == '"':
        end += 2
    inner = text[at + 1 : end]
    if end < 0 or text[end + 1 : end + 2] not in ("", "\t", "\n") or not {"\n", "\t"} & set(inner):
        return None
    return inner.replace('""', '"'), end + 1


def _plain_cell(text: str, at: int) -> tuple[str, int]:
    ends = [end for end in (text.find("\t", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _sheet(rows: Iterable[list[str]]) -> Sheet:
    sheet = Sheet("", [])
    for number, cells in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise refusal(_("Arket har mer enn %d rader.") % MOST_ROWS, _("Del det i flere filer."))
        if any(cell.strip() for cell in cells[MOST_COLUMNS:]):
            message = _("Arket har mer enn %d kolonner.") % MOST_COLUMNS
            raise refusal(message, _("Slett dem som ikke skal leses."), sheet.cell(number, MOST_COLUMNS + 1))
        row = _row(sheet, number, cells)
        if row.texts:
            sheet.rows.append(row)
    return sheet


def _row(sheet: Sheet, number: int, cells: list[str]) -> Row:
    row = Row(number, {})
    for column, cell in enumerate(cells, 1):
        given = cell.strip()
        if not given:
            continue
        row.texts[column] = unquoted(given)
        if given.startswith("="):
            message = _("Cella har en formel, og formler blir ikke regnet ut her.")
            remedy = _("Lim inn verdien i stedet for formelen.")
        elif given.startswith("#") and given in _ERRORS:
            message, remedy = _("Cella har feilverdien %s.") % given, _("Skriv det som skal stå der.")
        elif _REPLACED in given:
            message = _("Cella har et tegn som gikk tapt da fila ble lagret (%s).") % _REPLACED
            remedy = _("Skriv tegnet på nytt, eller lagre fila som CSV UTF-8.")
        else:
            continue
        problem = CellProblem(sheet.cell(number, column), message, remedy)
        row.faults.append(Fault(range(column, column + 1), problem))
    return row


#: What a spreadsheet shows for a formula that does not work out, in bokmål and English.
_ERRORS = frozenset(
    {
        "#REF!",
        "#N/A",
        "#I/T",
        "#VALUE!",
        "#VERDI!",
        "#NAME?",
        "#NAVN?",
        "#DIV/0!",
        "#DEL/0!",
        "#NULL!",
        "#NUM!",
    }
)


def quoted(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) or text.startswith("'") else text


def unquoted(text: str) -> str:
    """Take away the mark that `quoted` puts first."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*DANGEROUS, "'")) else text


def separator_of(text: str) -> str:
    """Return what stands most often in the first line that has two of it, else one: a title may have a comma."""
    for fewest in (2, 1):
        for line in text.splitlines()[:20]:
            counts = {separator: line.count(separator) for separator in _SEPARATORS}
            best = max(counts, key=lambda separator: counts[separator])
            if counts[best] >= fewest:
                return best
    return ";"
