"""Writing what is wanted of an indicator: what there is to choose, how it would stand, and what others have changed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldConflict
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Direction, Indicator, Theme
from rodtrad.indicators.queries.catalogue import Line, latest
from rodtrad.organisations.models import Organisation
from rodtrad.targets.methods import Method, PathKind
from rodtrad.targets.models import Target
from rodtrad.targets.presenters import band_text, figure_text, steps_text
from rodtrad.website.presenters.counting import listed
from rodtrad.website.presenters.figures import figure, period_words


@dataclass(frozen=True)
class Choosable:
    """An indicator to choose. `known` is its latest figure with its time; `has` that the element has it already."""

    title: str
    url: str
    about: str
    known: str
    has: bool


@dataclass(frozen=True)
class Theming:
    heading: str
    rows: list[Choosable]


def choosable(
    element: Element,
    indicators: Iterable[Indicator],
    lines: Mapping[int, Line],
    *,
    text: str,
    held: Collection[int],
) -> list[Theming]:
    """Return the indicators whose name or definition has all the words, by theme."""
    address = reverse("new_target", args=[element.root.slug, element.key])
    words = text.casefold().split()
    by_theme: dict[str, list[Choosable]] = {}
    for one in sorted(indicators, key=lambda one: (one.position, one.sort_key)):
        if all(word in f"{one.title} {one.definition}".casefold() for word in words):
            row = Choosable(
                title=one.title,
                url=f"{address}?indikator={one.key}",
                about=direction_words(one),
                known=known_words(one, lines.get(one.pk, [])),
                has=one.pk in held,
            )
            by_theme.setdefault(one.theme, []).append(row)
    return [
        Theming(str(capfirst(theme.label)), by_theme[theme.value])
        for theme in Theme
        if theme.value in by_theme
    ]


def direction_words(indicator: Indicator) -> str:
    return str(indicator.get_direction_display()) if indicator.direction != Direction.NONE else ""


def known_words(indicator: Indicator, line: Line) -> str:
    """Say the latest figure and its time; nothing where none has come."""
    shown = latest(line)
    if shown is None:
        return ""
    return _("%(figure)s i %(period)s") % {
        "figure": figure(indicator, shown.value),
        "period": period_words(shown.period),
    }


def labels() -> dict[str, str]:
    return {
        "organisation": _("Gjelder"),
        "method": _("Slik vurderes det"),
        "value": _("Verdi"),
        "year": _("Nådd i år"),
        "baseline_value": _("Verdi i utgangspunktet"),
        "baseline_year": _("Utgangspunktets år"),
        "path": _("Vei"),
        "steps": _("Trinn"),
        "bands": _("Båndene"),
        "settings": _("Grenser"),
    }


def value_words(field: str, value: Any, units: Mapping[str, str]) -> str:
    """Write one value of a target as people read it; nothing is a dash."""
    if field == "organisation":
        return units.get(value, value) or _("Hele organisasjonen")
    if field == "method":
        return Method(value).label
    if field == "path":
        return PathKind(value).label
    if field == "steps":
        return steps_text(value).replace("\n", ", ") or "–"
    if field == "bands":
        return bands_words(value) or "–"
    if field == "settings":
        return ", ".join(f"{name} {told}" for name, told in value.items()) or "–"
    return figure_text(value) or "–"


def bands_words(bands: Mapping[str, Any]) -> str:
    """Write the bands in a line: «ønsket 1,3–1,69 · laveste aksepterte 1–1,29 og 1,7–1,99»."""
    names = {
        "accepted": _("laveste aksepterte"),
        "not_accepted": _("ikke godkjent"),
    }
    parts = [f"{_('ønsket')} {band_text(bands['wanted'])}"] if bands else []
    for name, words in names.items():
        if several := bands.get(name):
            parts.append(f"{words} {listed([band_text(one) for one in several])}")
    return " · ".join(parts)


@dataclass(frozen=True)
class Disputed:
    """A field that somebody else changed: what the person started with, and what stands there now."""

    label: str
    started: str
    now: str


def disputed(conflicts: Sequence[FieldConflict], units: Sequence[tuple[Organisation, int]]) -> list[Disputed]:
    names = {unit.key: unit.name for unit, _depth in units}
    return [
        Disputed(
            labels()[one.field],
            value_words(one.field, one.started, names),
            value_words(one.field, one.now, names),
        )
        for one in conflicts
    ]


@dataclass(frozen=True)
class Deletable:
    indicator: str
    rows: list[tuple[str, str]]


def deletable(target: Target, values: Mapping[str, Any]) -> Deletable:
    """Return what goes with a target, field by field; what says nothing is left out."""
    names = {target.organisation.key: target.organisation.name} if target.organisation else {}
    words = labels()
    rows = [
        (words[field], value_words(field, value, names))
        for field, value in values.items()
        if field in ("organisation", "method") or (value not in (None, "", [], {}) and field != "path")
    ]
    return Deletable(target.indicator.title, rows)


def target_words(indicator: str, unit: str, wanted: Sequence[Any]) -> str:
    """Write a whole target in a line, as the history knows it: its fields in the order of `TARGET_COLUMNS`."""
    method, value, year, from_value, from_year, path, steps, bands, settings = wanted
    parts = [indicator]
    if value is not None and year is not None:
        parts.append(_("%(value)s i %(year)s") % {"value": figure_text(value), "year": year})
    if from_value is not None and from_year is not None:
        parts.append(_("fra %(value)s i %(year)s") % {"value": figure_text(from_value), "year": from_year})
    parts.append(Method(method).label)
    if path != PathKind.LINEAR:
        parts.append(PathKind(path).label)
    told = (
        steps_text(steps).replace("\n", ", "),
        bands_words(bands),
        value_words("settings", settings, {}),
        unit,
    )
    return " · ".join([*parts, *(one for one in told if one and one != "–")])
