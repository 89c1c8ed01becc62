"""Workbooks, CSV and pasted cells, as far as the elements they would make."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any

from openpyxl import Workbook

from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.operations import import_sheet
from rodtrad.exchange.workbook.problems import WorkbookError
from rodtrad.exchange.workbook.propose import Proposal, propose
from rodtrad.exchange.workbook.read import read_sheets
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.exchange.workbook.write import as_csv, as_excel
from rodtrad.organisations.models import Root
from scripts.fuzz.examine import Reader
from scripts.fuzz.mutate import bytes_mutated, cells_mutated, lines_mutated, within_archive
from scripts.fuzz.readers.must_hold import clean, undone
from scripts.fuzz.trees import xml_mutated

_PLAN = "handlingsdel"
_HEAD = [
    "Nøkkel",
    "Mål",
    "Tiltak",
    "Beskrivelse",
    "Ansvarlig",
    "Fra",
    "Til",
    "Framdrift",
    "Bidrar til",
    "Bærekraftsmål",
]
_ROWS = [
    ["", "", "Bygge gangvei", "To linjer\nher", "Teknisk", "2026", "31.12.2027", "", "trygge-veier", "11; 11.2"],
    ["", "", "Male gangfelt", "Om «gangfelt»", "teknisk", "01.02.2026", "2026-03-04", "", "", ""],
    ["leksehjelp", "", "Tilby leksehjelp på alle skoler", "", "Skolekontoret", "2026", "2028", "", "gode-skoler", "4"],
]  # fmt: skip


def _root() -> Root:
    return Root.objects.get(slug="solvik")


@cache
def _here() -> Here:
    return Here(_root())


def _workbooks() -> list[bytes]:
    return [as_excel(Here(_root())), _made_by_hand(odd=False), _made_by_hand(odd=True)]


def _made_by_hand(*, odd: bool) -> bytes:
    """Return a workbook as people make them; with what they do to cells, rows and sheets when it is `odd`."""
    book = Workbook()
    sheet: Any = book.active
    for row in [_HEAD, *_ROWS]:
        sheet.append(row)
    sheet.append(["", "", "Dager og tall", 1.5, "", date(2026, 1, 1), datetime(2027, 1, 1), "", "", 13.2])  # noqa: DTZ001  # cells hold no time zone
    if odd:
        _make_odd(book, sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _make_odd(book: Any, sheet: Any) -> None:
    sheet.append(["", "", "=1+1", "#N/A", True, time(1, 2)])
    sheet.merge_cells("C5:D6")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["L"].hidden = True
    for name, state in (("Skjult", "hidden"), ("Andre", "visible")):
        other = book.create_sheet(name)
        other.sheet_state = state
        other.append(_HEAD[:4])
        other.append(["", "Et nytt mål", "", "Om målet"])


def _texts() -> list[bytes]:
    table = [_HEAD, *_ROWS]
    quoted = "\r\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
    pasted = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in table)
    return [
        as_csv(Here(_root())),
        quoted.encode("utf-8-sig"),
        pasted.encode(),
        pasted.encode("utf-16"),
        quoted.encode("cp1252"),
        quoted.replace(";", ",").encode(),
    ]


def _read(content: bytes, deep: bool) -> Iterator[str]:
    proposal = propose(read_sheets(content), _here(), plan=_PLAN)
    again = propose(read_sheets(content), _here(), plan=_PLAN)
    assert proposal.digest == again.digest, "the same sheet is read in two ways"
    for wish in proposal.wishes:
        assert (wish.outcome is Outcome.REFUSED) == bool(wish.problems), "refused without a reason"
        assert all(str(problem) for problem in wish.problems)
        if wish.outcome is not Outcome.REFUSED:
            assert wish.after is not None, "let in without an element"
            clean(wish.after.entry.title, "a title")
            assert wish.after.entry.title, "an element without a title"
            assert wish.key, "an element without a key"
    if deep and proposal.touched and not proposal.problems:
        _stored(content, proposal)
    yield from proposal.notes
    yield from {f"{problem.message} {problem.remedy}" for problem in proposal.problems}
    yield from {f"{wish.outcome} {change.heading}" for wish in proposal.touched for change in wish.changes}


def _stored(content: bytes, proposal: Proposal) -> None:
    """Store it, and read back what both forms of export then say: nothing is to be changed by that."""
    with undone():
        report = import_sheet(root=_root(), content=content, plan=_PLAN)
        assert not report.problems
        assert report.counts == proposal.counts
        for written in (as_excel(Here(_root())), as_csv(Here(_root()))):
            again = propose(read_sheets(written), Here(_root()))
            told = [str(problem) for problem in again.problems][:3]
            changes = [(wish.key, wish.changes) for wish in again.touched][:3]
            assert (told, changes) == ([], []), "what is written reads back as another"


_REFUSALS = (WorkbookError, ExchangeError)
READERS = {
    "workbook": Reader(
        "workbook",
        _workbooks,
        (within_archive(xml_mutated, often=("sheet", "sharedStrings")),) * 4
        + (within_archive(xml_mutated), within_archive(bytes_mutated), bytes_mutated),
        _read,
        _REFUSALS,
        ".xlsx",
    ),
    "csv": Reader(
        "csv", _texts, (cells_mutated, cells_mutated, lines_mutated, bytes_mutated), _read, _REFUSALS, ".csv"
    ),
}
