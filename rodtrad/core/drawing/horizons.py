"""How far plans see: a bar for each on one axis of years, with today on it. In drawing units."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400.0, 20.0
#: So many years at most are shown before and after this one; what goes on beyond is open at the edge.
BEFORE, AFTER = 12, 28
_MOST_TICKS = 7
_ROOM = 14.0  # that half a year's number takes
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Bar:
    """From `x` so and so wide; `opens` and `goes_on` where it has begun before, or ends after, what is shown."""

    x: float
    width: float
    opens: bool
    goes_on: bool


@dataclass(frozen=True)
class Axis:
    first: int
    last: int
    today: float
    ticks: tuple[tuple[int, float], ...]

    @property
    def labels(self) -> tuple[tuple[int, float], ...]:
        """Return the ticks that there is room to write the year at."""
        return tuple((year, x) for year, x in self.ticks if _ROOM <= x <= WIDTH - _ROOM)

    def at(self, year: float) -> float:
        """Return where a year begins; 2026.5 is in the middle of it."""
        return round((year - self.first) / (self.last + 1 - self.first) * WIDTH, 1)

    def bar(self, first: int | None, last: int | None) -> Bar | None:
        """Return the bar of the years from first to last, both whole; None where nothing of it is on the axis."""
        if first is None and last is None:
            return None
        low = self.first if first is None else max(first, self.first)
        high = self.last if last is None else min(last, self.last)
        if low > self.last or high < self.first or low > high:
            return None
        left, right = self.at(low), self.at(high + 1)
        opens = first is None or first < self.first
        return Bar(left, round(right - left, 1), opens, last is None or last > self.last)


def axis(spans: Sequence[tuple[int | None, int | None]], today: float) -> Axis | None:
    """Return the axis that shows the spans and today; None where no span has a year.

    `today` is the year with the part of it that has gone.
    """
    named = [year for span in spans for year in span if year is not None]
    if not named:
        return None
    now = int(today)
    first = max(min(*named, now), now - BEFORE)
    last = min(max(*named, now + 1), now + AFTER)
    step = next(step for step in _STEPS if (last - first) / step <= _MOST_TICKS or step == _STEPS[-1])
    bare = Axis(first, last, 0.0, ())
    ticks = tuple((year, bare.at(year)) for year in range(-(-first // step) * step, last + 1, step))
    return Axis(first, last, bare.at(today), ticks)
