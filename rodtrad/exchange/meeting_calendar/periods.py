"""The days, weeks, months and years that a rule goes by, and which weekday of its month or year a day is."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
#: Beyond this no calendar of meetings goes, and date ends soon after.
_LAST_YEAR = 2200


@dataclass(frozen=True)
class Periods:
    """Every so many days, weeks, months or years. `week_begins` is the weekday, from Monday as 0."""

    frequency: str
    interval: int
    week_begins: int = 0

    def from_day(self, start: date, from_day: date) -> Iterator[tuple[date, date]]:
        """Yield the first and last day of each period that is the rule's, from the one that `from_day` is in."""
        counted = self._number(start)
        behind = max(0, self._number(from_day) - counted)
        number = counted + -(-behind // self.interval) * self.interval
        while True:
            begins = self._begins(number)
            if begins is None:
                return
            yield begins, self._ends(begins)
            number += self.interval

    def _number(self, day: date) -> int:
        if self.frequency == "DAILY":
            return day.toordinal()
        if self.frequency == "WEEKLY":
            return (day.toordinal() - 1 - self.week_begins) // 7
        return day.year * 12 + day.month - 1 if self.frequency == "MONTHLY" else day.year

    def _begins(self, number: int) -> date | None:
        """Return the first day of the period; None for one after all that is followed."""
        last = date(_LAST_YEAR, 12, 31)
        if self.frequency in ("DAILY", "WEEKLY"):
            ordinal = number if self.frequency == "DAILY" else number * 7 + 1 + self.week_begins
            return date.fromordinal(ordinal) if ordinal <= last.toordinal() else None
        year, month = divmod(number, 12) if self.frequency == "MONTHLY" else (number, 0)
        return date(year, month + 1, 1) if year <= _LAST_YEAR else None

    def _ends(self, begins: date) -> date:
        if self.frequency == "YEARLY":
            return date(begins.year, 12, 31)
        if self.frequency == "MONTHLY":
            return begins.replace(day=calendar.monthrange(begins.year, begins.month)[1])
        return begins + timedelta(days=6 if self.frequency == "WEEKLY" else 0)


def nth_in_month(day: date) -> tuple[int, int]:
    """Return which of its weekday the day is in its month, from the start and (below zero) from the end."""
    length = calendar.monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)


def nth_in_year(day: date) -> tuple[int, int]:
    """Return which of its weekday the day is in its year, from the start and (below zero) from the end."""
    place = day.timetuple().tm_yday
    length = 366 if calendar.isleap(day.year) else 365
    return (place - 1) // 7 + 1, -((length - place) // 7 + 1)
