"""Scales and round ticks: from figures to places on the sheet."""

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 5.0)
_NEARLY = 1e-9
_LARGEST = sys.float_info.max
_SMALLEST = 1e-290  # figures nearer than this count as one


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: `low` stands at `start`, `high` at `end` (which may be the smaller number)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        # Divided first: the widths of huge figures overflow where their halves do not.
        span = self.high / 2 - self.low / 2
        share = (value / 2 - self.low / 2) / span if span else 0.5
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round figures that cover the data, and how many decimals they need."""

    values: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        return self.values[0]

    @property
    def high(self) -> float:
        return self.values[-1]


def round_ticks(values: Iterable[float], *, most: int = 6, from_zero: bool | None = None) -> Ticks:
    """Return ticks in steps of 1, 2 or 5 times a power of ten, from at or below the lowest to at or above the highest.

    Nought is among them when asked, and, left open, when the figures come nearer to it than half their height.
    Raises ValueError for no values.
    """
    low, high = _span(values, from_zero)
    step = round_step((high / max(2, most - 1)) - (low / max(2, most - 1)))
    if not math.isfinite(low / step) or not math.isfinite(high / step):
        return Ticks((low, high), 0)
    first, last = math.floor(low / step + _NEARLY), math.ceil(high / step - _NEARLY)
    decimals = max(0, -math.floor(math.log10(step) + _NEARLY))
    # Figures so near one another, so far from nought, or so huge that no steps can tell them apart:
    ends = Ticks((low, high), min(decimals, 15))
    if not 1 <= last - first <= most * 3:
        return ends
    on_steps = tuple(_product(count, step, decimals) for count in range(first, last + 1))
    whole = all(math.isfinite(value) for value in on_steps)
    return Ticks(on_steps, decimals) if whole else ends


def _span(values: Iterable[float], from_zero: bool | None) -> tuple[float, float]:
    found = list(values)
    if not found:
        raise ValueError("ticks need figures")
    low, high = min(found), max(found)
    near = (low >= 0 and low <= (high - low) * 1.5) or (high <= 0 and -high <= (high - low) * 1.5)
    if from_zero or (from_zero is None and near):
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= max(abs(high), abs(low)) * 1e-12 or high - low < _SMALLEST:
        room = max(abs(high) / 10, 1.0 if high == 0 else 0.0, _SMALLEST)
        low, high = max(low - room, -_LARGEST), min(high + room, _LARGEST)
        if from_zero or not found[0]:
            low, high = (0.0, high) if found[0] >= 0 else (low, 0.0)
    return low, high


def round_step(least: float) -> float:
    """Return the smallest step of 1, 2 or 5 times a power of ten that is no less."""
    power = 10.0 ** math.floor(math.log10(least))
    for factor in _STEPS:
        if factor * power >= least * (1 - _NEARLY):
            return factor * power
    return 10 * power


def _product(count: int, step: float, decimals: int) -> float:
    """Multiply without the dust of binary fractions: 3 × 0.1 is 0.3."""
    return round(count * step, decimals) if decimals < 300 else count * step
