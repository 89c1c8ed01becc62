"""What can be wrong with a file from outside, told with line, place and remedy."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


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
    """A plan file has faults. `problems` holds every fault found, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(self.as_text())

    def as_text(self) -> str:
        head = _("Fila har %(count)d feil. Ingenting er lagret.") % {"count": len(self.problems)}
        return "\n".join([head, *map(str, self.problems)])
