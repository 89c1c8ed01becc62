"""The figures of a chart as a table: what stands beside it, and what a reader without eyes gets."""

from django.utils.translation import gettext as _

from rodtrad.core.charts.described import LineChart, Point, Series, SmallMultiples
from rodtrad.core.charts.finished import Table
from rodtrad.core.charts.words import figure, period_name
from rodtrad.core.periods import Period


def line_table(chart: LineChart) -> Table:
    """One row for each period, one column for each line; then the way to the target, and remarks if there are any."""
    series = (chart.main, *chart.peers)
    aims = _aims(chart)
    notes = _notes(chart)
    periods = sorted({point.period for one in series for point in one.points} | set(aims) | set(notes))
    header = [_("Periode"), *(one.name for one in series)]
    header += [_("Målet")] if aims else []
    header += [_("Merknad")] if notes else []
    found = [_by_period(one) for one in series]
    rows = []
    for period in periods:
        row = [period_name(period), *(figure(chart, _value(one.get(period)), unit=False) for one in found)]
        row += [figure(chart, aims.get(period), unit=False)] if aims else []
        row += ["; ".join(notes.get(period, ()))] if notes else []
        rows.append(tuple(row))
    numeric = (False, *(True for _one in series), *((True,) if aims else ()), *((False,) if notes else ()))
    return Table(tuple(header), tuple(rows), numeric)


def multiples_table(chart: SmallMultiples) -> Table:
    """One row for each period, one column for each panel, the common series last."""
    series = (*chart.panels, *((chart.common,) if chart.common else ()))
    found = [_by_period(one) for one in series]
    periods = sorted({point.period for one in series for point in one.points})
    rows = [
        (period_name(period), *(figure(chart, _value(one.get(period)), unit=False) for one in found))
        for period in periods
    ]
    return Table((_("Periode"), *(one.name for one in series)), tuple(rows))


def _by_period(series: Series) -> dict[Period, Point]:
    return {point.period: point for point in series.points}


def _value(point: Point | None) -> float | None:
    return point.value if point else None


def _aims(chart: LineChart) -> dict[Period, float]:
    if chart.target is None:
        return {}
    stages = {point.period: point.value for point in chart.target.path if point.value is not None}
    return {**stages, chart.target.period: chart.target.value}


def _notes(chart: LineChart) -> dict[Period, list[str]]:
    notes: dict[Period, list[str]] = {}
    for one in chart.breaks:
        notes.setdefault(one.period, []).append(one.note)
    for series in (chart.main, *chart.peers):
        for point in series.points:
            if point.provisional and point.value is not None:
                notes.setdefault(point.period, []).append(_("%(name)s: foreløpig") % {"name": series.name})
    return notes
