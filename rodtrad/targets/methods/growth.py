"""Compound annual growth: the rate, the score from it, and figures where one is best.

After Statistics Canada's method as Open SDG 2.4 documents it (`docs/progress-methodology.md`, commit 26d2e387).
"""

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

#: The method's stand-in for a figure of zero, which has no growth rate. It distorts: a baseline of zero makes any
#: growth enormous. Use the linear method for such series.
ZERO_STAND_IN = 0.001
#: Score by the share of the needed pace, and by growth a year where there is no target.
SCORE_BY_PACE = ((-0.60, -5.0), (0.60, 0.0), (1.30, 5.0))
SCORE_BY_GROWTH = ((-0.02, -5.0), (0.0, -2.5), (0.005, 0.0), (0.015, 2.5), (0.02, 5.0))
HIGHEST_SCORE = 5.0


def without_zero(value: float) -> float:
    """Return the figure, or the method's stand-in for zero."""
    return value or ZERO_STAND_IN


def parity(value: float) -> float:
    """Turn an index that is best at one (girls to boys) into one that is best when lowest: max(y, 1/y).

    Raises OverflowError for a figure so near zero that there is no such number.
    """
    turned = max(value, 1 / value)
    if not isfinite(turned):
        raise OverflowError(value)
    return turned


def growth_per_year(first: float, last: float, years: float) -> float:
    """Return the compound annual growth rate between two figures of the same sign; 0.02 is two per cent a year.

    For figures below zero it is the growth of their size, so that debt that doubles grows. Raises OverflowError where
    the rate is no number, as for what grows beyond all bounds in a month.
    """
    rate = float((last / first) ** (1 / years) - 1)
    if not isfinite(rate):
        raise OverflowError(rate)
    return rate


def score_on(anchors: Sequence[tuple[float, float]], value: float) -> float:
    """Return the score of a value on straight lines between anchors, held at the ends."""
    if value <= anchors[0][0]:
        return anchors[0][1]
    for (low, low_score), (high, high_score) in pairwise(anchors):
        if value <= high:
            return low_score + (high_score - low_score) * (value - low) / (high - low)
    return anchors[-1][1]
