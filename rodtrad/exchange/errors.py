"""What can be wrong with a file from outside, told with line, place and remedy."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.sheets.problems import TOLD as TOLD


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a file: where it is, what is wrong, and what to do."""

    line: int
    column: int
    place: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = _("Linje %(line)d, kolonne %(column)d") % {"line": self.line, "column": self.column}
        place = f" ({self.place})" if self.place else ""
        return f"{where}{place}: {self.message}" + (f" {self.remedy}" if self.remedy else "")


class ExchangeError(Exception):
    """Something from outside could not be read; nothing was stored."""


class PlanFileError(ExchangeError):
    """A plan file has faults: `problems` holds the first of them in the order of the file, `count` all."""

    def __init__(self, problems: Iterable[Problem], *, more: int = 0) -> None:
        every = sorted(set(problems))
        self.problems = every[:TOLD]
        self.count = len(every) + more
        super().__init__(self.as_text())

    def as_text(self) -> str:
        head = ngettext(
            "Fila har én feil. Ingenting er lagret.",
            "Fila har %(count)d feil. Ingenting er lagret.",
            self.count,
        ) % {"count": self.count}
        untold = self.count - len(self.problems)
        tail = [_("… og %(count)d til.") % {"count": untold}] if untold else []
        return "\n".join([head, *map(str, self.problems), *tail])
