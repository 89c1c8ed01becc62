"""One indicator as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rodtrad.core.charts import Better, LineChart, Point, Series, Target, Zone, line_chart
from rodtrad.core.charts.finished import Chart
from rodtrad.core.charts.outlines import Outlines
from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.indicators.models import Breakdown, Derivation, Direction, Formula, Indicator, Provider, Quantity
from rodtrad.indicators.queries.age import Age, Revision
from rodtrad.indicators.queries.breaks import Break
from rodtrad.indicators.queries.catalogue import Line, Shown, latest
from rodtrad.indicators.queries.formulas import parts_of
from rodtrad.organisations.models import Root
from rodtrad.targets.queries import Judged
from rodtrad.website.presenters.element_words import sdg_name
from rodtrad.website.presenters.figures import figure, period_words, shown_figure, unit_name, unit_sign, why
from rodtrad.website.presenters.indicator_parts import breakdowns_of, districts_of
from rodtrad.website.presenters.indicators import mark_of, readiness, source_words
from rodtrad.website.presenters.targets import target_row

#: Rows of the table that are shown before the rest is folded.
TOP = 12
_BETTER: dict[str, Better] = {Direction.HIGHER: "higher", Direction.LOWER: "lower"}


@dataclass(frozen=True)
class IndicatorFigures:
    """What is read for the page: the root's own line, those it is compared with, and its parts."""

    indicator: Indicator
    area: Area | None
    line: Line
    peers: Sequence[tuple[Area, Line]]
    parts: Sequence[tuple[Area, Line]]
    outlines: Outlines | None
    #: The latest figure of the root's own area, by what it is broken down by.
    broken_down: Sequence[tuple[Breakdown, Shown]]
    age: Age
    revisions: Sequence[Revision]
    breaks: Sequence[Break]
    targets: Sequence[Judged]


def present_indicator(root: Root, figures: IndicatorFigures) -> dict[str, Any]:
    """Return what the template shows."""
    indicator = figures.indicator
    shown = latest(figures.line)
    header, rows = all_figures(figures)
    return {
        "indicator": indicator,
        "mark": mark_of(indicator),
        "over": " · ".join(
            [
                str(_("Indikator")),
                str(indicator.get_dimension_display()),
                str(indicator.get_perspective_display()),
            ]
        ),
        "shown": shown,
        "big": figure(indicator, shown.value) if shown else "",
        "unit_words": unit_name(indicator),
        "year": period_words(shown.period) if shown else "",
        "chart": chart_of(root, figures) if shown else None,
        "facts": [*facts(figures), *formula(root, indicator)],
        "targets": [target_row(one) for one in figures.targets],
        "age": figures.age,
        "header": header,
        "rows": rows[:TOP],
        "more_rows": rows[TOP:],
        "parts": districts_of(
            indicator, figures.line, figures.parts, figures.outlines, source_words(figures.age.dataset)
        ),
        "breakdowns": breakdowns_of(indicator, figures.broken_down),
        "breaks": [str(one.reason) for one in figures.breaks if _is_drawn(one, figures.line)],
        "carried": _carried(figures.line),
        "has_provisional": any(one.is_provisional for one in figures.line),
        "revisions": [_revision(indicator, one) for one in figures.revisions],
        "goals": [
            {"code": target.code, "name": sdg_name(target), "url": ""}
            for target in indicator.sdg_targets.all()
        ],
        "waits_for": "" if shown else readiness(indicator),
    }


def _is_drawn(one: Break, line: Line) -> bool:
    """Tell whether figures from before and after a break stand beside each other."""
    years = [shown.period.year for shown in line if shown.value is not None]
    return bool(years) and min(years) < one.day.year <= max(years)


def _carried(line: Line) -> str:
    """Say which figures are carried over from municipalities that are no more; nothing where none is."""
    carried = [one for one in line if one.derivation in (Derivation.FOLLOWED, Derivation.SUMMED)]
    if not carried:
        return ""
    told = _("Tall til og med %s er fra kommunene som var her før, ført over på nytt nummer eller summert.")
    return told % period_words(carried[-1].period)


