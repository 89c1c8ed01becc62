"""One indicator as its page shows it."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.charts import Better, Break, LineChart, Point, Series, Target, Zone, line_chart
from rodtrad.core.charts.finished import Chart
from rodtrad.core.charts.outlines import Outlines
from rodtrad.core.periods import Period
from rodtrad.geography.models import Area, AreaKind
from rodtrad.geography.queries import PeerSet
from rodtrad.indicators.models import Breakdown, Derivation, Direction, Indicator, Provider
from rodtrad.indicators.queries.age import Age, Revision
from rodtrad.indicators.queries.breaks import Break as SeriesBreak
from rodtrad.indicators.queries.catalogue import Line, Shown, latest
from rodtrad.indicators.queries.origins import Came
from rodtrad.indicators.queries.peer_lines import PeerLine
from rodtrad.organisations.models import Root
from rodtrad.targets.queries import Judged
from rodtrad.website.presenters.element_words import sdg_name
from rodtrad.website.presenters.figures import figure, period_words, shown_figure, unit_name, unit_sign
from rodtrad.website.presenters.indicator_facts import facts_of, formula_of
from rodtrad.website.presenters.indicator_parts import breakdowns_of, districts_of
from rodtrad.website.presenters.indicator_peers import DrawnPeer, drawn_peer, peer_ways
from rodtrad.website.presenters.indicator_tables import by_part, by_period, revised
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
    #: The country, county and groups that have figures of their own.
    beside: Sequence[tuple[Area, Line]]
    parts: Sequence[tuple[Area, Line]]
    outlines: Outlines | None
    #: The root's own area's latest, by what it is broken down by.
    broken_down: Sequence[tuple[Breakdown, Shown]]
    age: Age
    came: Sequence[Came]
    revisions: Sequence[Revision]
    breaks: Sequence[SeriesBreak]
    targets: Sequence[Judged]
    #: The sets that can be drawn beside, the one that is, and the lines of it and of the country.
    sets: Sequence[PeerSet]
    chosen: PeerSet | None
    peers: Sequence[PeerLine]


def present_indicator(root: Root, figures: IndicatorFigures) -> dict[str, Any]:
    """Return what the template shows."""
    indicator, shown = figures.indicator, latest(figures.line)
    drawn = [drawn_peer(one, figures.area) for one in figures.peers]
    return {
        "indicator": indicator,
        "mark": mark_of(indicator),
        "over": _over(indicator),
        "shown": shown,
        "big": figure(indicator, shown.value) if shown else "",
        "unit_words": unit_name(indicator),
        "year": period_words(shown.period) if shown else "",
        "without": "" if shown else _without(root, figures),
        "chart": chart_of(root, figures, drawn) if shown else None,
        "peer_notes": [one.told for one in drawn],
        "peer_ways": peer_ways(figures.sets, figures.chosen, figures.area) if shown else [],
        "facts": [
            *facts_of(indicator, figures.age, figures.came, has_revisions=bool(figures.revisions)),
            *formula_of(root, indicator),
        ],
        "targets": [target_row(one) for one in figures.targets],
        "age": figures.age,
        "has_figures": bool(figures.came),
        **_tables(figures, drawn),
        "parts": districts_of(
            indicator, figures.line, figures.parts, figures.outlines, _sources_of(figures.came)
        ),
        "parts_lack": _parts_lack(root, figures),
        "breakdowns": breakdowns_of(indicator, figures.broken_down),
        "breaks": [str(one.reason) for one in figures.breaks if _is_drawn(one, figures.line)],
        "carried": _carried(figures.line),
        "has_provisional": any(one.is_provisional for one in figures.line),
        "goals": [
            {"code": target.code, "name": sdg_name(target), "url": ""}
            for target in indicator.sdg_targets.all()
        ],
    }


def _over(indicator: Indicator) -> str:
    said = [_("Indikator"), indicator.get_dimension_display(), indicator.get_perspective_display()]
    return " · ".join(map(str, said))


def _tables(figures: IndicatorFigures, drawn: Sequence[DrawnPeer]) -> dict[str, Any]:
    """Return all figures: by period, by part, and what was revised."""
    own = [(figures.area, figures.line)] if figures.area else []
    table = by_period(figures.indicator, [*own, *_told(figures, drawn)], drawn)
    names = {area.pk: area.name for area, _line in [*own, *figures.parts]}
    return {
        "header": table.heading,
        "rows": table.rows[:TOP],
        "more_rows": table.rows[TOP:],
        "part_table": by_part(figures.indicator, figures.parts),
        "revisions": revised(figures.indicator, figures.revisions, names),
        "revised_places": len({one.area for one in figures.revisions}) > 1 or bool(figures.parts),
    }


def _told(figures: IndicatorFigures, drawn: Sequence[DrawnPeer]) -> list[tuple[Area, Line]]:
    """Return the areas beside that have figures, without those whose line is drawn under the set's name."""
    published = {one.peers.group.pk for one in figures.peers if one.peers.group and not one.by.is_own}
    return [(area, line) for area, line in figures.beside if line and area.pk not in published]


