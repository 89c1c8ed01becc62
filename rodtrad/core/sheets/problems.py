"""What can be wrong with a sheet, told with cell and remedy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

#: How many faults of one file are told; a file with more of them has one cause, seldom hundreds.
TOLD = 50


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One fault: where it is (`Tiltak!C14`, `C14`, or nothing for the whole file), what is wrong, what to do."""

    cell: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = _("Celle %s: ") % self.cell if self.cell else ""
        return f"{where}{self.message}" + (f" {self.remedy}" if self.remedy else "")


class SheetError(Exception):
    """A sheet cannot be read at all; nothing was stored."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = list(problems)
        super().__init__(as_text(self.problems))


def as_text(problems: Sequence[CellProblem]) -> str:
    """Return the first of the faults, a line each, and that nothing was stored."""
    told = [str(one) for one in problems[:TOLD]]
    if untold := len(problems) - len(told):
        told.append(_("… og %(count)d til.") % {"count": untold})
    return "\n".join([*told, _("Ingenting er lagret.")])


def refusal(message: str, remedy: str, cell: str = "") -> SheetError:
    return SheetError([CellProblem(cell, message, remedy)])
