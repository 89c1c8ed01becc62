"""An axis of days, and where its months are marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import get_language

from rodtrad.core.charts.letters import text_width

#: Months between two marks; the first that leaves room for the words is taken.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True, slots=True)
class DayAxis:
    """From the first day to the last, along the sheet from `start` to `end`."""

    first: date
    last: date
    start: float
    end: float

    def __call__(self, day: date) -> float:
        whole = max(1, (self.last - self.first).days)
        return self.start + (self.end - self.start) * (day - self.first).days / whole


def month_ticks(axis: DayAxis, air: float, size: float) -> list[tuple[date, str]]:
    """Return the first days of months to mark, with their words, so that no words meet nor leave the axis."""
    for step in _STEPS:
        marks = [(day, _words(day, step)) for day in _months(axis, step)]
        inside = [
            (day, words)
            for day, words in marks
            if axis(day) - text_width(words, size) / 2 >= axis.start - 6
            and axis(day) + text_width(words, size) / 2 <= axis.end + 6
        ]
        places = [(axis(day), text_width(words, size) / 2) for day, words in inside]
        pairs = pairwise(places)
        if all(after - before >= half + other + air for (before, half), (after, other) in pairs):
            return inside
    return []


def _months(axis: DayAxis, step: int) -> Iterator[date]:
    month = axis.first.year * 12 + axis.first.month - 1
    month += -month % step
    while (day := date(month // 12, month % 12 + 1, 1)) <= axis.last:
        if day >= axis.first:
            yield day
        month += step


def _words(day: date, step: int) -> str:
    if step % 12 == 0:
        return str(day.year)
    words = date_format(day, "M Y")
    return words if (get_language() or "").startswith("en") else words.lower()
