"""Where in a workbook the table stands, and what its columns are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.sheets.cells import Sheet, Sheets
from rodtrad.core.sheets.problems import refusal

#: Rows from the top among which the headings are looked for.
_HEADING_WITHIN = 30


@dataclass(frozen=True)
class Headings:
    """Where the headings stand, and the column of each, by its folded text."""

    row: int
    columns: Mapping[str, int]
    texts: Mapping[int, str]


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def headings_of(sheet: Sheet, wanted: set[str]) -> Headings | None:
    """Return the first row that holds all headings that are wanted; the row with most texts when none is."""
    best: Headings | None = None
    for row in sheet.rows[:_HEADING_WITHIN]:
        columns = {folded(text): column for column, text in reversed(row.texts.items())}
        found = Headings(row.number, columns, dict(row.texts))
        if wanted and wanted <= columns.keys():
            return found
        if not wanted and (best is None or len(columns) > len(best.columns)):
            best = found
    return best


def sheet_of(sheets: Sheets, name: str) -> Sheet:
    filled = [sheet for sheet in sheets.sheets if sheet.rows]
    if name:
        for sheet in filled:
            if folded(sheet.name) == folded(name) or len(filled) == 1:
                return sheet
        names = ", ".join(f"«{sheet.name}»" for sheet in filled)
        message = _("Fant ikke arket «%(name)s». Fila har: %(names)s.")
        raise refusal(
            message % {"name": name, "names": names},
            _("Gi arket det navnet, eller endre koblingen."),
        )
    if not filled:
        raise refusal(_("Fila har ingen rader."), _("Velg en fil med tall."))
    return filled[0]
