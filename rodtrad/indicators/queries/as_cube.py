"""An indicator's figures as a cube, for JSON-stat and CSV: area, period and what they are broken down by."""

from collections.abc import Collection, Sequence
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.jsonstat.cube import Category, Cube, Dimension, Note
from rodtrad.indicators.models import Breakdown, Dataset, Indicator, Observation
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.queries.origins import Came, came_with
from rodtrad.indicators.units import label_of, parse_unit

#: As Statistics Norway writes why there is no figure.
SYMBOLS = {
    ObservationStatus.FIGURE: "",
    ObservationStatus.PROVISIONAL: "*",
    ObservationStatus.MISSING: "..",
    ObservationStatus.NOT_POSSIBLE: ".",
    ObservationStatus.CONFIDENTIAL: ":",
    ObservationStatus.NOT_YET: "...",
}


#: The numbers of a cell's indicator, area, period and breakdown, with what stands there.
Cell = tuple[int, UUID, int, int, float | None, int]
CELL = ("indicator", "area", "period", "breakdown", "value", "status")


def cube_of(indicator: Indicator, areas: Sequence[Area]) -> tuple[Cube, list[Came]]:
    """Return all figures of an indicator in these areas, and where they came from.

    Cells that nobody has told of are empty without a sign.
    """
    rows = Observation.objects.filter(indicator=indicator, area__in=[one.pk for one in areas])
    came = came_to(rows)
    return cube_with([indicator], areas, list(rows.order_by("period").values_list(*CELL)), came), came


def came_to(rows: QuerySet[Observation]) -> list[Came]:
    """Return where figures came from: two queries."""
    periods: dict[int, set[Period]] = {}
    for batch, code in rows.order_by().values_list("batch", "period").distinct():
        periods.setdefault(batch, set()).add(Period.from_code(code))
    return came_with(periods)


def cube_with(
    indicators: Sequence[Indicator], areas: Sequence[Area], cells: Sequence[Cell], came: Sequence[Came]
) -> Cube:
    """Put cells of these indicators and areas into a cube; areas without any are left out."""
    with_cells = {cell[1] for cell in cells}
    held = [one for one in areas if one.pk in with_cells]
    periods = sorted({cell[2] for cell in cells})
    breakdowns = _breakdowns({cell[3] for cell in cells})
    shape = (len(held), len(breakdowns), len(indicators), len(periods))
    values, status = np.full(shape, np.nan), np.zeros(shape, np.uint8)
    area_at = {one.pk: place for place, one in enumerate(held)}
    period_at = {code: place for place, code in enumerate(periods)}
    breakdown_at = {one.pk: place for place, one in enumerate(breakdowns)}
    indicator_at = {one.pk: place for place, one in enumerate(indicators)}
    for indicator, area, period, breakdown, value, sign in cells:
        at = area_at[area], breakdown_at[breakdown], indicator_at[indicator], period_at[period]
        values[at] = np.nan if value is None else value
        status[at] = sign
    return Cube(
        label=", ".join(one.title for one in indicators),
        source="; ".join(_sources(indicators, came)),
        updated=max((one.published or one.received for one in came), default=None),
        dimensions=(
            Dimension("area", _("Område"), "geo", tuple(Category(one.code, one.name) for one in held)),
            *_broken_down(breakdowns),
            Dimension("indicator", _("Indikator"), "metric", tuple(map(_metric, indicators))),
            Dimension("period", _("Periode"), "time", tuple(_period(code) for code in periods)),
        ),
        values=values.reshape(-1),
        status=status.reshape(-1),
        symbols=tuple(SYMBOLS.values()),
        notes=tuple(map(Note, _notes(indicators, came))),
    )


def _sources(indicators: Sequence[Indicator], came: Sequence[Came]) -> list[str]:
    """Name the tables that the figures came from; before any came, those that they are to come from."""
    tables = [one.dataset for one in came] or [one.dataset for one in indicators if one.dataset]
    reckoned = [_("Regnet ut her")] if any(one.formula for one in indicators) else []
    return list(dict.fromkeys([*reckoned, *map(source_of, tables)]))


def source_of(dataset: Dataset) -> str:
    """Name a table in full: «Statistisk sentralbyrå, 06913: Befolkning 1. januar»."""
    publisher = dataset.publisher or str(dataset.get_provider_display())
    return f"{', '.join(part for part in (publisher, dataset.table) if part)}: {dataset.title}"


def _notes(indicators: Sequence[Indicator], came: Sequence[Came]) -> list[str]:
    """Return what one must know of the figures, and under which licences they are given."""
    told = [one.reservation for one in indicators] + [one.dataset.note for one in came]
    licences = [_("Lisens: %s") % one.dataset.licence for one in came if one.dataset.licence]
    return [text for text in dict.fromkeys([*told, *licences]) if text]


def _breakdowns(numbers: Collection[int]) -> list[Breakdown]:
    """Return the breakdowns, the total first; the total alone when there is none."""
    found = {one.pk: one for one in Breakdown.objects.filter(pk__in=[*numbers, TOTAL])}
    return [found[number] for number in sorted(found) if number in numbers or number == TOTAL]


def _broken_down(breakdowns: Sequence[Breakdown]) -> tuple[Dimension, ...]:
    """Return the dimension of the breakdowns; without any but the total it would say nothing."""
    if len(breakdowns) < 2:
        return ()
    named = tuple(Category(one.key or "total", one.label or _("I alt")) for one in breakdowns)
    return (Dimension("breakdown", _("Fordelt på"), "", named, total="total"),)


def _metric(indicator: Indicator) -> Category:
    return Category(
        indicator.key, indicator.title, unit=label_of(parse_unit(indicator.unit)), decimals=indicator.decimals
    )


def _period(code: int) -> Category:
    text = str(Period.from_code(code))
    return Category(text, text)
