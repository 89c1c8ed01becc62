"""Entries to indicator file text that reads back to equal entries. What holds anyway is left out."""

from dataclasses import fields
from typing import Any

from rodtrad.core.models import Visibility
from rodtrad.core.periods import Frequency
from rodtrad.exchange.indicator_file.entries import FORMAT, FigureEntry, IndicatorFile
from rodtrad.exchange.plan_file.write import Inline, yaml_of
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.operations.define_facts import FactDefinition
from rodtrad.indicators.operations.definitions import DatasetDefinition, IndicatorDefinition

_NOT_WRITTEN = frozenset(
    {"due_month", "due_day", "due_years", "name", "name_nn", "name_en", "band_low", "band_high"}
)
_NAMES = {"is_nightly": "nightly", "sdg_targets": "sdg"}
_USUAL = {"frequency": Frequency.YEAR.value, "visibility": Visibility.PUBLIC, "origin": "own"}


def as_text(file: IndicatorFile) -> str:
    """Return the file as text."""
    found: dict[str, Any] = {"format": FORMAT}
    for name, rows in (
        ("datasets", [_dataset(one.definition) for one in file.datasets]),
        ("indicators", [_indicator(one.definition) for one in file.indicators]),
        ("figures", [_figure(one) for one in file.figures]),
        ("facts", [_fact(one.definition) for one in file.facts]),
    ):
        if rows:
            found[name] = rows
    return yaml_of(found)


def _dataset(one: DatasetDefinition) -> dict[str, Any]:
    found = _plain(one)
    query = found.pop("query", None)
    if one.due_month:
        found["due"] = Inline(month=one.due_month, day=one.due_day, years=one.due_years)
    return found | ({"query": query} if query else {})


def _indicator(one: IndicatorDefinition) -> dict[str, Any]:
    found = {"key": one.key, "name": _by_language(one.name, one.name_nn, one.name_en)}
    found |= {name: value for name, value in _plain(one).items() if name != "key"}
    if one.band_low is not None:
        found["band"] = Inline(low=one.band_low, high=one.band_high)
    return found


def _by_language(nb: str, nn: str, en: str) -> Inline:
    return Inline({language: text for language, text in (("nb", nb), ("nn", nn), ("en", en)) if text})


def _fact(one: FactDefinition) -> dict[str, Any]:
    texts = dict(_by_language(one.text, one.text_nn, one.text_en))
    return {"key": one.key, "text": texts} | ({"origin": one.origin} if one.origin != "own" else {})


def _plain(one: DatasetDefinition | IndicatorDefinition) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in fields(one):
        value = getattr(one, item.name)
        if item.name in _NOT_WRITTEN or value in ("", None, 0, (), {}) or value == _USUAL.get(item.name):
            continue
        if isinstance(value, Visibility):
            value = value.name.lower()
        found[_NAMES.get(item.name, item.name)] = list(value) if isinstance(value, tuple) else value
    return found


def _figure(one: FigureEntry) -> dict[str, Any]:
    figure = one.figure
    found = Inline(
        dataset=one.dataset, indicator=figure.indicator, area=figure.area, period=str(figure.period)
    )
    if figure.value is not None:
        found["value"] = int(figure.value) if figure.value.is_integer() else figure.value
    if figure.status != ObservationStatus.FIGURE:
        found["status"] = figure.status.name.lower()
    if figure.breakdown:
        found["breakdown"] = dict(figure.breakdown)
    return found
