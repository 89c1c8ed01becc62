"""Several periods together, so that a small place does not jump from year to year."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Periods in a window, and how many of them must have a figure; both are choices, not a published rule.
WINDOW = 3
FEWEST = 2


class SmoothedBy(StrEnum):
    """What a window's figure rests on: a ratio's parts, its ratios where those are not held, or other figures."""

    PARTS = "parts"
    RATIOS = "ratios"
    FIGURES = "figures"


@dataclass(frozen=True)
class Smoothed:
    """One figure for a window of periods, and what it rests on. `is_years` tells whether each period is a year."""

    value: float
    by: SmoothedBy
    is_years: bool = True


def moving_average(values: ArrayLike, *, window: int = WINDOW, fewest: int = FEWEST) -> NDArray[np.float64]:
    """Return the mean of each figure and those just before it, over the last axis.

    The periods must follow each other, with NaN where a figure is lacking. A gap is left out of the mean, never filled;
    NaN where fewer than `fewest` of the window have a figure, and until a whole window has passed.
    """
    figures = np.array(values, dtype=np.float64)
    total, count = _sums(figures, window)
    return _divided(total, count, count >= fewest)


def moving_ratio(
    numerators: ArrayLike,
    denominators: ArrayLike,
    *,
    window: int = WINDOW,
    fewest: int = FEWEST,
    scale: float = 1.0,
) -> NDArray[np.float64]:
    """Return the ratio of each window: its numerators summed over its denominators, where both are held."""
    above, below = np.array(numerators, dtype=np.float64), np.array(denominators, dtype=np.float64)
    held = np.isfinite(above) & np.isfinite(below)
    total_above, count = _sums(np.where(held, above, np.nan), window)
    total_below, _ = _sums(np.where(held, below, np.nan), window)
    return scale * _divided(total_above, total_below, (count >= fewest) & (total_below != 0))


def _sums(figures: NDArray[np.float64], window: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Sum each window and count its figures; windows that reach before the first period count as empty."""
    if window < 1:
        raise ValueError("a window is at least one period")
    total, count = np.zeros_like(figures), np.zeros(figures.shape, np.int64)
    periods = figures.shape[-1]
    if periods < window:
        return total, count
    windows = np.lib.stride_tricks.sliding_window_view(figures, window, axis=-1)
    total[..., window - 1 :] = np.nansum(windows, axis=-1)
    count[..., window - 1 :] = np.isfinite(windows).sum(axis=-1)
    return total, count


def _divided(
    above: NDArray[np.float64], below: NDArray[np.float64] | NDArray[np.int64], where: NDArray[np.bool_]
) -> NDArray[np.float64]:
    nothing = np.full(above.shape, np.nan)
    return np.asarray(np.divide(above, below, out=nothing, where=where), dtype=np.float64)
