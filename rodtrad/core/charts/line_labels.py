"""What stands at the ends of lines and at the target, in words."""

from django.utils.translation import gettext as _

from rodtrad.core.charts.described import LineChart
from rodtrad.core.charts.end_labels import EndLabel, name_and_figure
from rodtrad.core.charts.lines import dash_of
from rodtrad.core.charts.words import figure, known, period_name, short_unit, target_figure


def line_labels(chart: LineChart, room: float) -> list[EndLabel]:
    """Name each line by its last figure; a label's height is a figure until the scale is known."""
    labels: list[EndLabel] = []
    for index, series in enumerate((chart.main, *chart.peers)):
        points = known(series)
        if not points:
            continue
        last = points[-1].value or 0.0
        main = index == 0
        lines = name_and_figure(
            "name" if main else "note", series.name, figure(chart, last, unit=main), room, sample=not main
        )
        labels.append(EndLabel("name" if main else "note", lines, last, None if main else dash_of(index - 1)))
    return labels


def goal_label(chart: LineChart, room: float) -> EndLabel | None:
    if chart.target is None:
        return None
    said = {
        "value": target_figure(chart, chart.target.value, unit=short_unit(chart.unit)),
        "period": period_name(chart.target.period),
    }
    better = {"lower": _("lavere er bedre"), "higher": _("høyere er bedre")}.get(chart.better)
    lines = name_and_figure("name", _("Mål %(value)s") % said, _("i %(period)s") % said, room)
    return EndLabel("name", lines, chart.target.value, None, (better,) if better else ())
