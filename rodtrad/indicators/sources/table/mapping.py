"""How the columns of a table are read: told once, kept with the dataset."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from rodtrad.geography.models import AreaKind

#: What stands for no indicator: rows of a word that was chosen not to be read.
LEFT_OUT = ""


class Layout(StrEnum):
    #: One row for each area and period.
    LONG = "long"
    #: One column for each period.
    WIDE = "wide"


@dataclass(frozen=True)
class TableMapping:
    """Which heading holds what. Headings are compared without case and spaces.

    In a long table, `values` names the indicator of each value column. In a wide one the headings that are periods hold
    values, of the one indicator in `values` under the empty heading or of the one that `series` tells by a cell's text.
    Where there is no area column, all figures are for `area_code`; where no period column, for `period`.
    """

    layout: Layout = Layout.LONG
    sheet: str = ""
    area: str = ""
    area_code: str = ""
    area_kind: str = AreaKind.MUNICIPALITY.value
    period: str = ""
    period_text: str = ""
    #: Value column → key of the indicator.
    values: Mapping[str, str] = field(default_factory=dict)
    #: The column that tells which indicator a row is for, and its words → keys.
    series: str = ""
    series_words: Mapping[str, str] = field(default_factory=dict)
    #: Columns that figures are broken down by.
    breakdowns: tuple[str, ...] = ()
    #: Columns that somebody has said are no part of it.
    left_out: tuple[str, ...] = ()
    #: Words that mean the total in those columns.
    total_words: tuple[str, ...] = ("i alt", "totalt", "alle", "begge kjønn", "total", "sum")
    #: «,» or «.»; empty where the file makes it plain.
    decimal_mark: str = ""

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "TableMapping":
        given = {name: told[name] for name in cls.__dataclass_fields__ if name in told}
        for name in ("breakdowns", "left_out", "total_words"):
            if name in given:
                given[name] = tuple(given[name])
        if "layout" in given:
            given["layout"] = Layout(given["layout"])
        return cls(**given)

    def as_json(self) -> dict[str, Any]:
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @property
    def indicators(self) -> set[str]:
        return {*self.values.values(), *self.series_words.values()} - {LEFT_OUT}

    @property
    def headings(self) -> list[str]:
        """Return the headings that a file must have."""
        named = [self.area, self.period, self.series, *self.breakdowns]
        named += self.values if self.layout is Layout.LONG else []
        return [name for name in named if name]
