"""A root on one sheet: each indicator by theme, with its latest figure, its way, its place, its target and its age."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.charts import Chart, Point, Sparkline, sparkline
from rodtrad.indicators.models import Direction, Indicator, Theme
from rodtrad.indicators.queries.age import next_due
from rodtrad.indicators.queries.catalogue import Line, Shown, latest
from rodtrad.indicators.queries.compare import Comparison
from rodtrad.organisations.models import Root
from rodtrad.targets.methods import IndicatorStatus
from rodtrad.targets.queries import Judged
from rodtrad.website.presenters.compare import Place, place_of
from rodtrad.website.presenters.figures import figure, period_words, unit_name
from rodtrad.website.presenters.indicators import mark_of, readiness
from rodtrad.website.presenters.targets import TONES, wanted_words

#: Figures in a small line.
_SPARK = 12
_MIDDLE = 50.0


@dataclass(frozen=True)
class Status:
    """How a target stands, for the whole root."""

    tone: str
    word: str
    wanted: str
    origin: str


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    under: str
    origin: str
    figure: str
    year: str
    spark: Chart | None
    place: Place | None
    statuses: list[Status]
    late: str


@dataclass(frozen=True)
class Block:
    heading: str
    rows: list[Row]


@dataclass(frozen=True)
class Waiting:
    """Why some have no figure yet, and which."""

    why: str
    names: list[tuple[str, str]]


@dataclass(frozen=True)
class Profile:
    """What is read for the sheet. `compared` and `targets` are by the indicator's number."""

    root: Root
    indicators: Sequence[Indicator]
    lines: Mapping[int, Line]
    compared: Mapping[int, Comparison]
    targets: Mapping[int, Sequence[Judged]]
    today: date


def blocks_of(profile: Profile) -> list[Block]:
    """Return the indicators that have a figure by theme, in the order of the themes."""
    by_theme: dict[str, list[Row]] = {}
    for one in profile.indicators:
        shown = latest(profile.lines.get(one.pk, []))
        if shown is not None:
            by_theme.setdefault(one.theme, []).append(_row(profile, one, shown))
    return [Block(str(capfirst(one.label)), by_theme[one.value]) for one in Theme if one.value in by_theme]


def _row(profile: Profile, indicator: Indicator, shown: Shown) -> Row:
    found = profile.compared.get(indicator.pk)
    due = next_due(indicator.dataset, shown.period) if indicator.dataset else None
    direction = "" if indicator.direction == Direction.NONE else str(indicator.get_direction_display())
    return Row(
        title=indicator.title,
        url=reverse("indicator", args=[profile.root.slug, indicator.key]),
        under=" · ".join(part for part in (unit_name(indicator), direction) if part),
        origin=mark_of(indicator),
        figure=figure(indicator, shown.value) + ("*" if shown.is_provisional else ""),
        year=period_words(shown.period),
        spark=_spark(indicator, profile.lines[indicator.pk]),
        place=_place(found, shown) if found else None,
        statuses=[_status(one) for one in profile.targets.get(indicator.pk, ())],
        late=_("Nyere tall skulle vært kommet.") if due is not None and due < profile.today else "",
    )


def _place(found: Comparison, shown: Shown) -> Place | None:
    """Return the place, with its year where that is another than the figure's beside it."""
    place = place_of(found)
    if place is None or found.period == shown.period:
        return place
    said = {"of": place.of, "year": period_words(found.period)}
    return Place(place.rank, _("%(of)s i %(year)s") % said)


def _status(one: Judged) -> Status:
    return Status(TONES[one.judgement.status], one.judgement.word, wanted_words(one), one.target.origin)


def _spark(indicator: Indicator, line: Line) -> Chart | None:
    points = tuple(Point(one.period, one.value, one.is_provisional) for one in line[-_SPARK:])
    if sum(point.value is not None for point in points) < 2:
        return None
    return sparkline(
        Sparkline(
            title=indicator.title,
            decimals=indicator.decimals,
            points=points,
            key=f"gnist-{indicator.pk}",
        )
    )


def waiting_of(profile: Profile) -> list[Waiting]:
    """Return those without a figure by what they wait for, the most first."""
    by_reason: dict[str, list[tuple[str, str]]] = {}
    for one in profile.indicators:
        if latest(profile.lines.get(one.pk, [])) is None:
            url = reverse("indicator", args=[profile.root.slug, one.key])
            by_reason.setdefault(readiness(one), []).append((one.title, url))
    ordered = sorted(by_reason.items(), key=lambda pair: -len(pair[1]))
    return [Waiting(str(capfirst(reason)), names) for reason, names in ordered]


def tally_of(profile: Profile) -> list[dict[str, object]]:
    """Return the sheet in four figures: how many there are, how many stand well, how targets go, how new they are."""
    with_figure = [one for one in profile.indicators if latest(profile.lines.get(one.pk, []))]
    items: list[dict[str, object]] = [
        {"value": len(with_figure), "of": len(profile.indicators), "label": _("indikatorer har tall")}
    ]
    placed = [
        standing
        for one in with_figure
        if (found := profile.compared.get(one.pk)) and (standing := found.standing) and not standing.by_size
    ]
    if placed:
        better = sum(one.percentile > _MIDDLE for one in placed)
        items.append({"value": better, "of": len(placed), "label": _("er bedre enn midten av gruppa")})
    judged = [one for held in profile.targets.values() for one in held]
    if judged:
        well = (IndicatorStatus.ACHIEVED, IndicatorStatus.ON_TRACK)
        items.append(
            {
                "value": sum(one.judgement.status in well for one in judged),
                "of": len(judged),
                "label": ngettext("måltall er i rute", "måltall er i rute", len(judged)),
            }
        )
    periods = [shown.period for one in with_figure if (shown := latest(profile.lines[one.pk]))]
    if periods:
        now = [one for one in periods if one.year <= profile.today.year]
        newest = max((one.year for one in now), default=max(periods).year)
        same = sum(one.year == newest for one in periods)
        items.append(
            {"value": same, "of": len(periods), "label": _("tall er for %(year)s") % {"year": newest}}
        )
    return items
