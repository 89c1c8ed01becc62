"""What one row asks for, beside what stands; and the rows of a sheet told by their headings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from rodtrad.core.sheets.cells import Row, Sheet, Sheets
from rodtrad.core.sheets.problems import CellProblem
from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file.problems import suggestion
from rodtrad.exchange.workbook.columns import LEVEL, Column, by_heading, plain, seen
from rodtrad.exchange.workbook.guidance import NOT_READ
from rodtrad.exchange.workbook.here import Here, Standing
from rodtrad.exchange.workbook.problems import WorkbookError, refusal
from rodtrad.exchange.workbook.values import BadValueError
from rodtrad.goals.models import Element, Level

#: How far down a heading row may stand, under a title and some blank rows.
_LOOK_IN = 20
_FEWEST_HEADINGS = 2
#: Columns with free text, besides the titles.
_FREE = ("description", "number", "place")


class Outcome(StrEnum):
    MADE = "made"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    """A field as it is and as it will be, in the words of the sheet."""

    heading: str
    before: str
    after: str


@dataclass
class Wish:
    """One row. `texts` has every column of its sheet; `element` and `before` are None for a new element.

    `stands` is what stands, as texts.
    """

    sheet: Sheet
    row: Row
    texts: dict[str, str]
    columns: dict[str, int]
    problems: list[CellProblem] = field(default_factory=list)
    key: str = ""
    plan: str = ""
    level: Level | None = None
    element: Element | None = None
    before: Standing | None = None
    stands: dict[str, str] = field(default_factory=dict)
    after: Standing | None = None
    outcome: Outcome = Outcome.SAME
    changes: list[Change] = field(default_factory=list)

    @property
    def where(self) -> str:
        return f"{self.sheet.name}!{self.row.number}" if self.sheet.name else str(self.row.number)

    @property
    def title(self) -> str:
        return next((text for name, text in self.texts.items() if name.startswith(LEVEL) and text), self.key)

    def cell(self, name: str) -> str:
        return self.sheet.cell(self.row.number, self.columns.get(name, 1))

    def refuse(self, name: str, message: str, remedy: str = "") -> None:
        """Note a fault; of a cell that could not be read, no more is said."""
        cell = self.cell(name)
        # A fault in a column that is not read refuses nothing by itself.
        told = [fault.problem for fault in self.row.faults if fault.problem in self.problems]
        if not any(problem.cell == cell for problem in told):
            self.problems.append(CellProblem(cell, message, remedy))

    def refuse_value(self, name: str, error: BadValueError) -> None:
        self.refuse(name, error.message, error.remedy)


def wishes_of(sheets: Sheets, here: Here) -> list[Wish]:
    """Return a wish for each row under a heading row. Raises WorkbookError when no sheet has one."""
    headings = by_heading(here.columns)
    found: list[Wish] = []
    problems: list[CellProblem] = []
    headed = False
    for sheet in sheets.sheets:
        head = _heading_row(sheet, headings)
        if head is None:
            sheets.notes += _unread(sheet)
            continue
        headed = True
        columns = _columns(sheet, head, headings, problems, sheets.notes)
        below = [row for row in sheet.rows if row.number > head.number]
        found += _under(sheet, below, columns, head, sheets.notes)
    if not headed:
        raise _no_heading(sheets, here)
    if problems:
        raise WorkbookError(problems)
    return found


def _unread(sheet: Sheet) -> list[str]:
    """Return a note about a sheet without headings; our own first ones have none, and need none."""
    if not sheet.rows or sheet.name in NOT_READ:
        return []
    return [_("Arket «%s» har ingen rad med overskrifter og er ikke lest.") % sheet.name]


def _under(
    sheet: Sheet, rows: list[Row], columns: dict[str, int], head: Row, notes: list[str]
) -> Iterator[Wish]:
    """Yield a wish for each row that says something in a column that is read."""
    titles = {column: plain(head.texts[column]) for column in columns.values()}
    for row in rows:
        texts = {name: _text(name, row.texts.get(column, "")) for name, column in columns.items()}
        problems = [fault.problem for fault in row.faults if not titles.keys().isdisjoint(fault.columns)]
        again = [column for column, title in titles.items() if plain(row.texts.get(column, "")) == title]
        if len(again) >= _FEWEST_HEADINGS:
            words = _("Rad %s har overskriftene en gang til og er ikke lest.")
            notes.append(words % Wish(sheet, row, texts, columns).where)
        elif any(texts.values()) or problems:
            yield Wish(sheet, row, texts, columns, problems)


def _text(name: str, text: str) -> str:
    """Return the text; of keys, names, days and words without what nobody sees."""
    return text if name in _FREE or name.startswith(LEVEL) else seen(text)


def _heading_row(sheet: Sheet, headings: dict[str, Column]) -> Row | None:
    """Return the row that has at least two known headings, one of them a level or the key."""
    for row in sheet.rows[:_LOOK_IN]:
        known = [headings[plain(text)].name for text in row.texts.values() if plain(text) in headings]
        if any(name == "key" or name.startswith(LEVEL) for name in known) and (
            len(known) >= _FEWEST_HEADINGS or len(row.texts) == 1
        ):
            return row
    return None


def _columns(
    sheet: Sheet, head: Row, headings: dict[str, Column], problems: list[CellProblem], notes: list[str]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, text in head.texts.items():
        column = headings.get(plain(text))
        place = sheet.cell(head.number, number)
        if column is None:
            near = suggestion(plain(text), [known.heading for known in headings.values()])
            words = {"cell": place, "heading": shorten(text, 60)}
            notes.append(
                _("Kolonnen %(cell)s «%(heading)s» er ikke kjent og blir ikke lest.") % words + f" {near}"
            )
        elif column.name in found:
            message = _("Overskriften «%s» står to ganger.") % text
            problems.append(CellProblem(place, message, _("Ta bort den ene kolonnen.")))
        elif number in sheet.hidden:
            message = _("Kolonnen «%s» er skjult i regnearket.") % text
            problems.append(CellProblem(place, message, _("Vis den, eller slett den.")))
        else:
            found[column.name] = number
    return found


def _no_heading(sheets: Sheets, here: Here) -> WorkbookError:
    levels = ", ".join(f"«{column.heading}»" for column in here.columns if column.name.startswith(LEVEL))
    if not any(sheet.rows for sheet in sheets.sheets):
        return refusal(
            _("Arket er tomt."), _("Første rad skal ha overskrifter, radene under ett element hver.")
        )
    return refusal(
        _("Fant ingen rad med overskrifter."),
        _("Første rad skal ha overskrifter: minst ett nivå (%s), og for eksempel «Nøkkel» eller «Plan».")
        % levels,
    )
