"""Rank and percentile of one figure among many."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rodtrad.core.figures import rounded
from rodtrad.indicators.comparing.direction import Direction

#: The rank of a unit without a figure.
UNRANKED = 0


@dataclass(frozen=True)
class Ranking:
    """Standard competition ranking («1, 2, 2, 4») of the units that have a figure; NaN is none.

    Rank 1 is the best. Where no direction says what is better `by_size` is true, and rank 1 is the largest.
    `percentile` is the share of all ranked units that stand behind a unit, counting half of those it shares its place
    with, itself among them, in per cent: 50 in the middle, the same from either end.
    """

    rank: NDArray[np.int64]
    tied: NDArray[np.int64]
    percentile: NDArray[np.float64]
    count: int
    by_size: bool

    def standing(self, position: int) -> "Standing | None":
        """Return how the unit at a position stands; None where it has no figure."""
        if self.rank[position] == UNRANKED:
            return None
        return Standing(
            rank=int(self.rank[position]),
            tied=int(self.tied[position]),
            count=self.count,
            percentile=float(self.percentile[position]),
            by_size=self.by_size,
        )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A unit's place: «delt 3. plass av 42» has rank 3, count 42, and `tied` units on that place, itself among them."""

    rank: int
    tied: int
    count: int
    percentile: float
    by_size: bool

    @property
    def is_shared(self) -> bool:
        return self.tied > 1


def rank(values: ArrayLike, direction: Direction | str, *, decimals: int | None = None) -> Ranking:
    """Rank figures; with `decimals`, those that are written alike share their place.

    A band has no better end, so it is ranked by size as where there is no direction; rank by `distance_to_band` to rank
    by how near the band a figure is.
    """
    sign = Direction(direction).sign
    figures = np.array(values, dtype=np.float64)
    if decimals is not None:
        figures = as_written(figures, decimals)
    held = np.isfinite(figures)
    merit = figures[held] * (sign or 1)
    ordered = np.sort(merit)
    behind = np.searchsorted(ordered, merit, side="left")
    not_ahead = np.searchsorted(ordered, merit, side="right")
    count = len(merit)
    ranks, tied = np.zeros(len(figures), np.int64), np.zeros(len(figures), np.int64)
    percentile = np.full(len(figures), np.nan)
    ranks[held] = count - not_ahead + 1
    tied[held] = not_ahead - behind
    percentile[held] = 100 * (behind + (not_ahead - behind) / 2) / max(count, 1)
    return Ranking(rank=ranks, tied=tied, percentile=percentile, count=count, by_size=sign == 0)


def as_written(values: ArrayLike, decimals: int) -> NDArray[np.float64]:
    """Return figures rounded as they are written, halves away from zero."""
    figures = np.array(values, dtype=np.float64)
    moved = np.abs(figures) * 10.0**decimals
    # Only those on a half, or nearer to one than floats tell apart, need the slow way.
    halves = np.isfinite(figures) & (np.abs(moved - np.floor(moved) - 0.5) <= 1e-9 * np.maximum(1.0, moved))
    found = np.round(figures, decimals)
    found[halves] = [float(rounded(value, decimals)) for value in figures[halves].tolist()]
    return found


def distance_to_band(values: ArrayLike, *, low: float, high: float) -> NDArray[np.float64]:
    """Return how far figures are outside a band, zero inside; lower is better."""
    figures = np.array(values, dtype=np.float64)
    return np.maximum(0.0, np.maximum(low - figures, figures - high))
