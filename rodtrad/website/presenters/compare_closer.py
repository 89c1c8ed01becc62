"""One indicator looked closer at: all units ranked, on a map, through time, and as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from rodtrad.core.charts import (
    MOST_TILES,
    Bar,
    BarChart,
    Chart,
    Point,
    Series,
    SmallMultiples,
    bar_chart,
    small_multiples,
)
from rodtrad.core.charts.outlines import Outlines
from rodtrad.geography.queries import PeerKind
from rodtrad.indicators.comparing import (
    Smoothed,
    doubt_in_words,
    place_in_words,
    spread_in_words,
)
from rodtrad.indicators.models import Direction, Quantity
from rodtrad.indicators.queries.catalogue import Line
from rodtrad.indicators.queries.compare import Comparison
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.area_maps import AreaFigure, draw_areas
from rodtrad.website.presenters.compare import direction_words, group_mark, own_figure
from rodtrad.website.presenters.compare_choice import figure_name
from rodtrad.website.presenters.compare_units import UnitRow, average_name, average_notes, is_own, unit_rows
from rodtrad.website.presenters.compare_words import group_words, newer_words
from rodtrad.website.presenters.figures import figure, period_words, unit_name, unit_sign

#: More units than this are folded in the bars, and their table too.
MOST_BARS, MOST_ROWS = 25, 40
#: As many as can be told apart in small multiples.
MOST_PANELS = 16


@dataclass(frozen=True)
class Closer:
    """What the page shows of the indicator that is looked closer at."""

    title: str
    url: str
    definition: str
    under: str
    period: str
    said: tuple[str, ...]
    doubt: str
    bars: Chart
    map: Chart
    #: Whether the map needs the page's whole width: a country in tiles.
    is_wide: bool
    panels: Chart | None
    rows: list[UnitRow]
    has_doubtful: bool
    average_name: str
    average_notes: tuple[str, ...]
    folds: bool


def closer_at(
    root: Root,
    one: Comparison,
    lines: Mapping[UUID, Line],
    averages: Mapping[UUID, Smoothed],
    outlines: Outlines | None,
    counties: Mapping[UUID | None, str],
    source: str,
) -> Closer:
    """Put together what the page shows; `averages` are of the units whose figure may be chance."""
    indicator = one.indicator
    rows = unit_rows(one, averages)
    doubt = one.doubt
    return Closer(
        title=indicator.title,
        url=reverse("indicator", args=[root.slug, indicator.key]),
        definition=indicator.definition,
        under=" · ".join(part for part in (unit_name(indicator), direction_words(indicator)) if part),
        period=period_words(one.period),
        said=said_of(root, one),
        doubt=str(doubt_in_words(doubt)) if doubt else "",
        bars=bars_of(root, one, source),
        map=map_of(one, outlines, counties, source),
        is_wide=outlines is None and len(one.field.ranked) > MOST_TILES,
        panels=panels_of(one, lines, source),
        rows=rows,
        has_doubtful=any(row.doubtful for row in rows),
        average_name=average_name(averages.values()),
        average_notes=average_notes(averages.values()),
        folds=len(rows) > MOST_ROWS,
    )


def said_of(root: Root, one: Comparison) -> tuple[str, ...]:
    """Say in sentences where one's own figure stands, what the set's figure is, and what is left out."""
    found = []
    standing, z = one.standing, one.z
    if standing is not None:
        said = {"name": root.short_name, "figure": own_figure(one), "place": str(place_in_words(standing))}
        text = (
            _("%(name)s har %(figure)s: %(place)s, %(far)s.")
            if z is not None
            else _("%(name)s har %(figure)s: %(place)s.")
        )
        found.append(text % {**said, "far": spread_in_words(z) if z is not None else ""})
    if one.group is not None:
        value = figure(one.indicator, one.group.value)
        said = {"set": figure_name(one.field.peers, one.field.own), "figure": value, "how": group_words(one)}
        found.append(_("%(set)s: %(figure)s (%(how)s).") % said)
    return (*found, *([newer] if (newer := newer_words(one)) else []))


def bars_of(root: Root, one: Comparison, source: str) -> Chart:
    """Rank all units; the set's own figure is the line to compare with, where it is one for a unit."""
    indicator = one.indicator
    bars = tuple(
        Bar(area.name, one.value_at(place), mine=is_own(one, area))
        for place, area in enumerate(one.field.ranked)
    )
    reference = (_reference_name(one), one.group.value) if one.group else None
    return bar_chart(
        BarChart(
            title=indicator.title,
            unit=unit_sign(indicator) or unit_name(indicator),
            decimals=indicator.decimals,
            source=source,
            key=f"rang-{indicator.pk}",
            bars=bars,
            lowest_first=indicator.direction == Direction.LOWER,
            reference=reference,
            most=MOST_BARS,
        )
    )


def _reference_name(one: Comparison) -> str:
    """Name the set's figure: whose it is where it is published, that it is ours where it is not."""
    if one.group is not None and not one.group.by.is_own and one.field.peers.group is not None:
        return one.field.peers.group.name
    return group_mark(one.group).capitalize()


def map_of(
    one: Comparison, outlines: Outlines | None, counties: Mapping[UUID | None, str], source: str
) -> Chart:
    """Draw the units on a map, or as tiles where no boundaries are held: in the order of the counties, where named."""
    areas = list(enumerate(one.field.ranked))
    if outlines is None and counties:
        order = {county: place for place, county in enumerate(counties)}
        areas.sort(key=lambda pair: (order.get(pair[1].parent_id, len(order)), pair[1].sort_key))
    figures = [
        AreaFigure(area.name, one.value_at(place), is_own(one, area), counties.get(area.parent_id, ""))
        for place, area in areas
    ]
    return draw_areas(one.indicator, figures, outlines, source)


def panels_of(one: Comparison, lines: Mapping[UUID, Line], source: str) -> Chart | None:
    """Draw a small line for each unit, where there are few and some has more than one figure."""
    areas = one.field.ranked
    if len(areas) > MOST_PANELS or one.indicator.quantity == Quantity.COUNT:
        return None
    panels = tuple(Series(area.name, _points(lines.get(area.pk, []))) for area in areas)
    told = [panel for panel in panels if sum(point.value is not None for point in panel.points) > 1]
    if not told:
        return None
    indicator = one.indicator
    return small_multiples(
        SmallMultiples(
            title=indicator.title,
            unit=unit_sign(indicator) or unit_name(indicator),
            decimals=indicator.decimals,
            source=source,
            key=f"smaa-{indicator.pk}",
            panels=tuple(told),
            mine=one.field.own.name if one.field.own else "",
        )
    )


def _points(line: Line) -> tuple[Point, ...]:
    return tuple(Point(shown.period, shown.value, shown.is_provisional) for shown in line)


def table_unit(one: Comparison) -> str:
    """Return the heading of the column of figures."""
    return unit_name(one.indicator) or unit_sign(one.indicator) or _("Tall")


def parts_name(one: Comparison) -> str:
    """Return the heading of the column of units."""
    if one.field.peers.kind is PeerKind.PARTS:
        return _("Bydel")
    return str(one.field.ranked[0].get_kind_display()).capitalize() if one.field.ranked else ""
