"""Where the middle is, and how far from it a figure stands, without a few extremes deciding."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Makes the median absolute deviation comparable with a standard deviation, for figures that are normally spread.
MAD_SCALE = 1.4826
#: The same for the mean absolute deviation: √(π/2). Used where more than half of the figures are alike and MAD is zero.
MEAN_DEVIATION_SCALE = 1.2533


class SpreadBy(StrEnum):
    """What the spread was measured by."""

    MEDIAN_DEVIATION = "median_deviation"
    MEAN_DEVIATION = "mean_deviation"
    #: All figures are alike, or there is none: there is no spread, and every z is zero.
    NONE = "none"


@dataclass(frozen=True)
class Spread:
    """The median of the figures, their scale in the unit of the figures, what gave it, and how many they were."""

    median: float
    scale: float
    by: SpreadBy
    count: int

    def robust_z(self, value: float) -> float:
        """Return how many scales a figure stands from the median; NaN where there is no figure."""
        if self.by is SpreadBy.NONE:
            return 0.0 if value == self.median else float("nan")
        return (value - self.median) / self.scale


def spread_of(values: ArrayLike) -> Spread:
    """Return the median and the robust scale: 1.4826 × MAD, or by the mean deviation where MAD is zero."""
    figures = np.array(values, dtype=np.float64)
    figures = figures[np.isfinite(figures)]
    if not len(figures):
        return Spread(float("nan"), 0.0, SpreadBy.NONE, 0)
    median = float(np.median(figures))
    deviations = np.abs(figures - median)
    for scale, by in (
        (MAD_SCALE * float(np.median(deviations)), SpreadBy.MEDIAN_DEVIATION),
        (MEAN_DEVIATION_SCALE * float(np.mean(deviations)), SpreadBy.MEAN_DEVIATION),
    ):
        if scale > 0:
            return Spread(median, scale, by, len(figures))
    return Spread(median, 0.0, SpreadBy.NONE, len(figures))


def robust_z(values: ArrayLike) -> NDArray[np.float64]:
    """Return (x − median) / scale for each figure, NaN where there is none."""
    figures, spread = np.array(values, dtype=np.float64), spread_of(values)
    if spread.by is SpreadBy.NONE:
        return np.where(np.isfinite(figures), 0.0, np.nan)
    return np.asarray((figures - spread.median) / spread.scale, dtype=np.float64)
