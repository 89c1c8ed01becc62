"""One figure for a group of units: the published one, else numerators over denominators, else our median."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from rodtrad.indicators.comparing.spread import spread_of


class GroupValueBy(StrEnum):
    """Where a group's figure comes from; the last two are our own reckoning and must be labelled so."""

    PUBLISHED = "published"
    WEIGHTED = "weighted"
    MEDIAN = "median"

    @property
    def is_own(self) -> bool:
        return self is not GroupValueBy.PUBLISHED


@dataclass(frozen=True)
class GroupValue:
    """A group's figure, where it comes from, and how many of its units it rests on."""

    value: float
    by: GroupValueBy
    units: int
    of: int


def group_value(
    values: ArrayLike,
    *,
    published: float | None = None,
    numerators: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    scale: float = 1.0,
) -> GroupValue | None:
    """Return the best figure there is for a group: published, weighted, or the median of its units.

    The ratio of a group is the sum of numerators over the sum of denominators, times `scale` (100 for per cent), never
    the mean of the ratios. None where no unit has a figure.
    """
    figures = np.array(values, dtype=np.float64)
    if published is not None:
        return GroupValue(published, GroupValueBy.PUBLISHED, len(figures), len(figures))
    if numerators is not None and denominators is not None:
        weighted = weighted_value(numerators, denominators, scale=scale)
        if weighted is not None:
            return weighted
    spread = spread_of(figures)
    if not spread.count:
        return None
    return GroupValue(spread.median, GroupValueBy.MEDIAN, spread.count, len(figures))


def weighted_value(
    numerators: ArrayLike, denominators: ArrayLike, *, scale: float = 1.0
) -> GroupValue | None:
    """Sum numerators over denominators of the units that have both; None where the denominators sum to zero."""
    above, below = np.array(numerators, dtype=np.float64), np.array(denominators, dtype=np.float64)
    held = np.isfinite(above) & np.isfinite(below)
    total = float(below[held].sum())
    if not total:
        return None
    value = scale * float(above[held].sum()) / total
    return GroupValue(value, GroupValueBy.WEIGHTED, int(held.sum()), len(above))
