"""A root's own sentences with figures, written one at a time in the browser."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from rodtrad.core.models import Origin
from rodtrad.core.text import key_from
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.indicators.errors import IndicatorError
from rodtrad.indicators.living_facts import Slot, parse_sentence
from rodtrad.indicators.models import LivingFact
from rodtrad.indicators.operations.define_facts import FactDefinition, FactsRefusedError, faults_of_facts
from rodtrad.indicators.queries.catalogue import visible_indicators
from rodtrad.indicators.queries.fact_writing import TEXTS
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

FactValues = dict[str, str]


class FactGoneError(IndicatorError):
    """Somebody has deleted the sentence."""


@dataclass(frozen=True)
class TextConflict:
    """A text that two people changed: what this one began with, and what stands there now."""

    field: str
    started: str
    now: str


class FactChangedError(IndicatorError, ChangedMeanwhileError):
    """Others have changed the same since. `now` is the sentence as it stands."""

    def __init__(self, conflicts: Sequence[TextConflict], now: FactValues) -> None:
        super().__init__(", ".join(one.field for one in conflicts))
        self.conflicts, self.now = list(conflicts), now


class OrderChangedError(IndicatorError, ChangedMeanwhileError):
    """Others have moved, made or deleted sentences since."""


def fact_values(fact: LivingFact) -> FactValues:
    return {name: getattr(fact, name) for name in TEXTS}


def check_fact(*, root: Root, viewer: Viewer, values: Mapping[str, str]) -> None:
    """Raise FactsRefusedError where a text is no sentence with figures that the viewer may see; nothing is stored."""
    units = dict(visible_indicators(root, viewer).values_list("key", "unit"))
    definition = FactDefinition(key="", **{name: values.get(name, "") for name in TEXTS})
    if faults := faults_of_facts([definition], units):
        raise FactsRefusedError(faults)


def create_fact(*, root: Root, viewer: Viewer, values: Mapping[str, str]) -> LivingFact:
    """Make a sentence, after the others. Raises FactsRefusedError."""
    with _alone(root):
        check_fact(root=root, viewer=viewer, values=values)
        own = LivingFact.objects.filter(root=root)
        taken = set(own.values_list("key", flat=True))
        last = own.aggregate(last=Max("position"))["last"] or 0
        return LivingFact.objects.create(
            root=root,
            key=_free(_stem(values["text"]), taken),
            position=last + 1,
            **{name: values.get(name, "") for name in TEXTS},
        )


def change_fact(
    *, fact: LivingFact, root: Root, viewer: Viewer, values: Mapping[str, str], based_on: Mapping[str, str]
) -> LivingFact:
    """Change a sentence; `based_on` is how it stood when the person began. What others have changed stands.

    Raises FactsRefusedError, FactGoneError, and FactChangedError for what both have changed; then nothing is stored.
    """
    with _alone(root):
        row = _locked(fact)
        now = fact_values(row)
        wanted = {name: values[name] for name in TEXTS if values[name] not in (based_on[name], now[name])}
        both = [
            TextConflict(name, based_on[name], now[name]) for name in wanted if based_on[name] != now[name]
        ]
        if both:
            raise FactChangedError(both, now)
        check_fact(root=root, viewer=viewer, values={**now, **wanted})
        if wanted:
            for name, text in wanted.items():
                setattr(row, name, text)
            row.origin = Origin.OWN.value
            row.save(update_fields=[*wanted, "origin"])
    return row


def delete_fact(*, fact: LivingFact, root: Root, based_on: Mapping[str, str]) -> None:
    """Delete a sentence as the person saw it. Raises FactGoneError and FactChangedError."""
    with _alone(root):
        row = _locked(fact)
        now = fact_values(row)
        if now != based_on:
            raise FactChangedError([], now)
        row.delete()


def move_fact(*, root: Root, fact: LivingFact, up: bool, seen: Sequence[str], among: Sequence[str]) -> None:
    """Let a sentence change places with its neighbour `among` those that the person sees, by their keys.

    `seen` are the keys in the order the person saw. Raises OrderChangedError where that is another now.
    """
    with _alone(root):
        rows = list(LivingFact.objects.select_for_update().filter(root=root))
        shown = [row for row in rows if row.key in among]
        if [row.key for row in shown] != list(seen) or fact.key not in seen:
            raise OrderChangedError
        here = seen.index(fact.key)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(shown):
            return
        one, other = rows.index(shown[here]), rows.index(shown[there])
        rows[one], rows[other] = rows[other], rows[one]
        for position, row in enumerate(rows, 1):
            if row.position != position:
                row.position = position
                row.save(update_fields=["position"])


@contextmanager
def _alone(root: Root) -> Iterator[None]:
    """Write in one transaction, one person at a time in a root: two must not take the same key or place."""
    with transaction.atomic():
        Root.objects.select_for_update().get(pk=root.pk)
        yield


def _locked(fact: LivingFact) -> LivingFact:
    row = LivingFact.objects.select_for_update().filter(pk=fact.pk).first()
    if row is None:
        raise FactGoneError
    return row


def _stem(text: str) -> str:
    """Return a key that says the words of a sentence, without its places for figures."""
    words = [one.key if isinstance(one, Slot) else one for one in parse_sentence(text)]
    return key_from(" ".join(words)) or "setning"


def _free(stem: str, taken: set[str]) -> str:
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
