"""Whether an indicator that is reckoned from others can have the unit it says it has."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.indicators.units.labels import label_of
from rodtrad.indicators.units.names import COUNTED
from rodtrad.indicators.units.unit import Unit, UnitError

SHARE, PER_CAPITA, SUM, DIFFERENCE = "share", "per_capita", "sum", "difference"
_PERSONS = (("person", 1),)


def check_formula(formula: str, operands: Sequence[Unit], declared: Unit) -> tuple[float, ...]:
    """Return what each operand is multiplied by for the result to be in the declared unit. Raises UnitError.

    A share or per capita has numerator and denominator, and the numerator's factor carries the whole. A share is of the
    same thing; per capita is per person, and what is counted above may go unsaid: cases per 1000 persons is also
    «per 1000 person». A sum or a difference has two operands or more, all of which measure what the result does.
    """
    if formula in {SUM, DIFFERENCE}:
        return _check_sum(operands, declared)
    if formula in {SHARE, PER_CAPITA}:
        return _check_ratio(formula, operands, declared)
    raise ValueError(f"{formula} is no formula")


def _check_sum(operands: Sequence[Unit], declared: Unit) -> tuple[float, ...]:
    if len(operands) < 2:
        raise UnitError(Message(_("En sum eller differanse trenger minst to indikatorer.")))
    for operand in operands:
        if not operand.measures_same(declared):
            text = _("%(operand)s kan ikke legges sammen til eller trekkes fra %(declared)s.")
            raise UnitError(Message(text, {"operand": label_of(operand), "declared": label_of(declared)}))
    return tuple(operand.factor_to(declared) for operand in operands)


def _check_ratio(formula: str, operands: Sequence[Unit], declared: Unit) -> tuple[float, ...]:
    if len(operands) != 2:
        raise UnitError(Message(_("En andel eller et tall per innbygger trenger én teller og én nevner.")))
    above, below = operands
    if formula == SHARE and not above.measures_same(below):
        text = _("En andel er en del av det samme. Telleren er i %(above)s og nevneren i %(below)s.")
        raise UnitError(Message(text, {"above": label_of(above), "below": label_of(below)}))
    if formula == PER_CAPITA and below.powers != _PERSONS:
        text = _("Per innbygger må nevneren være innbyggere. Den er i %(below)s.")
        raise UnitError(Message(text, {"below": label_of(below)}))
    ratio = above / below
    if not ratio.measures_same(declared) and formula == PER_CAPITA and _is_counted(above):
        ratio = Unit(ratio.scale, below.inverse.powers)
    if not ratio.measures_same(declared):
        text = _("%(above)s delt på %(below)s kan ikke være i %(declared)s.")
        labels = {"above": label_of(above), "below": label_of(below), "declared": label_of(declared)}
        raise UnitError(Message(text, labels))
    return (ratio.factor_to(declared), 1.0)


def _is_counted(unit: Unit) -> bool:
    return len(unit.powers) == 1 and unit.powers[0][0] in COUNTED and unit.powers[0][1] == 1
