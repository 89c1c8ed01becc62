"""Makes and changes tables and indicators: all of what is given or nothing, and never takes any away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from rodtrad.indicators.models import Dataset, Indicator, IndicatorTerm
from rodtrad.indicators.operations.check_definitions import Held, faults_of, in_order, look_up
from rodtrad.indicators.operations.check_resting import faults_of_resting
from rodtrad.indicators.operations.definitions import (
    DatasetDefinition,
    DefinitionsRefusedError,
    IndicatorDefinition,
)
from rodtrad.indicators.operations.hide import hide_standing
from rodtrad.indicators.operations.settle import settle_defined, wait_for_turn
from rodtrad.organisations.models import Root
from rodtrad.sdg.models import SdgTarget

#: Change one of these, and figures from before and after are not of the same thing.
_MEANING = frozenset({"unit", "definition", "direction", "band_low", "band_high", "formula"})
_PLAIN = (
    "name",
    "name_nn",
    "name_en",
    "definition",
    "reservation",
    "unit",
    "decimals",
    "direction",
    "band_low",
    "band_high",
    "dimension",
    "perspective",
    "theme",
    "quantity",
    "formula",
    "hidden_below",
    "visibility",
    "origin",
)
_OF_DATASET = (
    "title",
    "provider",
    "publisher",
    "table",
    "address",
    "licence",
    "note",
    "frequency",
    "due_month",
    "due_day",
    "due_years",
)
_LOCK = 7_240_402
#: Change one of these, and what is derived from its figures may be other figures.
_DERIVED_BY = frozenset({"unit", "quantity", "formula", "numerator", "denominator", "terms", "hidden_below"})
#: Change one of these, and figures that stand may be too small to.
_HIDDEN_BY = frozenset({"quantity", "hidden_below"})
#: Change one of these, and nobody has seen that the query gives the right figures.
_ASKED = frozenset({"provider", "table", "query"})


@dataclass
class Outcome:
    """What became of one kind of row: keys made, changed (with the fields that differ), and left as they were."""

    made: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)


@dataclass
class Defined:
    """What became of the definitions, and the rows that they now are, by key."""

    datasets: Outcome = field(default_factory=Outcome)
    indicators: Outcome = field(default_factory=Outcome)
    tables: dict[str, Dataset] = field(default_factory=dict)
    rows: dict[str, Indicator] = field(default_factory=dict)


@transaction.atomic
def define(
    *,
    root: Root | None,
    datasets: Sequence[DatasetDefinition] = (),
    indicators: Sequence[IndicatorDefinition] = (),
    today: date,
) -> Defined:
    """Make the tables and indicators that are missing, by key, and change those that differ.

    Without a root they are the common set's. Raises DefinitionsRefusedError with every fault; then nothing is stored.
    """
    _wait_to_define()
    held = look_up(root)
    if faults := faults_of(held, datasets, indicators) or list(faults_of_resting(held, indicators)):
        raise DefinitionsRefusedError(faults)
    done = Defined()
    for table in datasets:
        done.tables[table.key] = _write_dataset(held, table, done.datasets)
    writer = _Writer(held, {**held.datasets, **done.tables}, {**held.known}, done, today)
    for position, one in enumerate(indicators, _next_position(root)):
        writer.positions[one.key] = position
    for one in in_order(indicators):
        done.rows[one.key] = writer.write(one)
    _hide_anew(done)
    settle_defined(
        indicators=[row.pk for row in done.rows.values() if _is_derived_anew(row, done.indicators)]
    )
    return done


def _hide_anew(done: Defined) -> None:
    """Hide what stands and is too small by a threshold that has come, or been raised."""
    changed = done.indicators.changed
    if touched := [
        row.pk for row in done.rows.values() if not _HIDDEN_BY.isdisjoint(changed.get(row.key, ()))
    ]:
        wait_for_turn()
        hide_standing(touched)


def _wait_to_define() -> None:
    """Let one define at a time, before anything is read: two at once could close a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _is_derived_anew(row: Indicator, outcome: Outcome) -> bool:
    """Tell whether other figures may be derived than before. A new one that is published has none yet."""
    if row.key in outcome.made:
        return bool(row.formula or row.numerator_id)
    return not _DERIVED_BY.isdisjoint(outcome.changed.get(row.key, ()))


