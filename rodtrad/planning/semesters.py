"""Half years as numbers that can be compared and counted: 2 × year, one more for the second half."""

from datetime import date

from django.utils.translation import gettext as _

FIRST, LAST = 2000 * 2, 2100 * 2 + 1
_JULY = 7


def semester(year: int, half: int) -> int:
    """Return the number of a half year; `half` is 1 or 2."""
    return year * 2 + half - 1


def semester_of(day: date) -> int:
    return semester(day.year, 2 if day.month >= _JULY else 1)


def parts(number: int) -> tuple[int, int]:
    """Return year and half."""
    return number // 2, number % 2 + 1


def semester_name(number: int) -> str:
    """Return how people say it: «1. halvår 2025»."""
    year, half = parts(number)
    return _("%(half)d. halvår %(year)d") % {"half": half, "year": year}


def semester_code(number: int) -> str:
    """Return how files and the API say it: 2025H1."""
    year, half = parts(number)
    return f"{year}H{half}"


def read_semester(code: str) -> int:
    """Return the number of a half year written as 2025H1. Raises ValueError."""
    year, half = code.strip().upper().split("H")
    number = semester(int(year), int(half))
    if half not in ("1", "2") or not FIRST <= number <= LAST:
        raise ValueError(code)
    return number


def term_semesters(first_year: int, last_year: int) -> range:
    """Return the half years of a council term: from the second half of its first year to the first half of its last."""
    return range(semester(first_year, 2), semester(last_year, 1) + 1)
