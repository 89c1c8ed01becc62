"""Names in a line chart: beside the ends of lines, and at the target."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rodtrad.core.charts.described import LineChart
from rodtrad.core.charts.drawn import Extent, Shape, Text
from rodtrad.core.charts.end_labels import place_column
from rodtrad.core.charts.letters import shortened, text_width
from rodtrad.core.charts.line_labels import goal_label
from rodtrad.core.charts.line_plan import STATION, Plot, aim_way, cut
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.words import short_unit, target_figure


def names(chart: LineChart, plot: Plot) -> list[Shape]:
    """Place the names; between the last figure and the target each stays on its own side of the thread."""
    top, bottom = plot.y.end - 8, plot.y.start - 4
    if not plot.inside:
        return place_column(plot.labels, plot.names, top, bottom + 8)
    goal = _goal_shapes(chart, plot)
    way = aim_way(chart, plot)
    near = [y for _x, y in cut(way, plot.end - 2, plot.names + plot.room + 4)]
    if not near:
        return place_column(plot.labels, plot.names, top, bottom) + goal
    high, low = min(near) - 5, max(near) + 5
    blocked = [one for one in _extents(goal) if one[0] < plot.names + plot.room]
    over = [
        label for label in plot.labels if label.y < near[0] or (label.y == near[0] and near[-1] > near[0])
    ]
    under = [label for label in plot.labels if label not in over]
    if (
        sum(label.height for label in over) > high - top
        or sum(label.height for label in under) > bottom - low
    ):
        return place_column(plot.labels, plot.names, top, bottom, [(high, low)]) + goal
    gaps = [(y0 - 2, y1 + 2) for _x, y0, _x1, y1 in blocked]
    above = place_column(over, plot.names, top, high, gaps)
    return above + place_column(under, plot.names, low, bottom, gaps) + goal


def _goal_shapes(chart: LineChart, plot: Plot) -> list[Shape]:
    """Write the target beside its station, or under or over it where the sheet is narrow."""
    goal = goal_label(chart, plot.edition.names)
    if goal is None or chart.target is None:
        return []
    y = plot.y(chart.target.value)
    if plot.edition.wide:
        half = goal.height / 2
        return goal.shapes(plot.x.end + STATION * 2, min(max(y + 2, half), plot.y.start - half + 8))
    size, bold = letters_of("name")
    said = target_figure(chart, chart.target.value, unit=short_unit(chart.unit))
    text = shortened(_("Mål %(value)s") % {"value": said}, plot.edition.width - 8, size, bold=bold)
    left = plot.edition.width - 2 - text_width(text, size, bold=bold)
    thread = [at for _x, at in cut(aim_way(chart, plot), left - 4, plot.x.end)] or [y]
    over, under = min(*thread, y - 10) - 8, max(*thread, y + 10) + 8 + size
    fits_under = under + 4 <= plot.y.start
    at = over if (thread[0] <= y or not fits_under) and over - size >= 0 else under
    return [Text("name", plot.edition.width - 2, at, text, "end")]


def _extents(shapes: Sequence[Shape]) -> list[Extent]:
    return [shape.extent for shape in shapes if isinstance(shape, Text)]
