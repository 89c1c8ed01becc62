"""Amounts in the order of time, each a bar from nought with a mark where its limit is, and both figures in words."""

from django.utils.translation import gettext as _

from rodtrad.core.charts.described import Held, LimitChart
from rodtrad.core.charts.drawn import Box, Drawing, Path, Shape, Text, drawing, middle_line
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, Table, finish
from rodtrad.core.charts.letters import shortened, text_width
from rodtrad.core.charts.scales import Scale
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.words import figure, no_figures, whole_figure
from rodtrad.core.drawing.paths import number

_SIZE = letters_of("row")[0]
_ROW, _TOP, _KEY = 30.0, 8.0, 28.0
_THICK, _MARK = 12.0, 22.0


def limit_chart(chart: LimitChart) -> Chart:
    """Draw amounts against limits in both editions."""
    if not any(one.value or one.limit for one in chart.rows):
        empty = no_figures(chart)
        return finish(chart, description=empty, table=_table(chart), wide=None, narrow=None, empty=empty)
    return finish(
        chart,
        description=_said(chart),
        table=_table(chart),
        wide=_drawn(chart, WIDE),
        narrow=_drawn(chart, NARROW),
    )


def _is_over(one: Held) -> bool:
    return one.limit is not None and one.value > one.limit


def _said(chart: LimitChart) -> str:
    most = max(chart.rows, key=lambda one: one.value)
    first = _("Mest er det i %(name)s: %(value)s.") % {
        "name": most.name,
        "value": whole_figure(chart, most.value),
    }
    over = [one.name for one in chart.rows if _is_over(one)]
    if not any(one.limit is not None for one in chart.rows):
        return first
    if not over:
        return first + " " + _("Ingen steder er det mer enn det er plass til.")
    return first + " " + _("Det er mer enn det er plass til i %(names)s.") % {"names": ", ".join(over)}


def _table(chart: LimitChart) -> Table:
    rows = [
        (
            one.name,
            figure(chart, one.value, unit=False),
            figure(chart, one.limit, unit=False),
            _("for lite plass") if _is_over(one) else "",
        )
        for one in chart.rows
    ]
    header = (_("Periode"), chart.value_name, chart.limit_name, _("Merknad"))
    return Table(header, tuple(rows), (False, True, True, False))


def _figures(chart: LimitChart, one: Held) -> str:
    if one.limit is None:
        return figure(chart, one.value)
    return _("%(value)s av %(limit)s") % {
        "value": figure(chart, one.value, unit=False),
        "limit": figure(chart, one.limit),
    }


def _drawn(chart: LimitChart, edition: Edition) -> Drawing:
    widest = max(text_width(one.name, _SIZE, bold=_is_over(one)) for one in chart.rows)
    names = min(widest, edition.names) + 14
    figures = max(text_width(_figures(chart, one), _SIZE, bold=True) for one in chart.rows) + 14
    highest = max(max(one.value, one.limit or 0.0) for one in chart.rows)
    x = Scale(0.0, highest or 1.0, names, edition.width - figures)
    shapes: list[Shape] = [*_key(chart, edition)]
    top = _TOP + _KEY
    for at, one in enumerate(chart.rows):
        shapes += _row(chart, one, x, top + (at + 0.5) * _ROW, edition)
    foot = top + len(chart.rows) * _ROW
    shapes.append(Path("base", f"M{number(x(0.0))} {number(top)}V{number(foot)}"))
    return drawing(edition.width, foot + 8, shapes)


def _key(chart: LimitChart, edition: Edition) -> list[Shape]:
    """Say what a bar and a mark are."""
    middle = _TOP + 8
    first = Text(
        "tick", 30, middle_line("tick", middle), shortened(chart.value_name, edition.width / 2 - 40, _SIZE)
    )
    at = first.extent[2] + 24
    room = edition.width - at - 18
    return [
        Box("bar-mine", 1, middle - 5, 22, 10),
        first,
        Path("refer", f"M{number(at)} {number(middle - 9)}V{number(middle + 9)}"),
        Text("tick", at + 9, middle_line("tick", middle), shortened(chart.limit_name, room, _SIZE)),
    ]


def _row(chart: LimitChart, one: Held, x: Scale, middle: float, edition: Edition) -> list[Shape]:
    over = _is_over(one)
    name, told = ("row-mine", "figure-mine") if over else ("row", "figure")
    shapes: list[Shape] = [
        Text(name, 1, middle_line(name, middle), shortened(one.name, x.start - 14, _SIZE, bold=over)),
        Path("grid", f"M{number(x.start)} {number(middle)}H{number(x.end)}"),
    ]
    if one.value:
        shapes.append(Box("bar-mine", x(0.0), middle - _THICK / 2, x(one.value) - x(0.0), _THICK))
    if one.limit is not None:
        at = number(x(one.limit))
        shapes.append(Path("gap", f"M{at} {number(middle - _MARK / 2)}V{number(middle + _MARK / 2)}"))
        shapes.append(Path("refer", f"M{at} {number(middle - _MARK / 2)}V{number(middle + _MARK / 2)}"))
    shapes.append(Text(told, edition.width - 1, middle_line(told, middle), _figures(chart, one), "end"))
    return shapes
