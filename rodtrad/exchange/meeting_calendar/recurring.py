"""The days of an event that comes again, within bounds: a rule can be written to go on for ever.

The rule is walked day by day here. A library that follows every rule there is also follows one that never comes true,
all the way to the year 9999. A rule that does not count its times is walked from a year back, and the periods that it
skips are skipped; what is walked is drawn from one budget for the whole file.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.exchange.meeting_calendar.periods import FREQUENCIES, Periods, nth_in_month, nth_in_year
from rodtrad.exchange.meeting_calendar.times import local, whole_day

#: So far back and ahead a rule without an end is followed, and so many times.
DAYS_BACK = 366
DAYS_AHEAD = 3 * 366
MOST_TIMES = 1_000
#: Days that are looked at for one file: some two seconds.
MOST_DAYS = 1_000_000
_LONGEST_RULE = 300
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: What meetings come again by; a rule of hours, minutes or seconds is no calendar of meetings.
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"}


class RecurringError(Exception):
    """A rule that is not followed; the message says why."""


class TooMuchError(Exception):
    """The rules of the file would take too long to follow."""


@dataclass
class Budget:
    """How many days may still be looked at for a file."""

    left: int = MOST_DAYS

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooMuchError


@dataclass(frozen=True)
class Times:
    """When an event begins, each time, and the days within which that is all of them."""

    starts: list[datetime]
    first: date
    last: date


def times_of(event: Any, start: datetime, *, is_day: bool, today: date, budget: Budget) -> Times:
    """Return when the event begins, each time, in the order of time; `is_day` tells that it has no hour.

    Raises RecurringError and TooMuchError.
    """
    rules = event.get("RRULE")
    if isinstance(rules, list) and len(rules) > 1:
        raise RecurringError(_("RRULE står flere ganger. Del det i flere hendelser."))
    first, last = today - timedelta(days=DAYS_BACK), max(today, start.date()) + timedelta(days=DAYS_AHEAD)
    found = {start}
    if rules is not None:
        rule = _rule_of(rules[0] if isinstance(rules, list) else rules, start, last, is_day=is_day)
        starts = (datetime.combine(day, start.time()) for day in _days_of(rule, start.date(), first, budget))
        found.update(one for one in starts if one <= rule.until)
    found.update(datetime.combine(one, at or start.time()) for one, at in _dates(event, "RDATE"))
    left_out = set(_dates(event, "EXDATE"))
    kept = [
        one
        for one in found
        if one.date() >= first and not {(one.date(), None), (one.date(), one.time())} & left_out
    ]
    if len(kept) > MOST_TIMES:
        raise RecurringError(_("Hendelsen kommer igjen mer enn %d ganger. Gi den en slutt.") % MOST_TIMES)
    return Times(sorted(kept), max(first, start.date()), last)


@dataclass(frozen=True)
class _Rule:
    frequency: str
    periods: Periods
    count: int | None
    until: datetime
    months: frozenset[int]
    month_days: frozenset[int]
    #: Pairs of which in the month or the year (0 for each) and the weekday from Monday.
    weekdays: frozenset[tuple[int, int]]
    positions: tuple[int, ...] = field(default=())

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
            length = calendar.monthrange(day.year, day.month)[1]
            return day.day in self.month_days or day.day - length - 1 in self.month_days
        return self.frequency not in ("MONTHLY", "YEARLY") or bool(self.weekdays) or day.day == first.day

    def _weekday(self, day: date, first: date) -> bool:
        if not self.weekdays:
            return self.frequency != "WEEKLY" or day.weekday() == first.weekday()
        # The second Monday of a year, unless months are named (RFC 5545, 3.3.10).
        is_of_year = self.frequency == "YEARLY" and not self.months
        which = nth_in_year(day) if is_of_year else nth_in_month(day)
        return any((nth, day.weekday()) in self.weekdays for nth in (0, *which))


def _days_of(rule: _Rule, start: date, first: date, budget: Budget) -> Iterator[date]:
    """Yield the days of the rule, as many as it says or one more than we follow; from `first` when it may skip."""
    from_day = start if rule.count is not None else max(start, first)
    days = (one for one in _by_period(rule, start, from_day, budget) if one >= from_day)
    return islice(days, MOST_TIMES + 1 if rule.count is None else rule.count)


def _by_period(rule: _Rule, start: date, from_day: date, budget: Budget) -> Iterator[date]:
    last = rule.until.date()
    for begins, ends in rule.periods.from_day(start, from_day):
        # Where its days are chosen by place, the whole of a period counts.
        day = begins if rule.positions else max(begins, from_day)
        if day > last:
            return
        gathered: list[date] = []
        while day <= ends:
            budget.spend()
            if rule.lets(day, start):
                gathered.append(day)
            day += timedelta(days=1)
        yield from _chosen(gathered, rule.positions)


def _chosen(days: list[date], positions: tuple[int, ...]) -> list[date]:
    if not positions:
        return days
    length = len(days)
    places = {place - 1 if place > 0 else length + place for place in positions}
    return [day for place, day in enumerate(days) if place in places]


def _rule_of(rule: Any, start: datetime, last: date, *, is_day: bool) -> _Rule:
    told = {str(name).upper(): value for name, value in dict(rule).items()}
    if sum(len(str(value)) for value in told.values()) > _LONGEST_RULE:
        raise RecurringError(_("RRULE er for lang til å følges."))
    frequency = str(_one(told.get("FREQ", ""))).upper()
    if frequency not in FREQUENCIES or not told.keys() <= _KNOWN:
        raise RecurringError(
            _("RRULE følges bare når møtet kommer igjen hver dag, uke, måned eller hvert år.")
        )
    try:
        weekdays = frozenset(_weekdays(told.get("BYDAY")))
        if frequency in ("DAILY", "WEEKLY") and any(nth for nth, _day in weekdays):
            raise RecurringError(_("RRULE har en %s som ikke kan følges.") % "BYDAY")
        week_begins = _DAYS.index(str(_one(told.get("WKST", "MO"))).upper())
        return _Rule(
            frequency,
            Periods(frequency, _number(told, "INTERVAL") or 1, week_begins),
            _number(told, "COUNT"),
            min(_until(told, is_day=is_day), datetime.combine(last, time.max)),
            frozenset(_numbers(told.get("BYMONTH"))),
            frozenset(_numbers(told.get("BYMONTHDAY"))),
            weekdays,
            tuple(_numbers(told.get("BYSETPOS"))),
        )
    except (ValueError, TypeError) as error:
        raise RecurringError(_("RRULE kan ikke leses.")) from error


def _until(told: dict[str, Any], *, is_day: bool) -> datetime:
    """Return the last moment of the rule: a day that is told without an hour, or of whole days, counts in full."""
    until = _one(told.get("UNTIL"))
    if not isinstance(until, date):
        return datetime.combine(date.max, time.max)
    found = local(until, "UNTIL")
    return datetime.combine(found.date(), time.max) if is_day or whole_day(until) else found


def _one(given: Any) -> Any:
    return given[0] if isinstance(given, list) and given else given


def _number(told: dict[str, Any], name: str) -> int | None:
    given = _one(told.get(name))
    if given is None:
        return None
    if not str(given).isdecimal() or len(str(given)) > 4 or int(given) < 1:
        raise RecurringError(_("RRULE har en %s som ikke kan følges.") % name)
    return int(given)


def _numbers(given: Any) -> list[int]:
    if given is None:
        return []
    return [int(one) for one in (given if isinstance(given, list) else [given])]


def _weekdays(given: Any) -> list[tuple[int, int]]:
    """Return days told as MO, or 2TU for the second of the month or the year."""
    if given is None:
        return []
    found = []
    for one in given if isinstance(given, list) else [given]:
        text = str(one).upper()
        nth, name = text[:-2], text[-2:]
        found.append((int(nth) if nth else 0, _DAYS.index(name)))
    return found


def _dates(event: Any, name: str) -> Iterator[tuple[date, time | None]]:
    """Yield days with their hour; a day without an hour stands for itself."""
    given = event.get(name)
    values = (
        value for one in (given if isinstance(given, list) else [given]) for value in getattr(one, "dts", ())
    )
    for value in islice(values, MOST_TIMES + 1):
        found = getattr(value, "dt", None)
        if isinstance(found, tuple):  # a period: only its beginning is told of here
            found = found[0]
        if isinstance(found, date):
            moment = local(found, name)
            yield moment.date(), None if whole_day(found) else moment.time()
