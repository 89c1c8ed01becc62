"""Words of the charts: periods, figures, and the plain sentence that says what one sees."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from rodtrad.core.charts.described import Described, LineChart, Point, Series
from rodtrad.core.figures import format_figure, rounded
from rodtrad.core.periods import Frequency, Period

NO_FIGURE = "–"
_LONG_UNIT = 4  # letters; a longer unit stands once over the axis, not after every figure


def short_unit(unit: str) -> str:
    """Return the unit where it is short enough to stand after every figure."""
    return unit if len(unit) <= _LONG_UNIT else ""


def figure(described: Described, value: float | None, *, unit: bool = True) -> str:
    """Write one of the chart's figures, with its unit where that is short."""
    if value is None:
        return NO_FIGURE
    return format_figure(value, described.decimals, short_unit(described.unit) if unit else "")


def whole_figure(described: Described, value: float) -> str:
    """Write a figure with its whole unit, for sentences."""
    return format_figure(value, described.decimals, described.unit)


def target_figure(described: Described, value: float, *, unit: str | None = None) -> str:
    """Write a target as people say it: without decimals when it is whole."""
    decimals = 0 if float(value).is_integer() else described.decimals
    return format_figure(value, decimals, described.unit if unit is None else unit)


def period_name(period: Period) -> str:
    """Name a period as in running text: 2024, mars 2024, 1. kvartal 2024, 2023/24, 2012–2015."""
    year, month = divmod(period.first, 12)
    match period.frequency:
        case Frequency.MONTH:
            return f"{MONTHS[month + 1]} {year}"
        case Frequency.QUARTER if month % 3 == 0:
            return _("%(number)s. kvartal %(year)s") % {"number": month // 3 + 1, "year": year}
        case Frequency.TERTIAL if month % 4 == 0:
            return _("%(number)s. tertial %(year)s") % {"number": month // 4 + 1, "year": year}
        case Frequency.HALF_YEAR if month % 6 == 0:
            return _("%(number)s. halvår %(year)s") % {"number": month // 6 + 1, "year": year}
    return str(period).replace("-", "–")


def no_figures(described: Described) -> str:
    return _("Det er ingen tall å tegne for «%(title)s».") % {"title": described.title}


def known(series: Series) -> list[Point]:
    """Return the points that have a figure, in the order of time."""
    return sorted(
        (point for point in series.points if point.value is not None), key=lambda point: point.period
    )


def say_line(chart: LineChart) -> str:
    """Say where the main series began and ended, and where it is to go."""
    sentences = [say_change(chart, chart.main)]
    if chart.target is not None:
        said = {
            "value": target_figure(chart, chart.target.value),
            "period": period_name(chart.target.period),
        }
        sentences.append(_("Målet er %(value)s i %(period)s.") % said)
    return " ".join(sentence for sentence in sentences if sentence)


def say_change(described: Described, series: Series) -> str:
    """Say in a sentence where a series began and where it ended."""
    points = known(series)
    if not points:
        return _("%(name)s har ingen tall.") % {"name": series.name}
    first, last = points[0], points[-1]
    assert first.value is not None
    assert last.value is not None
    said = {
        "name": series.name,
        "first": whole_figure(described, first.value),
        "from": period_name(first.period),
        "last": whole_figure(described, last.value),
        "to": period_name(last.period),
    }
    if len(points) == 1:
        return _("%(name)s har ett tall: %(last)s i %(to)s.") % said
    moved = rounded(last.value, described.decimals) - rounded(first.value, described.decimals)
    if moved > 0:
        return _("%(name)s har gått opp fra %(first)s i %(from)s til %(last)s i %(to)s.") % said
    if moved < 0:
        return _("%(name)s har gått ned fra %(first)s i %(from)s til %(last)s i %(to)s.") % said
    return _("%(name)s er %(last)s i %(to)s, det samme som i %(from)s.") % said


def say_extent(described: Described, named: Sequence[tuple[str, float]], *, unit_said: bool = False) -> str:
    """Say which of several units are highest and which lowest; the whole unit once, unless it has been said."""
    values = {rounded(value, described.decimals) for _name, value in named}
    high, low = max(values), min(values)
    write = figure if unit_said else whole_figure
    said = {
        "high": _those(described, named, high),
        "most": write(described, float(high)),
        "low": _those(described, named, low),
        "least": figure(described, float(low)),
    }
    if len(named) == 1:
        return _("%(high)s har %(most)s.") % said
    if high == low:
        return _("Alle har %(most)s.") % said
    return _("Høyest er %(high)s med %(most)s, lavest %(low)s med %(least)s.") % said


def _those(described: Described, named: Sequence[tuple[str, float]], written: Decimal) -> str:
    """Name who has a figure: one, two, or one and how many more."""
    names = [name for name, value in named if rounded(value, described.decimals) == written]
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return _("%(one)s og %(other)s") % {"one": names[0], "other": names[1]}
    return _("%(one)s og %(count)s til") % {"one": names[0], "count": len(names) - 1}