def _next_position(root: Root | None) -> int:
    last = Indicator.objects.filter(root=root).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _write_dataset(held: Held, given: DatasetDefinition, outcome: Outcome) -> Dataset:
    row = held.datasets.get(given.key)
    values: dict[str, Any] = {name: getattr(given, name) for name in _OF_DATASET}
    values["query"] = dict(given.query)
    if given.is_nightly is not None:
        values["is_nightly"] = given.is_nightly
    if row is None:
        row = Dataset(root=held.root, key=given.key, verified_on=given.verified_on, **values)
        row.save()
        outcome.made.append(given.key)
        return row
    asked_anew = any(getattr(row, name) != values[name] for name in _ASKED)
    values["verified_on"] = given.verified_on if asked_anew else _later(row.verified_on, given.verified_on)
    if differs := _put(row, values):
        row.save(update_fields=differs)
    _note(outcome, given.key, differs)
    return row


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _put(row: Dataset | Indicator, values: Mapping[str, Any]) -> list[str]:
    """Give the row the values; return the names of those that differed."""
    differs = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, values[name])
    return differs


def _note(outcome: Outcome, key: str, differs: Sequence[str]) -> None:
    if differs:
        outcome.changed[key] = [name.removesuffix("_id") for name in differs]
    else:
        outcome.same.append(key)


@dataclass
class _Writer:
    held: Held
    tables: Mapping[str, Dataset]
    known: dict[str, Indicator]
    done: Defined
    today: date
    positions: dict[str, int] = field(default_factory=dict)

    def write(self, given: IndicatorDefinition) -> Indicator:
        row = self.held.indicators.get(given.key)
        values = self._values(given)
        if row is None:
            row = Indicator(root=self.held.root, key=given.key, position=self.positions[given.key], **values)
            row.save()
            self._relate(row, given)
            self.done.indicators.made.append(given.key)
        else:
            self._change(row, given, values)
        self.known[given.key] = row
        return row

    def _values(self, given: IndicatorDefinition) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(given, name) for name in _PLAIN}
        values["dataset_id"] = self.tables[given.dataset].pk if given.dataset else None
        for name in ("numerator", "denominator"):
            part = getattr(given, name)
            values[f"{name}_id"] = self.known[part].pk if part else None
        return values

    def _change(self, row: Indicator, given: IndicatorDefinition, values: Mapping[str, Any]) -> None:
        reckoned = row.formula or given.formula
        differs = _put(row, values)
        related = self._relate(row, given)
        parts = {"numerator_id", "denominator_id"}.intersection(differs) | {"terms"}.intersection(related)
        if _MEANING.intersection(differs) or (reckoned and parts):
            row.defined_on = self.today
        if differs:
            row.save()
        elif related and reckoned and parts:
            row.save(update_fields=["defined_on"])
        _note(self.done.indicators, row.key, [*differs, *related])

    def _relate(self, row: Indicator, given: IndicatorDefinition) -> list[str]:
        """Give the row its terms and SDG targets; return which of the two differed."""
        differs = []
        wanted = [self.known[part].pk for part in given.terms]
        if [term.operand_id for term in row.terms.all()] != wanted:
            row.terms.all().delete()
            IndicatorTerm.objects.bulk_create(
                IndicatorTerm(indicator=row, operand_id=operand, position=position)
                for position, operand in enumerate(wanted, 1)
            )
            differs.append("terms")
        if {target.code for target in row.sdg_targets.all()} != set(given.sdg_targets):
            row.sdg_targets.set(SdgTarget.objects.filter(code__in=given.sdg_targets))
            differs.append("sdg")
        return differs
