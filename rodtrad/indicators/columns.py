"""Figures as columns: what every source hands over, and what the store takes in."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from rodtrad.core.periods import Period


class ObservationStatus(IntEnum):
    """What stands in a cell. Only the first two have a figure; the rest say why there is none."""

    FIGURE = 0
    #: Published, and said to be revised.
    PROVISIONAL = 1
    #: «..»: there should be one, and is not.
    MISSING = 2
    #: «.»: no such figure can exist.
    NOT_POSSIBLE = 3
    #: «:»: too few to be published.
    CONFIDENTIAL = 4
    #: «...»: not yet there.
    NOT_YET = 5

    @property
    def has_figure(self) -> bool:
        return self in WITH_FIGURE


#: So long may what a figure is broken down by be, dimensions and categories together, as `Mark.breakdown_key`.
LONGEST_BREAKDOWN = 300

WITH_FIGURE = (ObservationStatus.FIGURE, ObservationStatus.PROVISIONAL)


@dataclass(frozen=True)
class Mark:
    """Which series a figure belongs to: an indicator by its key, and what it is broken down by.

    `breakdown` pairs a dimension with a category, «kjønn» with «kvinner»; the total has none. It sorts by dimension.
    """

    indicator: str
    breakdown: tuple[tuple[str, str], ...] = ()

    @property
    def breakdown_key(self) -> str:
        """Return the breakdown as one text: «alder=0-17|kjønn=kvinner»; the total's is empty.

        A sign that separates has a backslash before it where it is part of a name, so that no two are alike.
        """
        return "|".join(
            f"{_escaped(dimension)}={_escaped(category)}" for dimension, category in self.breakdown
        )


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace("|", "\\|").replace("=", "\\=")


@dataclass(frozen=True)
class Figures:
    """Figures of one or more series: four columns of one length, and what the first three point into.

    `area`, `period` and `series` are positions in `areas` (codes), `periods` and `marks`. A value is NaN exactly where
    its status has no figure. Which file and row a figure came from is `rows`, if the source has such.
    """

    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    marks: tuple[Mark, ...]
    area: NDArray[np.int32]
    period: NDArray[np.int32]
    series: NDArray[np.int32]
    value: NDArray[np.float64]
    status: NDArray[np.uint8]
    rows: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))

    def __post_init__(self) -> None:
        length = len(self.value)
        if any(len(column) != length for column in (self.area, self.period, self.series, self.status)):
            raise ValueError("columns of different lengths")

    def __len__(self) -> int:
        return len(self.value)
