"""A figure at a time, and comparing figures that were reckoned."""

from dataclasses import dataclass, field
from math import isfinite

from rodtrad.core.checks.rules import Text

#: Reckoned figures differ in the last bits; a figure on a threshold stands on it all the same.
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Point:
    """A figure and the year it is for; a part of a year is a decimal.

    `period` is what to call that time where that is not a whole year: «2. kvartal 2024».
    """

    year: float
    value: float
    period: Text = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not isfinite(self.year) or not isfinite(self.value):
            raise ValueError("a figure at a time is two finite numbers")


def reaches(value: float, threshold: float, *, scale: float = 0.0) -> bool:
    """Tell whether a value is at or above a threshold, but for rounding in the last bits.

    `scale` is the size of the figures that the two were reckoned from, where it is larger than they are.
    """
    return value >= threshold - _TOLERANCE * max(abs(value), abs(threshold), abs(scale))


def same_sign(*values: float) -> bool:
    """Tell whether all are above zero, or all below."""
    return all(value > 0 for value in values) or all(value < 0 for value in values)
