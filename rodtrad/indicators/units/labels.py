"""Units in words, one and several, in the reader's language."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, npgettext

from rodtrad.indicators.units.unit import Term, Unit

#: The name of so many of a unit.
_NOUNS: dict[str, Callable[[int], str]] = {
    "person": lambda count: ngettext("innbygger", "innbyggere", count),
    "household": lambda count: ngettext("husholdning", "husholdninger", count),
    "dwelling": lambda count: ngettext("bolig", "boliger", count),
    "child": lambda count: ngettext("barn", "barn", count),
    "pupil": lambda count: ngettext("elev", "elever", count),
    "employee": lambda count: ngettext("ansatt", "ansatte", count),
    "case": lambda count: npgettext("unit", "sak", "saker", count),
    "visit": lambda count: ngettext("besøk", "besøk", count),
    "vehicle": lambda count: ngettext("kjøretøy", "kjøretøyer", count),
    "enterprise": lambda count: ngettext("virksomhet", "virksomheter", count),
    "farm": lambda count: ngettext("gårdsbruk", "gårdsbruk", count),
    "trip": lambda count: ngettext("reise", "reiser", count),
    "place": lambda count: ngettext("plass", "plasser", count),
    "man_year": lambda count: ngettext("årsverk", "årsverk", count),
    "hour": lambda count: ngettext("time", "timer", count),
    "minute": lambda count: ngettext("minutt", "minutter", count),
    "day": lambda count: ngettext("døgn", "døgn", count),
    "tonn": lambda count: ngettext("tonn", "tonn", count),
    "tonn_co2e": lambda count: ngettext("tonn CO₂-ekvivalenter", "tonn CO₂-ekvivalenter", count),
    "co2e": lambda count: gettext("kg CO₂-ekvivalenter"),
    "kg_co2e": lambda count: gettext("kg CO₂-ekvivalenter"),
    "kr": lambda count: gettext("kr"),
    "mill_kr": lambda count: gettext("mill. kr"),
    "mrd_kr": lambda count: gettext("mrd. kr"),
    "daa": lambda count: gettext("dekar"),
    "ha": lambda count: gettext("hektar"),
    "percent": lambda count: gettext("prosent"),
    "permille": lambda count: gettext("promille"),
    "number": lambda count: gettext("antall"),
    "ratio": lambda count: gettext("forholdstall"),
    "point": lambda count: gettext("poeng"),
    "index": lambda count: gettext("indeks"),
}
#: Signs that are the same in every language.
_SIGNS = {
    "kwh": "kWh",
    "mwh": "MWh",
    "gwh": "GWh",
    "twh": "TWh",
    "m": "m",
    "km": "km",
    "kg": "kg",
    "m2": "m²",
    "m3": "m³",
    "km2": "km²",
}
_POWERS = {2: "²", 3: "³"}
_SEVERAL = 2
#: From here a number is grouped; 1000 is not.
_GROUPED_FROM = 10_000


def label_of(unit: Unit, count: int = _SEVERAL) -> str:
    """Write a unit out as it was written in its code: «kr per innbygger», «per 1000 innbyggere», «prosent»."""
    above = [_worded(term, count) for term in unit.terms if not term.is_below]
    below = [gettext("per %(unit)s") % {"unit": _worded(term, 1)} for term in unit.terms if term.is_below]
    return " ".join(part for part in (*above, *below) if part) or gettext("antall")


def _worded(term: Term, count: int) -> str:
    several = count if term.number == 1 else _SEVERAL
    name = _SIGNS.get(term.name) or (_NOUNS[term.name](several) if term.name else "")
    number = "" if term.number == 1 else _number(term.number)
    return " ".join(part for part in (number, name + _POWERS.get(abs(term.power), "")) if part)


def _number(number: Fraction) -> str:
    plain = int(number) if number.denominator == 1 else float(number)
    return number_format(plain, use_l10n=True, force_grouping=plain >= _GROUPED_FROM)
