"""What one row of the sheet with targets asks for."""

from dataclasses import dataclass, field
from typing import Any

from rodtrad.core.sheets.cells import Row, Sheet
from rodtrad.core.sheets.problems import CellProblem
from rodtrad.exchange.workbook.targets.standing import TargetKey
from rodtrad.exchange.workbook.wish import Change, Outcome
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.targets.models import Target


@dataclass
class TargetWish:
    """One row. `target` is None for a new one; `values` is what is wanted when all is read."""

    sheet: Sheet
    row: Row
    texts: dict[str, str]
    columns: dict[str, int]
    problems: list[CellProblem] = field(default_factory=list)
    element: Element | None = None
    indicator: Indicator | None = None
    organisation: str = ""
    target: Target | None = None
    values: dict[str, Any] = field(default_factory=dict)
    outcome: Outcome = Outcome.SAME
    changes: list[Change] = field(default_factory=list)

    @property
    def key(self) -> TargetKey | None:
        if self.element is None or self.indicator is None:
            return None
        return self.element.key, self.indicator.key, self.organisation

    @property
    def where(self) -> str:
        return f"{self.sheet.name}!{self.row.number}" if self.sheet.name else str(self.row.number)

    @property
    def title(self) -> str:
        """What it is called where it is shown: the indicator, and the element it is for."""
        indicator = self.indicator.title if self.indicator else self.texts.get("indicator", "")
        element = self.element.title if self.element else self.texts.get("element", "")
        return ": ".join(part for part in (element, indicator) if part)

    def refuse(self, name: str, message: str, remedy: str) -> None:
        """Note a fault; of a cell that could not be read, no more is said."""
        cell = self.sheet.cell(self.row.number, self.columns.get(name, 1))
        if not any(problem.cell == cell for problem in self.problems):
            self.problems.append(CellProblem(cell, message, remedy))
