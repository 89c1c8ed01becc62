"""Sheets for tests: Excel workbooks and pasted cells, made where they are used."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.propose import Proposal, propose
from rodtrad.exchange.workbook.read import read_sheets
from rodtrad.exchange.workbook.wish import Wish
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import viewer_for
from tests.cast import Cast


def excel(*rows: Sequence[object], change: Callable[[Any], object] = lambda sheet: None) -> bytes:
    """Return a workbook with one sheet of these rows; `change` may do more to the sheet."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def pasted(*rows: Iterable[str]) -> bytes:
    """Return rows as they come from the clipboard."""
    return "\n".join("\t".join(row) for row in rows).encode()


def proposal(
    root: Root, content: bytes, plan: str = "handlingsdel", *, from_clipboard: bool = False
) -> Proposal:
    """Return what a command would do with the sheet."""
    return propose(read_sheets(content, pasted=from_clipboard), Here(root), plan=plan)


def proposal_for(cast: Cast, name: str, content: bytes, plan: str = "handlingsdel") -> Proposal:
    """Return what the sheet would do when this person of the cast sends it."""
    person, root = cast.user(name), cast.solvik
    here = Here(root, viewer=viewer_for(person, root), person=person)
    return propose(read_sheets(content), here, plan=plan)


def told(wishes: Iterable[Wish]) -> list[str]:
    return [str(problem) for wish in wishes for problem in wish.problems]
