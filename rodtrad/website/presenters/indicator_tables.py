"""All figures of an indicator's page as tables: by period, by part of the area, and what was revised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.queries.age import Revision
from rodtrad.indicators.queries.catalogue import Line, Shown
from rodtrad.website.presenters.figures import figure, period_words, shown_figure, why
from rodtrad.website.presenters.indicator_facts import day_of
from rodtrad.website.presenters.indicator_peers import DrawnPeer

#: Periods of the parts that are shown beside each other.
_PERIODS = 6


@dataclass(frozen=True)
class FigureTable:
    """A table: its heading, and rows of a name and cells."""

    heading: list[str]
    rows: list[tuple[str, list[str]]]


def by_period(
    indicator: Indicator, own: Sequence[tuple[Area, Line]], peers: Sequence[DrawnPeer]
) -> FigureTable:
    """Return a row for each period, the latest first: one's own, the areas beside, and the sets' figures."""
    columns: list[tuple[str, dict[Period, str]]] = [
        (area.name, {one.period: shown_figure(indicator, one, with_unit=False) for one in line})
        for area, line in own
    ]
    columns += [
        (one.heading, {period: figure(indicator, value, with_unit=False) for period, value in one.figures})
        for one in peers
    ]
    periods = sorted({period for _name, held in columns for period in held}, reverse=True)
    rows = [(period_words(each), [held.get(each, "–") for _name, held in columns]) for each in periods]
    return FigureTable([name for name, _held in columns], rows)


def by_part(indicator: Indicator, parts: Sequence[tuple[Area, Line]]) -> FigureTable | None:
    """Return a row for each part and a column for each of the latest periods; None where nothing is told of any."""
    periods = sorted({one.period for _area, line in parts for one in line})[-_PERIODS:]
    if not periods:
        return None
    rows = []
    for area, line in parts:
        held: dict[Period, Shown] = {one.period: one for one in line}
        cells = [held.get(each) for each in periods]
        written = [shown_figure(indicator, one, with_unit=False) if one else "–" for one in cells]
        rows.append((area.name, written))
    return FigureTable([period_words(one) for one in periods], rows)


@dataclass(frozen=True)
class RevisionRow:
    """A figure that was replaced, as the table tells it."""

    area: str
    period: str
    before: str
    after: str
    came: str
    went: str


def revised(
    indicator: Indicator, revisions: Sequence[Revision], names: Mapping[UUID, str]
) -> list[RevisionRow]:
    return [
        RevisionRow(
            area=names.get(one.area, ""),
            period=period_words(one.period),
            before=figure(indicator, one.value) if one.value is not None else why(one.status),
            after=figure(indicator, one.value_after)
            if one.value_after is not None
            else why(one.status_after),
            came=day_of(one.came),
            went=day_of(one.went),
        )
        for one in revisions
    ]


def _written(indicator: Indicator, value: float | None, status: ObservationStatus) -> str:
    if value is None:
        return why(status)
    return figure(indicator, value) + ("*" if status is ObservationStatus.PROVISIONAL else "")
