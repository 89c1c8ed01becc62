"""What can be wrong with a workbook, told with cell and remedy."""

from collections.abc import Iterable

from rodtrad.core.sheets.problems import CellProblem, as_text
from rodtrad.exchange.errors import ExchangeError


class WorkbookError(ExchangeError):
    """A workbook cannot be read, or says what cannot be; nothing was stored."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = list(problems)
        super().__init__(as_text(self.problems))


def refusal(message: str, remedy: str, cell: str = "") -> WorkbookError:
    return WorkbookError([CellProblem(cell, message, remedy)])
