"""Periods that figures hold for, from a month to several years together."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

#: A period's code holds its length in the last three digits.
_STEP = 1000
_LONGEST = 600
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_YEAR_STARTS_IN_AUGUST = 8


class Frequency(StrEnum):
    """How long one period of a series is. `SCHOOL_YEAR` tells what «2023/24» means; else it is two calendar years."""

    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    SEVERAL_YEARS = "several_years"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS = {
    Frequency.MONTH: _("måned"),
    Frequency.QUARTER: _("kvartal"),
    Frequency.TERTIAL: _("tertial"),
    Frequency.HALF_YEAR: _("halvår"),
    Frequency.YEAR: _("år"),
    Frequency.SCHOOL_YEAR: _("skoleår"),
    Frequency.SEVERAL_YEARS: _("flere år samlet"),
}


class PeriodError(ValueError):
    """A text is not a period that we know."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Some whole months in a row. Ordered by first month, then by length.

    `first` counts months from year 0, so January 2024 is 24 288; `months` is how many there are.
    """

    first: int
    months: int

    def __post_init__(self) -> None:
        if not 1 <= self.months <= _LONGEST or not _FIRST_YEAR <= self.first // 12 <= _LAST_YEAR:
            raise PeriodError(f"{self.first} + {self.months}")

    @property
    def code(self) -> int:
        """Return a number that tells the period and sorts as it; what the store holds."""
        return self.first * _STEP + self.months

    @classmethod
    @lru_cache(maxsize=4096)  # many figures, few periods
    def from_code(cls, code: int) -> "Period":
        return cls(*divmod(code, _STEP))

    @classmethod
    def year_of(cls, year: int) -> "Period":
        return cls(year * 12, 12)

    @property
    def year(self) -> int:
        """Return the calendar year in which it ends: the year that a figure is said to be for."""
        return (self.first + self.months - 1) // 12

    @property
    def starts(self) -> date:
        return date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def ends(self) -> date:
        """Return the first day after it."""
        after = self.first + self.months
        return date(after // 12, after % 12 + 1, 1)

    @property
    def frequency(self) -> Frequency:
        return _BY_LENGTH.get(self.months) or (
            Frequency.SEVERAL_YEARS
            if self.months != 12
            else Frequency.YEAR
            if self.first % 12 == 0
            else Frequency.SCHOOL_YEAR
        )

    def next(self, steps: int = 1) -> "Period":
        """Return the period of the same length so many steps on; for several years together, one year on.

        Such figures are mostly given anew each year: 2012–2015, then 2013–2016.
        """
        step = 12 if self.frequency is Frequency.SEVERAL_YEARS else self.months
        return Period(self.first + steps * step, self.months)

    def __str__(self) -> str:
        """Write it as SSB does: 2024, 2024H1, 2024T1, 2024K1, 2024M03, 2023/24 (a school year), 2013-2016."""
        year, month = divmod(self.first, 12)
        match self.frequency:
            case Frequency.MONTH:
                return f"{year}M{month + 1:02}"
            case Frequency.QUARTER if month % 3 == 0:
                return f"{year}K{month // 3 + 1}"
            case Frequency.TERTIAL if month % 4 == 0:
                return f"{year}T{month // 4 + 1}"
            case Frequency.HALF_YEAR if month % 6 == 0:
                return f"{year}H{month // 6 + 1}"
            case Frequency.YEAR:
                return str(year)
            case Frequency.SCHOOL_YEAR if month == _YEAR_STARTS_IN_AUGUST - 1:
                return f"{year}/{(year + 1) % 100:02}"
            case Frequency.SEVERAL_YEARS if month == 0 and self.months % 12 == 0:
                return f"{year}-{self.year}"
        return f"{year}M{month + 1:02}+{self.months}"


_BY_LENGTH = {1: Frequency.MONTH, 3: Frequency.QUARTER, 4: Frequency.TERTIAL, 6: Frequency.HALF_YEAR}
_PART = re.compile(r"([0-9]{4})\s*(?:[- ]?)(M|K|Q|H|KV|T)\s*\.?\s*([0-9]{1,2})", re.IGNORECASE)
_YEARS = re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{4}|[0-9]{2})")
_EXACT = re.compile(r"([0-9]{4})M([0-9]{2})\+([0-9]{1,3})")
_PARTS = {"M": (12, 1), "K": (4, 3), "Q": (4, 3), "KV": (4, 3), "H": (2, 6), "T": (3, 4)}


def parse_period(text: str, frequency: Frequency | None = None) -> Period:
    """Return the period that a text names, as statistics write it. Raises PeriodError for anything else.

    «2023/24» and «2023-2024» are a school year where the series has those, else two years together.
    """
    plain = text.strip()
    if re.fullmatch(r"[0-9]{4}", plain):
        year = int(plain)
        if frequency is Frequency.SCHOOL_YEAR:
            return Period(year * 12 + _YEAR_STARTS_IN_AUGUST - 1, 12)
        return Period.year_of(year)
    if found := _PART.fullmatch(plain):
        return _part_of_year(plain, int(found[1]), found[2].upper(), int(found[3]))
    if found := _YEARS.fullmatch(plain):
        return _years(plain, int(found[1]), found[2], frequency)
    if found := _EXACT.fullmatch(plain):
        return Period(int(found[1]) * 12 + int(found[2]) - 1, int(found[3]))
    raise PeriodError(text)


def _part_of_year(text: str, year: int, letter: str, number: int) -> Period:
    parts, months = _PARTS[letter]
    if not 1 <= number <= parts:
        raise PeriodError(text)
    return Period(year * 12 + (number - 1) * months, months)


def _years(text: str, first: int, second: str, frequency: Frequency | None) -> Period:
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    if last < first and len(second) == 2:
        last += 100
    if last <= first:
        raise PeriodError(text)
    if frequency is Frequency.SCHOOL_YEAR:
        if last != first + 1:
            raise PeriodError(text)
        return Period(first * 12 + _YEAR_STARTS_IN_AUGUST - 1, 12)
    return Period(first * 12, (last - first + 1) * 12)
