"""Counting days, the one place where it is done.

Notice: N = day of the meeting − day of publication; lawful when N ≥ the rule's days. Hearing: last day − first day ≥
the rule's days. The stricter reading asks for so many whole days *between* the two, which is one more. A limit on how
long something may take has one reading. Dates are calendar days, so summer time moves nothing; a deadline that ends on
a Sunday or a holiday ends there.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class DayRule(StrEnum):
    NOTICE = "notice"
    HEARING = "hearing"
    AT_MOST = "at_most"
    BY_DAY = "by_day"


#: Where a stricter reading has a meaning: so many days at least. Of a limit there is one reading.
HAS_READINGS = (DayRule.NOTICE, DayRule.HEARING)


@dataclass(frozen=True, slots=True)
class Span:
    """How many days (or, for AT_MOST, years) a rule asks for, and in which reading."""

    day_rule: DayRule
    days: int = 0
    years: int = 0
    strict: bool = False

    @property
    def needed(self) -> int:
        """Return the smallest lawful difference between the two dates; the greatest for AT_MOST."""
        return self.days + (1 if self.strict and self.day_rule in HAS_READINGS else 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the days between two dates come to. `short` is how many days are lacking, or are too many; 0 when kept."""

    days: int
    needed: int
    short: int
    #: Whether it is kept when only whole days between count.
    strictly: bool
    #: Whether it is kept when the day itself counts.
    plainly: bool

    @property
    def is_kept(self) -> bool:
        return self.short == 0

    @property
    def readings_differ(self) -> bool:
        return self.strictly != self.plainly


def count(span: Span, first: date, second: date) -> Counted:
    """Count from the first date (publication, first day, start) to the second (meeting, last day, decision)."""
    days = (second - first).days
    if span.day_rule is DayRule.AT_MOST:
        late = max(0, (second - limit_after(span, first)).days)
        return Counted(days, (limit_after(span, first) - first).days, late, late == 0, late == 0)
    plainly, strictly = days >= span.days, days >= span.days + 1
    return Counted(days, span.needed, max(0, span.needed - days), strictly, plainly)


def is_near(span: Span, counted: Counted) -> bool:
    """Tell whether the count is within a day of the limit, where the reading may decide."""
    return span.day_rule in HAS_READINGS and abs(counted.days - span.days) <= 1


def limit_before(span: Span, meeting: date) -> date:
    """Return the last lawful day of publication before a meeting; the last lawful first day of a hearing."""
    return meeting - timedelta(days=span.needed)


def limit_after(span: Span, first: date) -> date:
    """Return the first lawful day of the meeting, or last day of the hearing; for AT_MOST the last lawful day."""
    return years_after(first, span.years) + timedelta(days=span.needed)


def years_after(start: date, years: int) -> date:
    """Return the same day so many years later; from 29 February the 28th where there is none."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)
