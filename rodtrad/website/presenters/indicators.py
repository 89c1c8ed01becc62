"""The catalogue of indicators as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.charts import Point, Sparkline, sparkline
from rodtrad.core.charts.finished import Chart
from rodtrad.core.models import Origin
from rodtrad.indicators.models import Dataset, Direction, Indicator, Provider, Theme
from rodtrad.indicators.queries.catalogue import Line, latest
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.figures import figure, period_words

#: Figures in a small line of the catalogue.
_SPARK = 12


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
