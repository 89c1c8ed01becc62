"""Saturdays, Sundays and public holidays: shown beside a date, never counted away. A deadline may fall on one."""

from datetime import date
from functools import cache

import holidays
from django.utils.translation import get_language


@cache
def _of_year(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("NO", years=year, language=language))


def holiday(day: date) -> str:
    """Return the name of the public holiday, in the reader's language as far as there is one; "" for none."""
    language = "en_US" if (get_language() or "nb").startswith("en") else "no"
    return _of_year(day.year, language).get(day, "")


def is_free(day: date) -> bool:
    return day.weekday() >= 5 or bool(holiday(day))


def holidays_between(first: date, last: date) -> list[tuple[date, str]]:
    """Return the public holidays in a period of at most some years, in order."""
    years = range(first.year, last.year + 1)
    language = "en_US" if (get_language() or "nb").startswith("en") else "no"
    found = [pair for year in years for pair in _of_year(year, language).items()]
    return sorted(pair for pair in found if first <= pair[0] <= last)
