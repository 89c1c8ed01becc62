"""Checks that what rests on indicators still can, when these are defined otherwise."""

from collections.abc import Iterator, Sequence

from rodtrad.indicators.models import Indicator
from rodtrad.indicators.operations.check_definitions import Held
from rodtrad.indicators.operations.definitions import DefinitionFault, IndicatorDefinition, Kind, Reason
from rodtrad.indicators.queries.formulas import parts_of, resting_on
from rodtrad.indicators.units import UnitError, check_formula, parse_unit


def faults_of_resting(held: Held, given: Sequence[IndicatorDefinition]) -> Iterator[DefinitionFault]:
    """Return what would be wrong with indicators that are held, and rest on those that are given anew."""
    anew = {held.indicators[one.key].pk: one for one in given if one.key in held.indicators}
    told = {one.key for one in given}
    for row in resting_on(anew) if anew else ():
        is_given = row.root_id == (held.root.pk if held.root else None) and row.key in told
        if row.formula and not is_given and not anew.keys().isdisjoint(part.pk for part in parts_of(row)):
            yield from _faults(row, anew)


def _faults(row: Indicator, anew: dict[int, IndicatorDefinition]) -> Iterator[DefinitionFault]:
    parts = [(part, anew.get(part.pk)) for part in parts_of(row)]
    for _part, one in parts:
        if one is not None and one.visibility > row.visibility:
            yield DefinitionFault(Kind.INDICATOR, row.key, "visibility", Reason.MORE_OPEN, one.key)
    try:
        units = [parse_unit(one.unit if one else part.unit) for part, one in parts]
        check_formula(row.formula, units, parse_unit(row.unit))
    except UnitError as error:
        yield DefinitionFault(Kind.INDICATOR, row.key, "unit", Reason.UNITS_DIFFER, str(error))
