"""The terms of a council: each of four years, constituted by the day that `municipal_year.yaml` tells."""

from dataclasses import dataclass
from datetime import date

from rodtrad.planning.wheel.defaults import all_defaults

_CONSTITUTED, _YEARS = "konstituering", 4


@dataclass(frozen=True, slots=True)
class CouncilTerm:
    """A term by the year of its election; `constituted_by` is the last day that the council may be constituted."""

    first: int
    constituted_by: date

    @property
    def last(self) -> int:
        return self.first + _YEARS

    @property
    def before(self) -> int:
        """Return the first year of the term before."""
        return self.first - _YEARS


def term_of_year(year: int) -> CouncilTerm:
    """Return the term that a strategy of the year is for: 2023 and 2024 are both of the council of 2023."""
    starts = next(one.starts for one in all_defaults() if one.key == _CONSTITUTED)
    first = year - (year - starts.year) % _YEARS
    return CouncilTerm(first, starts.replace(year=first))


def term_on(day: date) -> CouncilTerm:
    """Return the term of the council that sits on the day, by the data: in autumn of an election year the old one."""
    found = term_of_year(day.year)
    return found if day >= found.constituted_by else term_of_year(found.before)
