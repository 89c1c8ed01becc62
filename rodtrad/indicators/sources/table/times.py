"""A period as a table writes it: with a star, its figures will be revised."""

from rodtrad.core.periods import Frequency, Period, parse_period

_STAR = "*"


def is_starred(text: str) -> bool:
    return text.rstrip().endswith(_STAR)


def starred_period(text: str, frequency: Frequency | None = None) -> Period:
    """Return the period that «2025*» names, with the star or without. Raises PeriodError."""
    return parse_period(text.rstrip().rstrip(_STAR), frequency)
