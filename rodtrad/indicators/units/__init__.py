"""Units of figures: read from short codes, multiplied, divided, converted, and checked in formulas."""

from rodtrad.indicators.units.formulas import check_formula
from rodtrad.indicators.units.labels import label_of
from rodtrad.indicators.units.unit import ONE, Unit, UnitError, parse_unit

__all__ = ["ONE", "Unit", "UnitError", "check_formula", "label_of", "parse_unit"]
