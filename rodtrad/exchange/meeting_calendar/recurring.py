"""The days of an event that comes again, within bounds: a rule can be written to go on for ever.

The rule is walked day by day here. A library that follows every rule there is also follows one that never comes true,
all the way to the year 9999.
"""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.exchange.meeting_calendar.times import local

#: So far ahead a rule without an end is followed, and so many times.
DAYS_AHEAD = 3 * 366
MOST_TIMES = 1_000
_LONGEST_RULE = 300
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: What meetings come again by; a rule of hours, minutes or seconds is no calendar of meetings.
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"}
#: The number of the day, week, month or year that a day is in.
_PERIODS: dict[str, Callable[[date], int]] = {
    "DAILY": lambda day: day.toordinal(),
    "WEEKLY": lambda day: (day.toordinal() - 1) // 7,
    "MONTHLY": lambda day: day.year * 12 + day.month,
    "YEARLY": lambda day: day.year,
}


class RecurringError(Exception):
    """A rule that is not followed; the message says why."""


def starts_of(event: Any, start: datetime, *, today: date) -> list[datetime]:
    """Return when the event begins, each time, in the order of time. Raises RecurringError."""
    rules = event.get("RRULE")
    if isinstance(rules, list) and len(rules) > 1:
        raise RecurringError(_("RRULE står flere ganger. Del det i flere hendelser."))
    found = {start}
    if rules is not None:
        rule = _rule_of(rules[0] if isinstance(rules, list) else rules, start, today)
        found.update(datetime.combine(day, start.time()) for day in _days_of(rule, start.date()))
    found.update(islice(_dates(event, "RDATE"), MOST_TIMES + 1))
    found -= set(islice(_dates(event, "EXDATE"), MOST_TIMES))
    if len(found) > MOST_TIMES:
        raise RecurringError(_("Hendelsen kommer igjen mer enn %d ganger. Gi den en slutt.") % MOST_TIMES)
    return sorted(found)


@dataclass(frozen=True)
class _Rule:
    frequency: str
    interval: int
    count: int
    last: date
    months: frozenset[int]
    month_days: frozenset[int]
    #: Pairs of which in the month (0 for each) and the weekday from Monday.
    weekdays: frozenset[tuple[int, int]]
    positions: tuple[int, ...]

    def lets(self, day: date, first: date) -> bool:
        return self._month(day, first) and self._month_day(day, first) and self._weekday(day, first)

    def _month(self, day: date, first: date) -> bool:
        if self.months:
            return day.month in self.months
        return (
            self.frequency != "YEARLY" or bool(self.month_days or self.weekdays) or day.month == first.month
        )

    def _month_day(self, day: date, first: date) -> bool:
        if self.month_days:
            return day.day in self.month_days or day.day - _length(day) - 1 in self.month_days
        return self.frequency not in ("MONTHLY", "YEARLY") or bool(self.weekdays) or day.day == first.day

    def _weekday(self, day: date, first: date) -> bool:
        if not self.weekdays:
            return self.frequency != "WEEKLY" or day.weekday() == first.weekday()
        nth, from_end = (day.day - 1) // 7 + 1, -((_length(day) - day.day) // 7 + 1)
        return any((which, day.weekday()) in self.weekdays for which in (0, nth, from_end))


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _days_of(rule: _Rule, first: date) -> Iterator[date]:
    """Yield the days of the rule from the first, as many as it says or one more than we follow."""
    return islice(_by_period(rule, first), min(rule.count, MOST_TIMES + 1))


def _by_period(rule: _Rule, first: date) -> Iterator[date]:
    period_of = _PERIODS[rule.frequency]
    # Where its days are chosen by place, the whole first period counts.
    day = first - timedelta(days=first.day - 1) if rule.positions else first
    gathered: list[date] = []
    at = period_of(first)
    while day <= rule.last:
        if period_of(day) != at:
            yield from _chosen(gathered, rule.positions, first)
            gathered, at = [], period_of(day)
        if (at - period_of(first)) % rule.interval == 0 and rule.lets(day, first):
            gathered.append(day)
        day += timedelta(days=1)
    yield from _chosen(gathered, rule.positions, first)


def _chosen(days: list[date], positions: tuple[int, ...], first: date) -> list[date]:
    if positions:
        length = len(days)
        places = {place - 1 if place > 0 else length + place for place in positions}
        days = [day for place, day in enumerate(days) if place in places]
    return [day for day in days if day >= first]


def _rule_of(rule: Any, start: datetime, today: date) -> _Rule:
    told = {str(name).upper(): value for name, value in dict(rule).items()}
    if sum(len(str(value)) for value in told.values()) > _LONGEST_RULE:
        raise RecurringError(_("RRULE er for lang til å følges."))
    frequency = str(_one(told.get("FREQ", ""))).upper()
    if frequency not in _PERIODS or not told.keys() <= _KNOWN:
        raise RecurringError(
            _("RRULE følges bare når møtet kommer igjen hver dag, uke, måned eller hvert år.")
        )
    last = max(today, start.date()) + timedelta(days=DAYS_AHEAD)
    until = _one(told.get("UNTIL"))
    if isinstance(until, date):
        last = min(last, local(until, "UNTIL").date())
    try:
        return _Rule(
            frequency,
            _number(told, "INTERVAL", 1),
            _number(told, "COUNT", MOST_TIMES + 1),
            last,
            frozenset(_numbers(told.get("BYMONTH"))),
            frozenset(_numbers(told.get("BYMONTHDAY"))),
            frozenset(_weekdays(told.get("BYDAY"))),
            tuple(_numbers(told.get("BYSETPOS"))),
        )
    except (ValueError, TypeError) as error:
        raise RecurringError(_("RRULE kan ikke leses.")) from error


def _one(given: Any) -> Any:
    return given[0] if isinstance(given, list) and given else given


def _number(told: dict[str, Any], name: str, usual: int) -> int:
    given = _one(told.get(name))
    if given is None:
        return usual
    if not str(given).isdecimal() or len(str(given)) > 4 or int(given) < 1:
        raise RecurringError(_("RRULE har en %s som ikke kan følges.") % name)
    return int(given)


def _numbers(given: Any) -> list[int]:
    if given is None:
        return []
    return [int(one) for one in (given if isinstance(given, list) else [given])]


def _weekdays(given: Any) -> list[tuple[int, int]]:
    """Return days told as MO, or 2TU for the second of the month."""
    if given is None:
        return []
    found = []
    for one in given if isinstance(given, list) else [given]:
        text = str(one).upper()
        nth, name = text[:-2], text[-2:]
        found.append((int(nth) if nth else 0, _DAYS.index(name)))
    return found


def _dates(event: Any, name: str) -> Iterator[datetime]:
    given = event.get(name)
    for one in given if isinstance(given, list) else [given]:
        for value in getattr(one, "dts", ()):
            found = getattr(value, "dt", None)
            if isinstance(found, date):
                yield local(found, name)
