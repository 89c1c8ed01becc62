"""When something recurs: a rule as calendars write it (RFC 5545, RRULE), within bounds."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice, takewhile

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

#: Nothing in a municipality recurs oftener than each week, and a wheel of more than this is no wheel.
_MOST = 500
_LONGEST = 200
_PARTS = re.compile(
    r"FREQ=(YEARLY|MONTHLY|WEEKLY)"
    r"(;(INTERVAL=[1-9][0-9]?|COUNT=[1-9][0-9]{0,2}|UNTIL=[0-9]{8}|BYMONTH=[0-9,]+|BYMONTHDAY=[0-9,-]+"
    r"|BYDAY=[0-9A-Z,+-]+|BYSETPOS=[0-9,-]+|WKST=MO))*"
)


class RecurrenceError(ValueError):
    """A rule is none, or not one of those that we keep; the message says what to write."""


def check_rule(rule: str, starts: date) -> None:
    """Raise RecurrenceError for a rule that is not one, or that never comes true."""
    if next(iter(_days(rule, starts)), None) is None:
        raise RecurrenceError(
            _("Regelen «%s» gir ingen dager. Rett den, eller skriv bare FREQ=YEARLY.") % rule
        )


def days_between(rule: str, starts: date, first: date, last: date) -> list[date]:
    """Return the days from the first to the last on which it recurs; without a rule, the day it starts."""
    if not rule:
        return [starts] if first <= starts <= last else []
    held = takewhile(lambda day: day <= last, _days(rule, starts, first))
    return list(islice(held, _MOST))


def _days(rule: str, starts: date, first: date | None = None) -> Iterator[date]:
    if len(rule) > _LONGEST or not _PARTS.fullmatch(rule):
        raise RecurrenceError(
            _("Regelen «%s» er ikke en gjentakelse vi kan. Skriv for eksempel FREQ=YEARLY eller "
              "FREQ=YEARLY;BYMONTH=9;BYDAY=2MO (andre mandag i september).") % rule[:_LONGEST]
        )  # fmt: skip
    try:
        found = rrulestr(rule, dtstart=datetime.combine(starts, time.min))
        after = found.xafter(datetime.combine(first or starts, time.min), inc=True)
        for moment in after:
            yield moment.date()
    except (ValueError, OverflowError) as error:
        raise RecurrenceError(
            _("Regelen «%(rule)s» kan ikke brukes: %(why)s.") % {"rule": rule, "why": error}
        ) from error
