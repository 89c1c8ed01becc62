"""Checks definitions against each other and against what is held, before any of them is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from rodtrad.core.models import Visibility
from rodtrad.indicators.models import Dataset, Direction, Formula, Indicator, Quantity
from rodtrad.indicators.operations.definitions import (
    DatasetDefinition,
    DefinitionFault,
    IndicatorDefinition,
    Kind,
    Reason,
)
from rodtrad.indicators.units.formulas import check_formula
from rodtrad.indicators.units.unit import Unit, UnitError, parse_unit
from rodtrad.organisations.models import Root
from rodtrad.sdg.models import SdgTarget

_FROM_PARTS = frozenset({Formula.SHARE.value, Formula.PER_CAPITA.value})
_FROM_TERMS = frozenset({Formula.SUM.value, Formula.DIFFERENCE.value})
_FEWEST_TERMS = 2


@dataclass(frozen=True)
class Held:
    """What is there already: the set's own rows by key, and the common ones that it may refer to."""

    root: Root | None
    datasets: Mapping[str, Dataset]
    indicators: Mapping[str, Indicator]
    common: Mapping[str, Indicator]
    #: Keys that some root has for an indicator of its own; asked for when the common set is defined.
    used_by_roots: frozenset[str]
    targets: frozenset[str]

    @property
    def known(self) -> Mapping[str, Indicator]:
        """Return every indicator that one of this set may rest on."""
        return {**self.common, **self.indicators}


def look_up(root: Root | None) -> Held:
    """Return what a set of definitions is checked against."""
    rows = Indicator.objects.select_related("numerator", "denominator").prefetch_related(
        "terms__operand", "sdg_targets"
    )
    own = {row.key: row for row in rows.filter(root=root)}
    common = {row.key: row for row in rows.filter(root=None)} if root else own
    others = Indicator.objects.none() if root else Indicator.objects.exclude(root=None)
    return Held(
        root=root,
        datasets={row.key: row for row in Dataset.objects.filter(root=root)},
        indicators=own,
        common=common,
        used_by_roots=frozenset(others.values_list("key", flat=True)),
        targets=frozenset(SdgTarget.objects.values_list("code", flat=True)),
    )


def faults_of(
    held: Held, datasets: Sequence[DatasetDefinition], indicators: Sequence[IndicatorDefinition]
) -> list[DefinitionFault]:
    """Return everything that is wrong with the definitions."""
    checker = _Checker(held, {one.key: one for one in indicators}, {one.key for one in datasets})
    found = [*_twice(Kind.DATASET, datasets), *_twice(Kind.INDICATOR, indicators)]
    for one in indicators:
        found += checker.faults(one)
    # Units and circles can only be told where every part is known.
    return found or [fault for one in indicators for fault in checker.faults_of_whole(one)]


def in_order(indicators: Sequence[IndicatorDefinition]) -> list[IndicatorDefinition]:
    """Return the definitions so that each comes after those it rests on; else in the order given."""
    given = {one.key: one for one in indicators}
    sorter = TopologicalSorter(
        {key: [part for part in one.parts if part in given] for key, one in given.items()}
    )
    return [given[key] for key in sorter.static_order()]


def _twice(
    kind: Kind, definitions: Sequence[DatasetDefinition | IndicatorDefinition]
) -> Iterator[DefinitionFault]:
    for key, count in Counter(one.key for one in definitions).items():
        if count > 1:
            yield DefinitionFault(kind, key, "key", Reason.TWICE)


def _parts_of(row: Indicator) -> tuple[str, ...]:
    terms = [term.operand for term in row.terms.all()]
    return tuple(one.key for one in (row.numerator, row.denominator, *terms) if one is not None)


