"""Figures as a block: series × areas × periods, with what stands in each cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import Figures, ObservationStatus


@dataclass(frozen=True)
class Table:
    """Figures of several series: `values` and `status` are series × codes × periods.

    A value is NaN where its status has no figure; a cell that nothing was given for is missing.
    """

    codes: tuple[str, ...]
    periods: tuple[Period, ...]
    values: NDArray[np.float64]
    status: NDArray[np.uint8]

    def __post_init__(self) -> None:
        expected = (len(self.codes), len(self.periods))
        if (
            self.values.shape != self.status.shape
            or self.values.shape[-2:] != expected
            or self.values.ndim != 3
        ):
            raise ValueError("a table is series × codes × periods")

    @classmethod
    def empty(cls, codes: tuple[str, ...], periods: tuple[Period, ...], series: int = 1) -> "Table":
        shape = (series, len(codes), len(periods))
        return cls(
            codes,
            periods,
            np.full(shape, np.nan),
            np.full(shape, ObservationStatus.MISSING, dtype=np.uint8),
        )

    @classmethod
    def of_figures(cls, figures: Figures) -> "Table":
        """Spread columns of figures out, one series for each of their marks, in their order."""
        table = cls.empty(figures.areas, figures.periods, len(figures.marks))
        table.values[figures.series, figures.area, figures.period] = figures.value
        table.status[figures.series, figures.area, figures.period] = figures.status
        return table

    @classmethod
    def of_series(cls, figures: Mapping[str, Mapping[Period, float]]) -> "Table":
        """Take one series, as code → period → figure."""
        periods = tuple(sorted({period for held in figures.values() for period in held}))
        table = cls.empty(tuple(figures), periods)
        for row, held in enumerate(figures.values()):
            for column, period in enumerate(periods):
                if period in held:
                    table.values[0, row, column] = held[period]
                    table.status[0, row, column] = ObservationStatus.FIGURE
        return table


def division_day(period: Period) -> date:
    """Return a day whose division a figure is given by: the period's first, of several years the last year's first.

    The people of a year, its accounts, and the pupils of the school year that starts in it are given by the codes of
    that year; figures of several years together by those of the last.
    """
    return period.starts if period.months <= 12 else date(period.year, 1, 1)
