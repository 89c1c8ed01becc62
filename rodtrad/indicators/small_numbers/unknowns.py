"""Which unknowns a set of linear equations settles, without knowing what they are."""

from collections.abc import Container, Hashable, Iterable, Mapping
from fractions import Fraction
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Equation(Generic[K]):
    """The unknowns of one equation with their factors; what is known stands on the other side and does not matter."""

    def __init__(self, factors: Mapping[K, int], unknown: Container[K]) -> None:
        self.factors = {key: Fraction(factor) for key, factor in factors.items() if key in unknown}


def determined(equations: Iterable[Equation[K]]) -> set[K]:
    """Return the unknowns that can be reckoned from the equations together.

    By exact elimination: each row is kept with its leading unknown cleared from all others, so an unknown is settled
    where it stands alone.
    """
    rows: dict[K, dict[K, Fraction]] = {}
    for equation in equations:
        row = dict(equation.factors)
        for lead in [key for key in row if key in rows]:
            _subtract(row, rows[lead], row[lead])
        if not row:
            continue
        lead = next(iter(row))
        leading = row[lead]
        row = {key: factor / leading for key, factor in row.items()}
        for other in rows.values():
            if lead in other:
                _subtract(other, row, other[lead])
        rows[lead] = row
    return {lead for lead, row in rows.items() if len(row) == 1}


def _subtract(row: dict[K, Fraction], other: Mapping[K, Fraction], times: Fraction) -> None:
    for key, factor in other.items():
        left = row.get(key, Fraction(0)) - times * factor
        if left:
            row[key] = left
        else:
            row.pop(key, None)