@dataclass(frozen=True)
class _Checker:
    held: Held
    given: Mapping[str, IndicatorDefinition]
    datasets: set[str]

    def faults(self, one: IndicatorDefinition) -> Iterator[DefinitionFault]:
        yield from self._of_key(one)
        if _unit(one.unit) is None:
            yield _fault(one, "unit", Reason.UNKNOWN_UNIT, one.unit)
        yield from self._of_references(one)
        yield from self._of_formula(one)
        yield from self._of_band(one)
        if one.hidden_below and one.quantity != Quantity.COUNT:
            yield _fault(one, "hidden_below", Reason.HIDES_NO_COUNT, one.quantity)

    def faults_of_whole(self, one: IndicatorDefinition) -> Iterator[DefinitionFault]:
        if circle := self._circle(one.key):
            yield _fault(one, "formula", Reason.CIRCLE, " → ".join(circle))
            return
        if differ := self._why_units_differ(one):
            yield _fault(one, "unit", Reason.UNITS_DIFFER, differ)
        for part in one.parts:
            if self._visibility(part) > one.visibility:
                yield _fault(one, "visibility", Reason.MORE_OPEN, part)

    def _of_key(self, one: IndicatorDefinition) -> Iterator[DefinitionFault]:
        if self.held.root is not None and one.key in self.held.common:
            yield _fault(one, "key", Reason.SHADOWS_COMMON, self.held.common[one.key].name)
        if one.key in self.held.used_by_roots and one.key not in self.held.indicators:
            yield _fault(one, "key", Reason.USED_BY_ROOT)

    def _of_references(self, one: IndicatorDefinition) -> Iterator[DefinitionFault]:
        tables = self.datasets | set(self.held.datasets)
        if one.dataset and one.dataset not in tables:
            yield _fault(one, "dataset", Reason.UNKNOWN_DATASET, one.dataset, tables)
        known = set(self.given) | set(self.held.known)
        for field, part in _named_parts(one):
            if part == one.key:
                yield _fault(one, field, Reason.ITSELF)
            elif part not in known:
                yield _fault(one, field, Reason.UNKNOWN_INDICATOR, part, known)
        for code in one.sdg_targets:
            if code not in self.held.targets:
                yield _fault(one, "sdg", Reason.UNKNOWN_TARGET, code, self.held.targets)

    def _of_formula(self, one: IndicatorDefinition) -> Iterator[DefinitionFault]:
        if one.formula in _FROM_PARTS and not (one.numerator and one.denominator):
            yield _fault(one, "formula", Reason.NEEDS_PARTS)
        if one.formula in _FROM_TERMS and len(one.terms) < _FEWEST_TERMS:
            yield _fault(one, "formula", Reason.NEEDS_TERMS)
        if one.terms and one.formula not in _FROM_TERMS:
            yield _fault(one, "terms", Reason.NO_TERMS)
        for part, count in Counter(one.terms).items():
            if count > 1:
                yield _fault(one, "terms", Reason.TWICE, part)

    def _of_band(self, one: IndicatorDefinition) -> Iterator[DefinitionFault]:
        low, high = one.band_low, one.band_high
        if (low is None) != (high is None) or (low is not None and high is not None and low >= high):
            yield _fault(one, "band", Reason.BAND_BACKWARDS)
        elif low is not None and one.direction != Direction.BAND:
            yield _fault(one, "band", Reason.BAND_WITHOUT_DIRECTION)

    def _why_units_differ(self, one: IndicatorDefinition) -> str:
        """Return why what it is reckoned from cannot give its unit; empty where it can."""
        keys = one.terms if one.formula in _FROM_TERMS else (one.numerator, one.denominator)
        declared = _unit(one.unit)
        operands = [unit for key in keys if one.formula and (unit := _unit(self._row(key).unit))]
        if not one.formula or declared is None or len(operands) < len(keys):
            return ""
        try:
            check_formula(one.formula, operands, declared)
        except UnitError as error:
            return str(error)
        return ""

    def _row(self, key: str) -> IndicatorDefinition | Indicator:
        return self.given.get(key) or self.held.known[key]

    def _parts(self, key: str) -> tuple[str, ...]:
        return self.given[key].parts if key in self.given else _parts_of(self.held.known[key])

    def _visibility(self, key: str) -> int:
        return Visibility(self._row(key).visibility)

    def _circle(self, key: str) -> list[str]:
        """Return the way round, if the indicator rests on itself by way of others."""
        graph: dict[str, tuple[str, ...]] = {}
        left = [key]
        while left:
            one = left.pop()
            if one not in graph:
                graph[one] = self._parts(one)
                left += graph[one]
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            around: list[str] = error.args[1]
            return list(reversed(around)) if key in around else []
        return []


def _unit(text: str) -> Unit | None:
    try:
        return parse_unit(text)
    except UnitError:
        return None


def _named_parts(one: IndicatorDefinition) -> list[tuple[str, str]]:
    named = [("numerator", one.numerator), ("denominator", one.denominator)]
    return [(field, part) for field, part in named if part] + [("terms", part) for part in one.terms]


def _fault(
    one: IndicatorDefinition,
    field: str,
    reason: Reason,
    told: str = "",
    known: set[str] | frozenset[str] = frozenset(),
) -> DefinitionFault:
    return DefinitionFault(Kind.INDICATOR, one.key, field, reason, told, tuple(sorted(known)))
