"""Which of KOSTRA's figures will be revised: the service does not say, so it goes by the days."""

from datetime import date, datetime

from rodtrad.core.periods import Period
from rodtrad.indicators.sources.ssb.quiet import OSLO

#: Unrevised figures of a year come in the middle of the next March, revised ones in the middle of June.
FIRST = (3, 15)
REVISED = (6, 15)


def is_provisional(period: Period, published: datetime) -> bool:
    """Tell whether figures of a period, published then, are to be revised.

    They are when they came from 15 March and before 15 June of the year after; earlier than that is a pre-release, and
    not final either.
    """
    return published.astimezone(OSLO).date() < date(period.year + 1, *REVISED)