def chart_of(root: Root, figures: IndicatorFigures) -> Chart:
    """Draw the root's line beside those it is compared with."""
    indicator = figures.indicator
    zones = (
        Zone(_("Ønsket"), indicator.band_low, indicator.band_high) if indicator.band_low is not None else None
    )
    return line_chart(
        LineChart(
            title=indicator.title,
            unit=unit_sign(indicator),
            decimals=indicator.decimals,
            source=source_words(figures.age.dataset),
            key=f"linje-{indicator.pk}",
            main=Series(root.short_name, _points(figures.line)),
            peers=tuple(Series(area.name, _points(line)) for area, line in _drawn_peers(figures)),
            zone=zones,
            target=_aim(figures.targets),
            better=_BETTER.get(indicator.direction, ""),
        )
    )


def _drawn_peers(figures: IndicatorFigures) -> list[tuple[Area, Line]]:
    """Return the peers that can be drawn beside: a country's sum would press a municipality's line flat."""
    if figures.indicator.quantity == Quantity.COUNT:
        return []
    return [(area, line) for area, line in figures.peers if latest(line)]


def _aim(targets: Sequence[Judged]) -> Target | None:
    """Return the target to draw the way to: the nearest in time of the whole root's, when there is one."""
    own = [one.target for one in targets if one.target.organisation_id is None and one.target.wanted]
    nearest = min(own, key=lambda one: one.year or 0, default=None)
    if nearest is None or nearest.year is None or nearest.value is None:
        return None
    return Target(Period.year_of(nearest.year), nearest.value)


def _points(line: Line) -> tuple[Point, ...]:
    return tuple(Point(one.period, one.value, one.is_provisional) for one in line)


def facts(figures: IndicatorFigures) -> list[dict[str, object]]:
    """Return source and age as a list of facts; what is not known is left out."""
    indicator, age = figures.indicator, figures.age
    dataset = age.dataset
    told: list[tuple[str, str, str]] = [
        (_("Kilde"), source_words(dataset), dataset.address if dataset else ""),
        (_("Tabell"), dataset.title if dataset and dataset.provider != Provider.DOCUMENT else "", ""),
        (_("Gjelder"), period_words(age.period) if age.period else "", ""),
        (_("Publisert"), _day(age.published), ""),
        (_("Hentet"), _day(age.received), ""),
        (_("Neste tall ventes"), _day(age.next_due), ""),
        (_("Retning"), str(capfirst(indicator.get_direction_display())), ""),
        (
            _("Rapportering"),
            _("Ingen. Hentes fra register.") if dataset and dataset.root_id is None else "",
            "",
        ),
        (_("Lisens"), dataset.licence if dataset else "", ""),
        (_("Forbehold"), dataset.note if dataset else "", ""),
    ]
    return [{"label": label, "text": text, "url": url} for label, text, url in told if text]


def formula(root: Root, indicator: Indicator) -> list[dict[str, object]]:
    """Return what the indicator is reckoned from, for what is reckoned here."""
    between = {
        Formula.SHARE: _("delt på %s"),
        Formula.PER_CAPITA: _("delt på %s"),
        Formula.SUM: _("pluss %s"),
        Formula.DIFFERENCE: _("minus %s"),
    }
    if not indicator.formula:
        return []
    told = between[Formula(indicator.formula)]
    entries = [
        {
            "text": told % part.title if place else part.title,
            "url": reverse("indicator", args=[root.slug, part.key]),
        }
        for place, part in enumerate(parts_of(indicator))
    ]
    return [{"label": _("Regnet ut"), "entries": entries}]


def _day(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    day = localtime(moment).date() if isinstance(moment, datetime) else moment
    return date_format(day, "DATE_FORMAT")


def all_figures(figures: IndicatorFigures) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Return the heading and rows of the table: a row for each period, the latest first."""
    columns = [(figures.area.name, figures.line)] if figures.area else []
    columns += [(area.name, line) for area, line in figures.peers if line]
    by_period: list[dict[object, Shown]] = [{one.period: one for one in line} for _name, line in columns]
    periods = sorted({one.period for _name, line in columns for one in line}, reverse=True)
    rows = []
    for period in periods:
        cells = [held.get(period) for held in by_period]
        written = [shown_figure(figures.indicator, one, with_unit=False) if one else "–" for one in cells]
        rows.append((period_words(period), written))
    return [name for name, _line in columns], rows


@dataclass(frozen=True)
class RevisionRow:
    period: str
    before: str
    came: str
    went: str


def _revision(indicator: Indicator, revision: Revision) -> RevisionRow:
    before = figure(indicator, revision.value) if revision.value is not None else why(revision.status)
    return RevisionRow(period_words(revision.period), before, _day(revision.came), _day(revision.went))
