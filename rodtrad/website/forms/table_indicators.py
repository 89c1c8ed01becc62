"""The second step of mapping a table: which indicator each column of figures is, one that is there or a new one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from math import isfinite

from django.http import QueryDict
from django.utils.translation import gettext as _

from rodtrad.core.text import visible
from rodtrad.indicators.models import Dimension, Direction, Indicator, Perspective, Quantity, Theme
from rodtrad.indicators.operations.definitions import IndicatorDefinition
from rodtrad.indicators.small_numbers import CARE_THRESHOLD, THRESHOLD
from rodtrad.indicators.sources.table.headings import folded
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.indicators.units import UnitError, label_of, parse_unit
from rodtrad.indicators.units.names import SPACED, SYNONYMS
from rodtrad.targets.presenters import read_number

NEW, LEFT_OUT = "ny", "utelat"
THRESHOLDS = (0, THRESHOLD, CARE_THRESHOLD)
DIRECTIONS = (Direction.HIGHER, Direction.LOWER, Direction.BAND, Direction.NONE)
_MOST_DECIMALS = 6
_COMMON = (
    *("number", "percent", "person", "child", "pupil", "household", "dwelling", "employee", "man_year"),
    *("kr", "mill_kr", "hour", "day", "point", "index", "tonn_co2e", "kwh", "m2", "km"),
)


@dataclass(frozen=True)
class Slot:
    """A place in the mapping that wants an indicator: a column of figures, or a word that names one."""

    number: int
    #: The heading or the word in the mapping; empty for the figures of a wide table.
    word: str
    label: str
    choice: str = NEW
    name: str = ""
    unit: str = ""
    decimals: int = 0
    direction: str = ""
    #: The two ends of a band, as they are written.
    band: tuple[str, str] = ("", "")
    dimension: str = ""
    theme: str = ""
    hidden_below: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def placeholder(self) -> str:
        """Return what stands in the mapping until the new indicator has a key; no key has a colon."""
        return f"ny:{self.number}"


def slots_of(mapping: TableMapping, title: str, decimals: Mapping[str, int]) -> list[Slot]:
    """Return the places that want an indicator, in the order of the table; `decimals` are by heading."""
    words = list(mapping.series_words or mapping.values)
    return [_slot(number, word, word or title, decimals.get(word, 0)) for number, word in enumerate(words)]


def _slot(number: int, word: str, label: str, decimals: int) -> Slot:
    small = folded(label)
    is_share = "%" in small or "andel" in small or "prosent" in small
    return Slot(
        number,
        word,
        label,
        name=label[:200],
        unit=_("prosent") if is_share else _("antall"),
        decimals=max(decimals, 1) if is_share else decimals,
    )


def suggested(slots: Sequence[Slot], told: TableMapping, chosen: Collection[Indicator]) -> list[Slot]:
    """Return the slots with the indicators they had before, or that have their name."""
    before = {folded(word): key for word, key in {**told.values, **told.series_words}.items() if key}
    named = {folded(one.name): one.key for one in chosen}
    known = {one.key for one in chosen}
    found = []
    for slot in slots:
        key = before.get(folded(slot.word)) or named.get(folded(slot.label), "")
        found.append(replace(slot, choice=key if key in known else NEW))
    return found


def read_slots(
    posted: QueryDict, slots: Sequence[Slot], known: Collection[str], *, may_leave: bool
) -> list[Slot]:
    """Return what the form says of each, with what is wrong by field. `may_leave` lets words be left out."""
    found = [_read(posted, slot, known, may_leave=may_leave) for slot in slots]
    taken: set[str] = set()
    for place, slot in enumerate(found):
        if slot.choice in taken:
            errors = {**slot.errors, "valg": _("To kolonner kan ikke være den samme indikatoren.")}
            found[place] = replace(slot, errors=errors)
        if slot.choice not in (NEW, LEFT_OUT):
            taken.add(slot.choice)
    if found and all(slot.choice == LEFT_OUT for slot in found):
        found[0] = replace(found[0], errors={"valg": _("Minst én må være en indikator.")})
    return found


def _read(posted: QueryDict, slot: Slot, known: Collection[str], *, may_leave: bool) -> Slot:
    def given(name: str) -> str:
        return " ".join(visible(posted.get(f"{name}-{slot.number}", "")).split())

    choice = given("valg")
    if choice in known or (may_leave and choice == LEFT_OUT):
        return replace(slot, choice=choice, errors={})
    decimals, hidden = given("desimaler"), given("skjul")
    read = replace(
        slot,
        choice=NEW,
        name=given("navn"),
        unit=given("enhet"),
        decimals=int(decimals) if decimals.isdecimal() and len(decimals) < 3 else -1,
        direction=given("retning"),
        band=(given("fra"), given("til")),
        dimension=given("dimensjon"),
        theme=given("tema"),
        hidden_below=int(hidden) if hidden in {str(one) for one in THRESHOLDS} else 0,
    )
    return replace(read, errors=dict(_faults(read)))


def _faults(slot: Slot) -> Iterator[tuple[str, str]]:
    if not slot.name or len(slot.name) > 200:
        yield "navn", _("Skriv hva indikatoren heter, med høyst 200 tegn.")
    try:
        parse_unit(unit_code(slot.unit))
    except UnitError as error:
        yield "enhet", str(error)
    if len(unit_code(slot.unit)) > 40:
        yield "enhet", _("Enheten har mer enn 40 tegn.")
    if not 0 <= slot.decimals <= _MOST_DECIMALS:
        yield "desimaler", _("Skriv et tall fra 0 til 6.")
    if slot.direction not in DIRECTIONS:
        yield "retning", _("Velg hvilken vei som er bedre.")
    if slot.direction == Direction.BAND:
        yield from _faults_of_band(*slot.band)
    if slot.dimension not in Dimension.values:
        yield "dimensjon", _("Velg en dimensjon.")
    if slot.theme not in Theme.values:
        yield "tema", _("Velg et tema.")


def _faults_of_band(low: str, high: str) -> Iterator[tuple[str, str]]:
    """Tell what is wrong with the ends of a band; without any, targets say what is wanted."""
    if not low and not high:
        return
    ends = {"fra": _number(low), "til": _number(high)}
    for name, end in ends.items():
        if end is None:
            yield name, _("Skriv et tall i begge endene av båndet, som 1,3 og 1,69, eller la begge stå tomme.")
    if ends["fra"] is not None and ends["til"] is not None and ends["til"] <= ends["fra"]:
        yield "til", _("Den øverste enden av båndet må være høyere enn den nederste.")


def _number(text: str) -> float | None:
    try:
        found = read_number(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


def _band(slot: Slot) -> tuple[float | None, float | None]:
    return (_number(slot.band[0]), _number(slot.band[1])) if slot.direction == Direction.BAND else (None, None)


def unit_code(text: str) -> str:
    """Return the short code of a unit that people write: «percent» for «prosent» and «%», in their language too."""
    plain = text.casefold()
    return common_units().get(plain) or SYNONYMS.get(plain) or SPACED.get(plain) or text


def common_units() -> dict[str, str]:
    """Return units that tables often have, their codes by what they are called."""
    return {label_of(parse_unit(code)).casefold(): code for code in _COMMON}


def definitions_of(slots: Sequence[Slot]) -> dict[str, IndicatorDefinition]:
    """Return the new indicators, by what stands for them in the mapping."""
    return {
        slot.placeholder: IndicatorDefinition(
            key=slot.placeholder,
            name=slot.name,
            unit=unit_code(slot.unit),
            decimals=slot.decimals,
            direction=slot.direction,
            band_low=_band(slot)[0],
            band_high=_band(slot)[1],
            dimension=slot.dimension,
            perspective=Perspective.OUTCOME.value,
            theme=slot.theme,
            quantity=_quantity(slot).value,
            hidden_below=slot.hidden_below,
        )
        for slot in slots
        if slot.choice == NEW
    }


def _quantity(slot: Slot) -> Quantity:
    """Return how figures of the unit add up: what is so many of something is a count, what is per something is not."""
    unit = parse_unit(unit_code(slot.unit))
    if any(term.is_below for term in unit.terms) or unit_code(slot.unit) in ("percent", "permille", "ratio"):
        return Quantity.RATIO
    return Quantity.OTHER if unit_code(slot.unit) in ("point", "index") else Quantity.COUNT


def filled(mapping: TableMapping, slots: Sequence[Slot]) -> TableMapping:
    """Return the mapping with an indicator, or what stands for a new one, for each slot."""
    keys = {slot.word: _key(slot) for slot in slots}
    if mapping.series_words:
        return replace(mapping, series_words=keys)
    return replace(mapping, values=keys)


def _key(slot: Slot) -> str:
    if slot.choice == LEFT_OUT:
        return ""
    return slot.placeholder if slot.choice == NEW else slot.choice
