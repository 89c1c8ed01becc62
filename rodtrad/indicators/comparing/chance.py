"""How much of a small figure is chance.

Intervals: exact Poisson limits for fewer than ten events and Byar's approximation from there (Breslow & Day 1987),
Wilson's score interval for shares (Wilson 1927), as public health observatories use them. The limits below which a
figure earns a warning are background knowledge and can be changed: 20 events (a rate from 20 has a relative standard
error of 22 per cent), or 5 000 inhabitants where only the ratio is known, the usual border of small municipalities.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, sqrt

#: The normal distribution's 97.5 per cent point, for intervals of 95 per cent.
Z_95 = 1.959963984540054
FEWEST_EVENTS = 20
SMALL_POPULATION = 5000
_EXACT_BELOW = 10
_TAIL = 0.025


class Doubt(StrEnum):
    """Why a figure may be chance."""

    FEW_EVENTS = "few_events"
    SMALL_POPULATION = "small_population"


@dataclass(frozen=True)
class Interval:
    """Where the figure would fall in 95 of 100 cases if nothing but chance were at work."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: "Interval") -> bool:
        """Tell whether two intervals overlap. If they do not, the difference is more than chance."""
        return self.low <= other.high and other.low <= self.high

    def times(self, factor: float) -> "Interval":
        return Interval(*sorted((self.low * factor, self.high * factor)))


def interval_of_count(events: float) -> Interval:
    """Return the 95 per cent interval of a count of independent events."""
    if events < 0:
        raise ValueError("a count is not below zero")
    if events < _EXACT_BELOW and float(events).is_integer():
        return _EXACT[int(events)]
    above = events + 1
    low = events * (1 - 1 / (9 * events) - Z_95 / (3 * sqrt(events))) ** 3 if events >= 1 else 0.0
    return Interval(low, above * (1 - 1 / (9 * above) + Z_95 / (3 * sqrt(above))) ** 3)


def interval_of_rate(events: float, exposed: float, *, scale: float = 1.0) -> Interval:
    """Return the interval of events per exposed, times `scale` (1 000 for per thousand)."""
    if exposed <= 0:
        raise ValueError("a rate needs someone exposed")
    return interval_of_count(events).times(scale / exposed)


def interval_of_share(part: float, whole: float, *, scale: float = 1.0) -> Interval:
    """Return Wilson's interval of a part of a whole, times `scale` (100 for per cent)."""
    if not 0 <= part <= whole or whole == 0:
        raise ValueError("a part is between nothing and a whole that is not empty")
    share, z2 = part / whole, Z_95**2
    middle = part + z2 / 2
    reach = Z_95 * sqrt(whole * share * (1 - share) + z2 / 4)
    low, high = (middle - reach) / (whole + z2), (middle + reach) / (whole + z2)
    return Interval(max(0.0, low), min(1.0, high)).times(scale)


def doubt_about(
    *,
    events: float | None = None,
    population: float | None = None,
    fewest_events: float = FEWEST_EVENTS,
    small_population: float = SMALL_POPULATION,
) -> Doubt | None:
    """Return why a figure may be chance: by its events where they are known, else by the size of the place."""
    if events is not None:
        return Doubt.FEW_EVENTS if abs(events) < fewest_events else None
    if population is not None and population < small_population:
        return Doubt.SMALL_POPULATION
    return None


def _poisson_up_to(events: int, mean: float) -> float:
    term = total = exp(-mean)
    for number in range(1, events + 1):
        term *= mean / number
        total += term
    return total


def _mean_with_tail(events: int, probability: float) -> float:
    """Return the mean for which so many events or fewer have a probability; by halving, since it falls steadily."""
    low, high = 0.0, 50.0
    for _step in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _poisson_up_to(events, middle) > probability else (low, middle)
    return (low + high) / 2


_EXACT = tuple(
    Interval(_mean_with_tail(events - 1, 1 - _TAIL) if events else 0.0, _mean_with_tail(events, _TAIL))
    for events in range(_EXACT_BELOW)
)