def _without(root: Root, figures: IndicatorFigures) -> str:
    """Say why the root has no figure here: none came, it is hidden, or only its parts have any."""
    if figures.line:
        newest = figures.line[-1]
        said = {"name": root.short_name, "period": period_words(newest.period),
                "why": shown_figure(figures.indicator, newest)}  # fmt: skip
        return _("%(name)s, %(period)s: %(why)s.") % said
    with_figures = sum(1 for _area, line in figures.parts if latest(line))
    if with_figures:
        told = ngettext(
            "Ingen tall for %(name)s samlet. %(count)d av %(total)d deler har tall.",
            "Ingen tall for %(name)s samlet. %(count)d av %(total)d deler har tall.",
            with_figures,
        )
        return told % {"name": root.short_name, "count": with_figures, "total": len(figures.parts)}
    return _("Ingen tall ennå: %s.") % readiness(figures.indicator)


def _parts_lack(root: Root, figures: IndicatorFigures) -> str:
    """Say that no district has a figure, and what to do; nothing where one has, or there are no districts."""
    told_of = any(line for _area, line in figures.parts)
    if told_of or not figures.parts or figures.parts[0][0].kind != AreaKind.DISTRICT:
        return ""
    dataset = figures.indicator.dataset
    own = _("Har dere tall for bydelene, kan de tas inn som egen tabell.")
    if dataset is None or dataset.provider in (Provider.TABLE, Provider.DOCUMENT) or not dataset.query:
        return _("Ingen tall for bydelene ennå.") + f" {own}"
    said = {"source": source_words(dataset)}
    if dataset.checked_at is None:
        told = _("Ingen tall for bydelene ennå. %(source)s er satt opp, men ikke hentet.")
    else:
        told = _("Ingen tall for bydelene. %(source)s er hentet, og ga ingen.")
    return f"{told % said} {own}"


def _sources_of(came: Sequence[Came]) -> str:
    return ". ".join(dict.fromkeys(source_words(one.dataset) for one in came))


def _is_drawn(one: SeriesBreak, line: Line) -> bool:
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


def chart_of(root: Root, figures: IndicatorFigures, peers: Sequence[DrawnPeer]) -> Chart:
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
            source=_sources_of(figures.came),
            key=f"linje-{indicator.pk}",
            main=Series(root.short_name, _points(figures.line)),
            peers=tuple(one.series for one in peers),
            zone=zones,
            target=_aim(figures.targets),
            breaks=_changes_of_source(figures),
            better=_BETTER.get(indicator.direction, ""),
        )
    )


def _changes_of_source(figures: IndicatorFigures) -> tuple[Break, ...]:
    """Return where a document's figure stands beside a register's: they may be for another day, and rounded."""
    told_by: Mapping[int, Came] = {batch: one for one in figures.came for batch in one.batches}
    found = []
    known = [one for one in figures.line if one.value is not None]
    for before, after in itertools.pairwise(known):
        first, second = told_by[before.batch].dataset, told_by[after.batch].dataset
        if first.pk != second.pk and Provider.DOCUMENT in (first.provider, second.provider):
            found.append(Break(after.period, _("annen kilde")))
    return tuple(found)


def _aim(targets: Sequence[Judged]) -> Target | None:
    """Return the target to draw the way to: the nearest in time of the whole root's, when there is one."""
    own = [one.target for one in targets if one.target.organisation_id is None and one.target.wanted]
    nearest = min(own, key=lambda one: one.year or 0, default=None)
    if nearest is None or nearest.year is None or nearest.value is None:
        return None
    return Target(Period.year_of(nearest.year), nearest.value)


def _points(line: Line) -> tuple[Point, ...]:
    return tuple(Point(one.period, one.value, one.is_provisional) for one in line)
