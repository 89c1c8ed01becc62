"""The days of an event that comes again, within bounds: a rule can be written to go on for ever."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.utils.translation import gettext as _

from rodtrad.exchange.meeting_calendar.times import local

#: So far ahead a rule without an end is followed, and so many times.
DAYS_AHEAD = 3 * 366
MOST_TIMES = 1_000
_LONGEST_RULE = 300
_FREQUENCIES: dict[str, Literal[0, 1, 2, 3]] = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: What meetings come again by; a rule of hours, minutes or seconds is no calendar of meetings.
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"}


class RecurringError(Exception):
    """A rule that is not followed; the message says why."""


def starts_of(event: Any, start: datetime, *, today: date) -> list[datetime]:
    """Return when the event begins, each time, in the order of time. Raises RecurringError."""
    rules = event.get("RRULE")
    if isinstance(rules, list) and len(rules) > 1:
        raise RecurringError(_("RRULE står flere ganger. Del det i flere hendelser."))
    found = {start}
    if rules is not None:
        found.update(_by_rule(rules[0] if isinstance(rules, list) else rules, start, today))
    found.update(islice(_dates(event, "RDATE"), MOST_TIMES + 1))
    found -= set(islice(_dates(event, "EXDATE"), MOST_TIMES))
    if len(found) > MOST_TIMES:
        raise RecurringError(_("Hendelsen kommer igjen mer enn %d ganger. Gi den en slutt.") % MOST_TIMES)
    return sorted(found)


def _by_rule(rule: Any, start: datetime, today: date) -> Iterator[datetime]:
    told = {str(name).upper(): value for name, value in dict(rule).items()}
    if sum(len(str(value)) for value in told.values()) > _LONGEST_RULE:
        raise RecurringError(_("RRULE er for lang til å følges."))
    frequency = str(_one(told.get("FREQ", ""))).upper()
    if frequency not in _FREQUENCIES or not told.keys() <= _KNOWN:
        raise RecurringError(
            _("RRULE følges bare når møtet kommer igjen hver dag, uke, måned eller hvert år.")
        )
    # Whatever the rule says, it ends: an impossible one would else be tried until the year 9999.
    last = datetime.combine(max(today, start.date()) + timedelta(days=DAYS_AHEAD), start.time())
    until = _one(told.get("UNTIL"))
    if isinstance(until, date):
        ends = local(until, "UNTIL")
        last = min(last, ends if isinstance(until, datetime) else ends + timedelta(days=1, seconds=-1))
    count = _number(told, "COUNT", MOST_TIMES + 1)
    try:
        every = rrule(
            _FREQUENCIES[frequency],
            dtstart=start,
            interval=_number(told, "INTERVAL", 1),
            until=last,
            byweekday=_weekdays(told.get("BYDAY")),
            bymonth=_numbers(told.get("BYMONTH")),
            bymonthday=_numbers(told.get("BYMONTHDAY")),
            bysetpos=_numbers(told.get("BYSETPOS")),
        )
    except (ValueError, TypeError, OverflowError) as error:
        raise RecurringError(_("RRULE kan ikke leses.")) from error
    yield from islice(every, min(count, MOST_TIMES + 1))


def _one(given: Any) -> Any:
    return given[0] if isinstance(given, list) and given else given


def _number(told: dict[str, Any], name: str, usual: int) -> int:
    given = _one(told.get(name))
    if given is None:
        return usual
    if not str(given).isdecimal() or not 0 < int(given) < 10_000:
        raise RecurringError(_("RRULE har en %s som ikke kan følges.") % name)
    return int(given)


def _numbers(given: Any) -> list[int] | None:
    if given is None:
        return None
    return [int(one) for one in (given if isinstance(given, list) else [given])]


def _weekdays(given: Any) -> list[Any] | None:
    """Return days as MO, or 2TU for the second of the month."""
    if given is None:
        return None
    found = []
    for one in given if isinstance(given, list) else [given]:
        text = str(one).upper()
        nth, name = text[:-2], text[-2:]
        if name not in _DAYS:
            raise ValueError(text)
        found.append(weekday(_DAYS.index(name), int(nth)) if nth else weekday(_DAYS.index(name)))
    return found


def _dates(event: Any, name: str) -> Iterator[datetime]:
    given = event.get(name)
    for one in given if isinstance(given, list) else [given]:
        for value in getattr(one, "dts", ()):
            found = getattr(value, "dt", None)
            if isinstance(found, date):
                yield local(found, name)
