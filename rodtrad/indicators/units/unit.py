"""A unit: a scale times powers of base units, read from a short code."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.indicators.units.names import NAMES, SPACED, SYNONYMS

_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+|\d+(?:[.,]\d+)?"
_TERM = re.compile(rf"(?P<number>{_NUMBER})?\s*(?P<name>[^\W\d][\w.²³-]*|[%‰])?(?:\^(?P<power>[1-9]))?\s*")
_LONGEST = 40


class UnitError(ValueError):
    """A text is no unit, or units do not fit; `message` says why in words."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a unit as it was written: a number, a known name («» where there is only a number), and a power.

    The power is below zero for what stands after «per».
    """

    number: Fraction
    name: str
    power: int

    @property
    def is_below(self) -> bool:
        return self.power < 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A scale times powers of base units. «per 1000 person» is 1/1000 × person⁻¹, «percent» 1/100 of nothing.

    Equal units have the same scale and powers, however they were written (`terms`).
    """

    scale: Fraction
    powers: tuple[tuple[str, int], ...] = ()
    terms: tuple[Term, ...] = field(default=(), compare=False)

    def __mul__(self, other: "Unit") -> "Unit":
        return _unit(self.scale * other.scale, (*self.powers, *other.powers), (*self.terms, *other.terms))

    def __truediv__(self, other: "Unit") -> "Unit":
        return self * other.inverse

    @property
    def inverse(self) -> "Unit":
        turned = tuple((base, -power) for base, power in self.powers)
        terms = tuple(Term(one.number, one.name, -one.power) for one in self.terms)
        return Unit(1 / self.scale, turned, terms)

    @property
    def is_pure(self) -> bool:
        """Tell whether it is a bare number or a share."""
        return not self.powers

    def measures_same(self, other: "Unit") -> bool:
        return self.powers == other.powers

    def factor_to(self, other: "Unit") -> float:
        """Return what a figure is multiplied by to be in another unit. Raises UnitError where they differ in kind."""
        if not self.measures_same(other):
            raise UnitError(Message(_("Enhetene måler ikke det samme, så tallet kan ikke regnes om.")))
        return float(self.scale / other.scale)


ONE = Unit(Fraction(1))


@lru_cache(maxsize=1_000)
def parse_unit(text: str) -> Unit:
    """Read a unit from a code such as «1000 kr», «kr/person», «per 1000 person», «tonn co2e». Raises UnitError."""
    plain = " ".join(text.lower().split())
    for spaced, name in SPACED.items():
        plain = re.sub(rf"(?<!\w){re.escape(spaced)}(?!\w)", name, plain)
    if not plain or len(plain) > _LONGEST:
        raise _unknown(text)
    above, *below = re.split(r"\s*/\s*|\s*\bper\b\s*", plain)
    if not (above or below) or not all(below):
        raise _unknown(text)
    terms = [*_terms(above, 1, text), *(term for part in below for term in _terms(part, -1, text))]
    return _of_terms(terms)


def _terms(part: str, sign: int, text: str) -> Iterable[Term]:
    position = 0
    while position < len(part):
        found = _TERM.match(part, position)
        if found is None or not (found["number"] or found["name"]):
            raise _unknown(text)
        name = SYNONYMS.get(found["name"] or "", found["name"] or "")
        number = Fraction(re.sub(r"[ \u00a0]", "", found["number"] or "1").replace(",", "."))
        if (name and name not in NAMES) or not number or (found["power"] and not name):
            raise _unknown(text)
        yield Term(number, name, sign * int(found["power"] or 1))
        position = found.end()


def _of_terms(terms: Iterable[Term]) -> Unit:
    unit = ONE
    for term in terms:
        scale, base = NAMES[term.name] if term.name else (Fraction(1), "")
        sign = -1 if term.is_below else 1
        powers = ((base, term.power),) if base else ()
        unit *= Unit(scale**term.power * term.number**sign, powers, (term,))
    return unit


def _unit(scale: Fraction, powers: Iterable[tuple[str, int]], terms: tuple[Term, ...]) -> Unit:
    held: dict[str, int] = {}
    for base, power in powers:
        held[base] = held.get(base, 0) + power
    return Unit(scale, _sorted(held), terms)


def _sorted(powers: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((base, power) for base, power in powers.items() if power))


def _unknown(text: str) -> UnitError:
    message = _(
        "«%(unit)s» er ikke en enhet vi kjenner. Skriv for eksempel person, percent, kr, 1000 kr, kr/person eller "
        "per 1000 person."
    )
    return UnitError(Message(message, {"unit": text}))
