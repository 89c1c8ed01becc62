"""The catalogue of indicators as its page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.charts import Point, Sparkline, sparkline
from rodtrad.core.charts.finished import Chart
from rodtrad.core.models import Origin
from rodtrad.indicators.models import Dataset, Dimension, Direction, Indicator, Perspective, Provider, Theme
from rodtrad.indicators.queries.catalogue import Line, latest
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.element_words import sdg_name
from rodtrad.website.presenters.figures import figure, period_words

#: Figures in a small line of the catalogue.
_SPARK = 12


@dataclass(frozen=True)
class Choice:
    """What the reader has asked to see of the catalogue. Everything when empty."""

    text: str = ""
    theme: str = ""
    dimension: str = ""
    perspective: str = ""
    goal: str = ""
    figures: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> "Choice | None":
        """Return the choice in an address; None when it asks for something that is not there."""
        found = cls(**{name: asked.get(address, "").strip() for name, address in _ADDRESSES.items()})
        known = (
            found.theme in ("", *Theme.values)
            and found.dimension in ("", *Dimension.values)
            and found.perspective in ("", *Perspective.values)
            and found.figures in ("", "har", "mangler")
            and found.goal in ("", *(str(number) for number in range(1, 18)))
        )
        return replace(found, text=found.text[:100]) if known else None

    def lets(self, indicator: Indicator, *, has_figures: bool) -> bool:
        words = f"{indicator.title} {indicator.definition}".casefold()
        return (
            all(word in words for word in self.text.casefold().split())
            and self.theme in ("", indicator.theme)
            and self.dimension in ("", indicator.dimension)
            and self.perspective in ("", indicator.perspective)
            and self.figures in ("", "har" if has_figures else "mangler")
            and (not self.goal or self.goal in {str(one.goal_id) for one in indicator.sdg_targets.all()})
        )


_ADDRESSES = {
    "text": "tekst",
    "theme": "tema",
    "dimension": "dimensjon",
    "perspective": "perspektiv",
    "goal": "maal",
    "figures": "tall",
}


@dataclass(frozen=True)
class Row:
    """An indicator in the catalogue. `figure` is empty where none has come yet."""

    title: str
    url: str
    origin: str
    figure: str
    period: str
    spark: Chart | None
    direction: str
    source: str
    waits_for: str


@dataclass(frozen=True)
class Group:
    heading: str
    rows: list[Row]


def catalogue_groups(
    root: Root, chosen: Iterable[Indicator], lines: Mapping[int, Line], sources: Mapping[int, Dataset]
) -> list[Group]:
    """Return the chosen indicators by theme, in the order of the themes; `sources` are the batches' tables."""
    by_theme: dict[str, list[Row]] = {}
    for one in sorted(chosen, key=lambda one: (one.position, one.sort_key)):
        by_theme.setdefault(one.theme, []).append(_row(root, one, lines.get(one.pk, []), sources))
    return [
        Group(str(capfirst(theme.label)), by_theme[theme.value]) for theme in Theme if theme.value in by_theme
    ]


def _row(root: Root, indicator: Indicator, line: Line, sources: Mapping[int, Dataset]) -> Row:
    shown = latest(line)
    return Row(
        title=indicator.title,
        url=reverse("indicator", args=[root.slug, indicator.key]),
        origin=mark_of(indicator),
        figure=figure(indicator, shown.value) if shown else "",
        period=period_words(shown.period) if shown else "",
        spark=_spark(indicator, line),
        direction=str(indicator.get_direction_display()) if indicator.direction != Direction.NONE else "",
        source=source_words(sources.get(shown.batch, indicator.dataset) if shown else indicator.dataset),
        waits_for="" if shown else readiness(indicator),
    )


def mark_of(indicator: Indicator) -> str:
    """Return the origin that must be marked: that it is an example. Whose it is, is said by the catalogue."""
    return indicator.origin if indicator.origin == Origin.EXAMPLE else ""


def source_words(dataset: Dataset | None) -> str:
    """Return who publishes a table and its number: «Statistisk sentralbyrå, 06913»."""
    if dataset is None:
        return _("Regnet ut her")
    if dataset.provider == Provider.DOCUMENT:
        return dataset.title
    return ", ".join(
        part for part in (dataset.publisher or dataset.get_provider_display(), dataset.table) if part
    )


def readiness(indicator: Indicator) -> str:
    """Say why there is no figure yet: what must be done before one can stand there."""
    dataset = indicator.dataset
    if dataset is None:
        return _("regnes ut når tallene den bygger på er her")
    if dataset.provider in (Provider.TABLE, Provider.OPENSDG):
        return _("klar for en tabell")
    if not dataset.query:
        return _("spørringen er ikke laget ennå")
    if dataset.verified_on is None:
        return _("klar til å hentes, ikke prøvd mot kilden")
    return _("klar til å hentes")


def _spark(indicator: Indicator, line: Line) -> Chart | None:
    if sum(one.value is not None for one in line) < 2:
        return None
    points = tuple(Point(one.period, one.value, one.is_provisional) for one in line[-_SPARK:])
    return sparkline(
        Sparkline(
            title=indicator.title, decimals=indicator.decimals, points=points, key=f"gnist-{indicator.pk}"
        )
    )


def choice_fields(choice: Choice, everything: Sequence[Indicator]) -> list[dict[str, object]]:
    """Return the choices for parts/filters.html; only those that the catalogue makes possible."""
    return [
        {"name": "tekst", "label": _("Ord"), "kind": "search", "value": choice.text, "wide": True},
        _select("tema", _("Tema"), choice.theme, Theme, {one.theme for one in everything}),
        _select(
            "dimensjon", _("Dimensjon"), choice.dimension, Dimension, {one.dimension for one in everything}
        ),
        _select(
            "perspektiv",
            _("Perspektiv"),
            choice.perspective,
            Perspective,
            {one.perspective for one in everything},
        ),
        _field("maal", _("Bærekraftsmål"), choice.goal, _goals(everything)),
        _field(
            "tall",
            _("Tall"),
            choice.figures,
            [("har", _("Har tall her")), ("mangler", _("Klar til å hentes"))],
        ),
    ]


def chosen_in(fields: Sequence[Mapping[str, Any]], address: str) -> list[dict[str, str]]:
    """Return what is chosen, each with the address of the same without it."""
    given = {field["name"]: field["value"] for field in fields if field["value"]}
    found = []
    for field in fields:
        if value := given.get(field["name"]):
            rest = urlencode({name: one for name, one in given.items() if name != field["name"]})
            labels = {one["value"]: one["label"] for one in field.get("options", ())}
            found.append({"label": labels.get(value, value), "url": f"{address}?{rest}" if rest else address})
    return found


def _goals(everything: Sequence[Indicator]) -> list[tuple[str, str]]:
    """Return the sustainable development goals that something in the catalogue tells of."""
    goals = {target.goal_id: target.goal for one in everything for target in one.sdg_targets.all()}
    return [(str(number), f"{number} {sdg_name(goals[number])}") for number in sorted(goals)]


def _select(
    name: str, label: str, value: str, kinds: type[TextChoices], present: set[str]
) -> dict[str, object]:
    return _field(
        name, label, value, [(one.value, str(capfirst(one.label))) for one in kinds if one.value in present]
    )


def _field(name: str, label: str, value: str, options: Sequence[tuple[str, str]]) -> dict[str, object]:
    told = [("", _("Alle")), *options]
    return {
        "name": name,
        "label": label,
        "kind": "select",
        "value": value,
        "options": [{"value": one, "label": words} for one, words in told],
    }
