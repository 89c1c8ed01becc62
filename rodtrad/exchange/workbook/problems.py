"""What can be wrong with a sheet, told with cell and remedy."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.exchange.errors import TOLD, ExchangeError


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One fault: where it is (`Tiltak!C14`, `C14`, or nothing for the whole file), what is wrong, what to do."""

    cell: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = _("Celle %s: ") % self.cell if self.cell else ""
        return f"{where}{self.message}" + (f" {self.remedy}" if self.remedy else "")


class WorkbookError(ExchangeError):
    """A sheet cannot be read at all; nothing was stored."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = list(problems)
        told = [str(one) for one in self.problems[:TOLD]]
        untold = len(self.problems) - len(told)
        if untold:
            told.append(_("… og %(count)d til.") % {"count": untold})
        super().__init__("\n".join([*told, _("Ingenting er lagret.")]))


def refusal(message: str, remedy: str, cell: str = "") -> WorkbookError:
    return WorkbookError([CellProblem(cell, message, remedy)])
