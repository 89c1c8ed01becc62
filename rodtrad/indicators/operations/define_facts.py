"""Makes and changes living facts: all of what is given or nothing, and never takes any away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q

from rodtrad.core.models import Origin
from rodtrad.indicators.errors import IndicatorError
from rodtrad.indicators.living_facts import SentenceError, parse_sentence, slots_in
from rodtrad.indicators.models import Indicator, LivingFact
from rodtrad.indicators.operations.define import Outcome
from rodtrad.indicators.queries.living_facts import areas_by_code
from rodtrad.organisations.models import Root

_TEXTS = ("text", "text_nn", "text_en")


@dataclass(frozen=True, kw_only=True)
class FactDefinition:
    """A living fact, as `models.LivingFact` has it."""

    key: str
    text: str
    text_nn: str = ""
    text_en: str = ""
    origin: str = Origin.OWN.value


@dataclass(frozen=True)
class FactFault:
    """What is wrong with one fact: `reason` is a `living_facts.Why`, or one of those below."""

    key: str
    field: str
    reason: str
    told: str = ""
    known: tuple[str, ...] = ()


TWICE, UNKNOWN, NO_SHARE, NO_AREA = "twice", "unknown", "no_share", "no_area"


class FactsRefusedError(IndicatorError):
    """Living facts have faults; none of them was stored."""

    def __init__(self, faults: Sequence[FactFault]) -> None:
        super().__init__("; ".join(f"{one.key}.{one.field}: {one.reason}" for one in faults))
        self.faults = tuple(faults)


def units_known(root: Root | None) -> dict[str, str]:
    """Return the units of the indicators that a root's facts may name, by key."""
    rows = Indicator.objects.filter(Q(root__isnull=True) | Q(root=root))
    return dict(rows.values_list("key", "unit"))


def faults_of_facts(facts: Sequence[FactDefinition], units: Mapping[str, str]) -> list[FactFault]:
    """Return every fault; `units` are those of the indicators that can be named, by key."""
    faults, seen = [], set[str]()
    for one in facts:
        if one.key in seen:
            faults.append(FactFault(one.key, "key", TWICE))
        seen.add(one.key)
        faults += [fault for field in _TEXTS for fault in _faults_of_text(one, field, units)]
    return faults


def _faults_of_text(one: FactDefinition, field: str, units: Mapping[str, str]) -> Iterator[FactFault]:
    text = getattr(one, field)
    if not text:
        return
    try:
        slots = slots_in(parse_sentence(text))
    except SentenceError as error:
        yield FactFault(one.key, field, error.why, error.told)
        return
    areas = areas_by_code(slots)
    for slot in slots:
        if slot.key not in units:
            yield FactFault(one.key, field, UNKNOWN, slot.key, tuple(units))
        elif slot.form.needs_share and units[slot.key] != "percent":
            yield FactFault(one.key, field, NO_SHARE, slot.key)
        if slot.area and slot.area not in areas:
            yield FactFault(one.key, field, NO_AREA, slot.area)


@transaction.atomic
def define_facts(*, root: Root | None, facts: Sequence[FactDefinition]) -> Outcome:
    """Make the living facts that are missing, by key, and change those that differ.

    Without a root they are the common set's. Raises FactsRefusedError with every fault; then nothing is stored.
    """
    if faults := faults_of_facts(facts, units_known(root)):
        raise FactsRefusedError(faults)
    held = {row.key: row for row in LivingFact.objects.filter(root=root)}
    last = LivingFact.objects.filter(root=root).aggregate(last=Max("position"))["last"] or 0
    outcome = Outcome()
    for position, one in enumerate(facts, last + 1):
        values = {name: getattr(one, name) for name in (*_TEXTS, "origin")}
        row = held.get(one.key)
        if row is None:
            LivingFact.objects.create(root=root, key=one.key, position=position, **values)
            outcome.made.append(one.key)
            continue
        differs = [name for name, value in values.items() if getattr(row, name) != value]
        for name in differs:
            setattr(row, name, values[name])
        if differs:
            row.save(update_fields=differs)
            outcome.changed[one.key] = differs
        else:
            outcome.same.append(one.key)
    return outcome
