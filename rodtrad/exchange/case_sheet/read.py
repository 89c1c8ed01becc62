"""From the bytes of a sheet to rows of values, each with where its cells stand."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from rodtrad.cases.models import CaseStatus
from rodtrad.core.models import Visibility
from rodtrad.core.sheets.cells import Sheet
from rodtrad.core.sheets.problems import CellProblem, SheetError
from rodtrad.core.sheets.read import read_sheets
from rodtrad.exchange.errors import ExchangeError

MOST_ROWS = 2_000
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
#: What a column may be called, in small letters, for each value of a case.
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("saksnummer", "saksnr", "saksnr.", "sak", "nummer"),
    "title": ("tittel", "sakstittel", "navn"),
    "body": ("avgjort av", "organ", "utvalg"),
    "date": ("avgjort", "vedtaksdag", "vedtaksdato", "dato"),
    "decision": ("vedtak", "vedtaket"),
    "status": ("status",),
    "owner": ("eier", "enhet"),
    "legal_basis": ("hjemmel",),
    "proposed_on": ("forslaget ble åpent", "forslag åpent"),
    "recommended_on": ("innstillingen ble åpen", "innstilling åpen"),
    "archive_address": ("arkiv", "lenke til arkivet"),
    "einnsyn_address": ("einnsyn", "lenke til einnsyn"),
    "visibility": ("synlig for", "hvem kan se saken"),
}
_DAYS = ("date", "proposed_on", "recommended_on")


class CaseSheetError(ExchangeError):
    """The sheet cannot be taken in: `problems` tells the cells."""

    def __init__(self, problems: list[CellProblem]) -> None:
        self.problems = problems
        super().__init__(str(SheetError(problems)))


@dataclass(frozen=True)
class CaseRow:
    """One case: its values as text, and the cell of each."""

    row: int
    values: dict[str, str]
    cells: dict[str, str] = field(default_factory=dict, compare=False)

    def cell(self, name: str) -> str:
        return self.cells.get(name) or self.cells.get("number", "")


def read_cases(content: bytes) -> list[CaseRow]:
    """Return the rows of the first sheet that has a column of case numbers. Raises CaseSheetError."""
    try:
        sheets = read_sheets(content).sheets
    except SheetError as error:
        raise CaseSheetError(error.problems) from error
    for sheet in sheets:
        found = _columns(sheet)
        if found is not None:
            return _rows(sheet, *found)
    raise CaseSheetError(
        [CellProblem("", _("Fant ingen rad med overskriftene «Saksnummer» og «Tittel»."),
                     _("Skriv dem øverst i arket."))])  # fmt: skip


def _columns(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """Return the number of the row with the headings, and what each column holds."""
    names = {called: name for name, every in HEADINGS.items() for called in every}
    for row in sheet.rows[:20]:
        found: dict[int, str] = {}
        for column, text in row.texts.items():
            name = names.get(" ".join(text.split()).casefold())
            if name and name not in found.values():
                found[column] = name
        if {"number", "title"} <= set(found.values()):
            return row.number, found
    return None


def _rows(sheet: Sheet, head: int, columns: dict[int, str]) -> list[CaseRow]:
    rows: list[CaseRow] = []
    problems: list[CellProblem] = []
    first: dict[str, str] = {}
    for row in sheet.rows:
        values = {name: row.texts.get(column, "").strip() for column, name in columns.items()}
        if row.number <= head or not any(values.values()):
            continue
        cells = {name: sheet.cell(row.number, column) for column, name in columns.items()}
        problems += [fault.problem for fault in row.faults if set(fault.columns) & set(columns)]
        _as_stored(values, cells, problems)
        number = values["number"].casefold()
        if number and number in first:
            message = _("Saksnummeret står også i %s.") % first[number]
            problems.append(CellProblem(cells["number"], message, _("Ta bort den ene raden.")))
        first.setdefault(number, cells["number"])
        rows.append(CaseRow(row.number, values, cells))
        if len(rows) > MOST_ROWS:
            message = _("Arket har mer enn %d saker.") % MOST_ROWS
            raise CaseSheetError([CellProblem("", message, _("Del det i flere filer."))])
    if problems:
        raise CaseSheetError(problems)
    if not rows:
        raise CaseSheetError([CellProblem("", _("Arket har ingen saker."), _("Skriv en rad for hver sak."))])
    return rows


def _as_stored(values: dict[str, str], cells: dict[str, str], problems: list[CellProblem]) -> None:
    """Turn days, and words to choose among, into what is stored."""
    for name in _DAYS:
        if values.get(name):
            found = _day(values[name])
            if found is None:
                message = _("«%s» er ikke en dato.") % values[name][:40]
                problems.append(CellProblem(cells[name], message, _("Skriv dag.måned.år, som 31.01.2026.")))
            values[name] = found or ""
    choices: dict[str, dict[str, str]] = {
        "status": {str(one.label).casefold(): one.value for one in CaseStatus},
        "visibility": {str(one.label).casefold(): str(one.value) for one in Visibility} | {"alle": "0"},
    }
    for name, known in choices.items():
        given = values.get(name, "").casefold()
        if given and given not in known and given not in known.values():
            message = _("«%s» er ikke blant valgene.") % values[name][:40]
            problems.append(CellProblem(cells[name], message, _("Skriv en av: %s.") % ", ".join(known)))
        elif given:
            values[name] = known.get(given, given)
        else:
            values.pop(name, None)


def _day(text: str) -> str | None:
    norwegian, iso = _DAY.fullmatch(text), _ISO.fullmatch(text)
    try:
        if norwegian:
            return date(int(norwegian[3]), int(norwegian[2]), int(norwegian[1])).isoformat()
        return date.fromisoformat(iso[1]).isoformat() if iso else None
    except ValueError:
        return None
