"""What indicators are reckoned from, and which rest on which."""

from collections.abc import Collection
from dataclasses import dataclass
from graphlib import TopologicalSorter

from rodtrad.indicators.models import Formula, Indicator
from rodtrad.indicators.units import Unit, UnitError, check_formula, parse_unit

_RATIOS = frozenset({Formula.SHARE.value, Formula.PER_CAPITA.value})


@dataclass(frozen=True)
class Reckoning:
    """How one indicator is reckoned: its parts by number, and what each is multiplied by."""

    indicator: int
    parts: tuple[int, ...]
    factors: tuple[float, ...]
    is_ratio: bool
    is_difference: bool = False
    #: What is published as it is, is reckoned only where areas were put together.
    only_merged: bool = False
    hidden_below: int = 0


def parts_of(indicator: Indicator) -> tuple[Indicator, ...]:
    """Return what an indicator is reckoned from, in the order of its formula; nothing for what is published."""
    if indicator.formula in _RATIOS:
        return _ratio_parts(indicator)
    return tuple(term.operand for term in indicator.terms.all()) if indicator.formula else ()


def resting_on(told: Collection[int]) -> list[Indicator]:
    """Return those of these indicators that are reckoned, and all that rest on them, each after its parts."""
    rows = Indicator.objects.select_related("numerator", "denominator").prefetch_related("terms__operand")
    parts = {row: [part.pk for part in parts_of(row) or _ratio_parts(row)] for row in rows}
    by_number = {row.pk: row for row in parts}
    touched = set(told)
    order = TopologicalSorter({row.pk: held for row, held in parts.items() if held})
    found = []
    for number in order.static_order():
        row = by_number[number]
        if parts[row] and (number in touched or not touched.isdisjoint(parts[row])):
            touched.add(number)
            found.append(row)
    return found


def reckoning_of(indicator: Indicator) -> Reckoning | None:
    """Return how an indicator is reckoned from its parts; None where their units do not fit."""
    parts = parts_of(indicator) or _ratio_parts(indicator)
    try:
        units = [parse_unit(part.unit) for part in parts]
        declared = parse_unit(indicator.unit)
        if indicator.formula:
            factors = check_formula(indicator.formula, units, declared)
        else:
            factors = (_ratio_factor(units[0], units[1], declared), 1.0)
    except UnitError:
        return None
    return Reckoning(
        indicator.pk,
        tuple(part.pk for part in parts),
        factors,
        is_ratio=indicator.formula in _RATIOS or not indicator.formula,
        is_difference=indicator.formula == Formula.DIFFERENCE,
        only_merged=not indicator.formula,
        hidden_below=indicator.hidden_below,
    )


def has_ratio_parts(indicator: Indicator) -> bool:
    """Tell whether a ratio can be reckoned anew from its numerator and denominator."""
    return bool(_ratio_parts(indicator))


def ratio_factor(ratio: Indicator) -> float | None:
    """Return what numerator over denominator is multiplied by, 100 for per cent; None where units do not fit."""
    reckoning = reckoning_of(ratio) if has_ratio_parts(ratio) else None
    return reckoning.factors[0] / reckoning.factors[1] if reckoning else None


def _ratio_parts(indicator: Indicator) -> tuple[Indicator, ...]:
    above, below = indicator.numerator, indicator.denominator
    return (above, below) if above is not None and below is not None else ()


def _ratio_factor(above: Unit, below: Unit, declared: Unit) -> float:
    try:
        return (above / below).factor_to(declared)
    except UnitError:
        # What is counted may go unsaid: cases per 1000 persons are «per 1000 person».
        return check_formula(Formula.PER_CAPITA.value, (above, below), declared)[0]
