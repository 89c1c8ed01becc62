"""The rows of the sheets with targets, told from those with elements by their headings."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rodtrad.core.sheets.cells import Row, Sheet, Sheets
from rodtrad.core.sheets.problems import CellProblem
from rodtrad.core.text import shorten
from rodtrad.exchange.workbook.columns import plain, seen
from rodtrad.exchange.workbook.problems import WorkbookError
from rodtrad.exchange.workbook.targets.columns import NEEDED, SHOWN, by_heading
from rodtrad.exchange.workbook.targets.wish import TargetWish

#: How far down a heading row may stand, under a title and some blank rows.
_LOOK_IN = 20


def without_targets(sheets: Sheets) -> Sheets:
    """Return the sheets that are not about targets."""
    return Sheets([one for one in sheets.sheets if _heading_row(one) is None], sheets.notes)


def target_wishes(sheets: Sheets) -> list[TargetWish]:
    """Return a wish for each row under the headings of targets. Raises WorkbookError for headings that clash."""
    problems: list[CellProblem] = []
    found: list[TargetWish] = []
    for sheet in sheets.sheets:
        if head := _heading_row(sheet):
            found += _under(sheet, head, _columns(sheet, head, problems, sheets.notes))
    if problems:
        raise WorkbookError(problems)
    return found


def _heading_row(sheet: Sheet) -> Row | None:
    headings = by_heading()
    for row in sheet.rows[:_LOOK_IN]:
        known = {headings[plain(text)].name for text in row.texts.values() if plain(text) in headings}
        if known >= NEEDED:
            return row
    return None


def _columns(sheet: Sheet, head: Row, problems: list[CellProblem], notes: list[str]) -> dict[str, int]:
    headings, found = by_heading(), {}
    for number, text in head.texts.items():
        column, place = headings.get(plain(text)), sheet.cell(head.number, number)
        if column is None:
            words = {"cell": place, "heading": shorten(text, 60)}
            notes.append(_("Kolonnen %(cell)s «%(heading)s» er ikke kjent og blir ikke lest.") % words)
        elif column.name in SHOWN:
            continue
        elif column.name in found:
            message = _("Overskriften «%s» står to ganger.") % text
            problems.append(CellProblem(place, message, _("Ta bort den ene kolonnen.")))
        elif number in sheet.hidden:
            message = _("Kolonnen «%s» er skjult i regnearket.") % text
            problems.append(CellProblem(place, message, _("Vis den, eller slett den.")))
        else:
            found[column.name] = number
    return found


def _under(sheet: Sheet, head: Row, columns: dict[str, int]) -> Iterator[TargetWish]:
    """Yield a wish for each row that says something in a column that is read."""
    for row in sheet.rows:
        if row.number <= head.number:
            continue
        texts = {name: seen(row.texts.get(column, "")) for name, column in columns.items()}
        read = set(columns.values())
        problems = [fault.problem for fault in row.faults if not read.isdisjoint(fault.columns)]
        if any(texts.values()) or problems:
            yield TargetWish(sheet, row, texts, columns, problems)
