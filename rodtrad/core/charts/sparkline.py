"""The sparkline: a line for a cell of a table."""

from rodtrad.core.charts.axes import centre
from rodtrad.core.charts.described import Series, Sparkline
from rodtrad.core.charts.drawn import Dot, Drawing, Shape, drawing
from rodtrad.core.charts.finished import Chart, Table, finish
from rodtrad.core.charts.lines import line_shapes
from rodtrad.core.charts.scales import Scale
from rodtrad.core.charts.words import figure, known, no_figures, period_name, say_change

WIDTH, HEIGHT = 120.0, 28.0
_EDGE = 5.0


def sparkline(chart: Sparkline) -> Chart:
    """Draw a line without axes; both editions are the same."""
    series = Series(chart.title, chart.points)
    rows = tuple(
        (period_name(point.period), figure(chart, point.value, unit=False))
        for point in sorted(chart.points, key=lambda point: point.period)
    )
    table = Table(("", chart.title), rows)
    if not known(series):
        empty = no_figures(chart)
        return finish(chart, description=empty, table=table, wide=None, narrow=None, empty=empty)
    drawn = _drawn(series)
    return finish(chart, description=say_change(chart, series), table=table, wide=drawn, narrow=drawn)


def _drawn(series: Series) -> Drawing:
    points = known(series)
    values = [point.value or 0.0 for point in points]
    places = [centre(point.period) for point in points]
    x = Scale(places[0], places[-1], _EDGE, WIDTH - _EDGE)
    y = Scale(min(values), max(values), HEIGHT - _EDGE, _EDGE)
    shapes: list[Shape] = line_shapes(series, x, y, "main")
    shapes.append(Dot("hollow" if points[-1].provisional else "dot", x(places[-1]), y(values[-1]), 4))
    return drawing(WIDTH, HEIGHT, shapes)
