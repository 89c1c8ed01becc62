"""The ranked bar chart: places, names, bars from nought, figures, and a line to compare with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.charts.described import BarChart
from rodtrad.core.charts.drawn import Box, Drawing, Path, Shape, Text, drawing, middle_line
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, Table, finish
from rodtrad.core.charts.letters import shortened, text_width, wrapped
from rodtrad.core.charts.ranking import Fold, Ranked, folded, ranked
from rodtrad.core.charts.scales import Scale
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.words import (
    NO_FIGURE,
    figure,
    no_figures,
    say_extent,
    short_unit,
    whole_figure,
)
from rodtrad.core.drawing.paths import number

_SIZE = letters_of("row")[0]
_ROW, _LINE = 27.0, 16.0
_TOP, _REFER, _UNIT = 6.0, 24.0, 22.0


def bar_chart(chart: BarChart) -> Chart:
    """Draw a ranking in both editions."""
    order = ranked(chart)
    if all(one.place is None for one in order):
        empty = no_figures(chart)
        return finish(
            chart, description=empty, table=_table(chart, order), wide=None, narrow=None, empty=empty
        )
    return finish(
        chart,
        description=_said(chart, order),
        table=_table(chart, order),
        wide=_drawn(chart, order, WIDE),
        narrow=_drawn(chart, order, NARROW),
    )


def _said(chart: BarChart, order: Sequence[Ranked]) -> str:
    named = [(one.bar.name, one.bar.value) for one in order if one.bar.value is not None]
    mine = next((one for one in order if one.bar.mine and one.place is not None), None)
    if mine is None or mine.bar.value is None:
        return say_extent(chart, named)
    said = {
        "name": mine.bar.name,
        "value": whole_figure(chart, mine.bar.value),
        "place": mine.place,
        "all": len(named),
    }
    if mine.tied:
        first = _("%(name)s har %(value)s og deler plass %(place)s av %(all)s.") % said
    else:
        first = _("%(name)s har %(value)s og er nummer %(place)s av %(all)s.") % said
    return f"{first} {say_extent(chart, named, unit_said=True)}"


def _place(one: Ranked) -> str:
    return "" if one.place is None else f"{one.place}{'=' if one.tied else '.'}"


def _table(chart: BarChart, order: Sequence[Ranked]) -> Table:
    rows = [(one.bar.name, _place(one), figure(chart, one.bar.value, unit=False)) for one in order]
    if chart.reference:
        rows.append((chart.reference[0], "", figure(chart, chart.reference[1], unit=False)))
    return Table((_("Navn"), _("Plass"), chart.unit or _("Verdi")), tuple(rows))


@dataclass(frozen=True)
class _Columns:
    """Where the parts of a row stand."""

    edition: Edition
    names: float
    name_room: float
    x: Scale
    top: float
    order: Sequence[Ranked | Fold]
    heights: tuple[float, ...]

    @property
    def foot(self) -> float:
        return self.top + sum(self.heights)


def _drawn(chart: BarChart, order: Sequence[Ranked], edition: Edition) -> Drawing:
    columns = _planned(chart, folded(order, chart.most), edition)
    shapes: list[Shape] = []
    at = columns.top
    for one, height in zip(columns.order, columns.heights, strict=True):
        middle = at + height / 2
        at += height
        if isinstance(one, Fold):
            shapes += _fold(one, columns, middle)
        else:
            shapes += _row(chart, one, columns, middle)
    nought = number(columns.x(0.0))
    shapes.append(Path("base", f"M{nought} {number(columns.top)}V{number(columns.foot)}"))
    if chart.reference:
        shapes += _reference(chart, columns)
    if chart.unit and not short_unit(chart.unit):
        shapes.append(Text("unit", 1, 14, shortened(chart.unit, edition.width - 2, _SIZE)))
    return drawing(edition.width, columns.foot + 8, shapes)


def _planned(chart: BarChart, order: Sequence[Ranked | Fold], edition: Edition) -> _Columns:
    bars = [one for one in order if isinstance(one, Ranked)]
    values = [one.bar.value for one in bars if one.bar.value is not None]
    if chart.reference:
        values.append(chart.reference[1])
    low, high = min([*values, 0.0]), max([*values, 0.0])
    if low == high:
        high = 1.0
    ranks = max(text_width(_place(one), _SIZE) for one in bars) + 10
    widest = max(text_width(one.bar.name, _SIZE, bold=one.bar.mine) for one in bars)
    room = min(widest, edition.names + (40 if edition.wide else 0))
    figures = max(text_width(figure(chart, one.bar.value), _SIZE, bold=True) for one in bars) + 12
    start = ranks + room + 14
    x = Scale(low, high, start, edition.width - figures)
    heights = tuple(
        _ROW + _LINE * (len(_lines(one, room)) - 1) if isinstance(one, Ranked) else _ROW for one in order
    )
    top = (
        _TOP
        + (_REFER if chart.reference else 0)
        + (_UNIT if chart.unit and not short_unit(chart.unit) else 0)
    )
    return _Columns(edition, ranks, room, x, top, order, heights)


def _lines(one: Ranked, room: float) -> list[str]:
    return wrapped(one.bar.name, room, _SIZE, bold=one.bar.mine)


def _row(chart: BarChart, one: Ranked, columns: _Columns, middle: float) -> list[Shape]:
    mine = one.bar.mine
    lines = _lines(one, columns.name_room)
    first = middle - (len(lines) - 1) * _LINE / 2
    role = "row-mine" if mine else "row"
    shapes: list[Shape] = [
        Text(role, columns.names, middle_line(role, first + at * _LINE), line)
        for at, line in enumerate(lines)
    ]
    if one.place is not None:
        shapes.append(Text("rank", columns.names - 10, middle_line("rank", middle), _place(one), "end"))
    x = columns.x
    shapes.append(Path("grid", f"M{number(x.start)} {number(middle)}H{number(x.end)}"))
    if one.bar.value is not None:
        low, high = sorted((x(0.0), x(one.bar.value)))
        thick = 10.0 if mine else 5.0
        shapes.append(Box("bar-mine" if mine else "bar", low, middle - thick / 2, high - low, thick))
    role = "figure-mine" if mine else "figure"
    text = NO_FIGURE if one.bar.value is None else figure(chart, one.bar.value)
    shapes.append(Text(role, columns.edition.width - 1, middle_line(role, middle), text, "end"))
    return shapes


def _fold(one: Fold, columns: _Columns, middle: float) -> list[Shape]:
    words = ngettext("%(count)d til er utelatt", "%(count)d til er utelatt", one.count) % {"count": one.count}
    text = Text("tick", columns.names, middle_line("tick", middle), f"… {words}")
    right = text.extent[2] + 10
    return [text, Path("grid", f"M{number(right)} {number(middle)}H{number(columns.x.end)}", dash="2 5")]


def _reference(chart: BarChart, columns: _Columns) -> list[Shape]:
    assert chart.reference is not None
    name, value = chart.reference
    x = columns.x(value)
    room = columns.edition.width - 4
    text = f"{shortened(name, room - 90, _SIZE)} {figure(chart, value)}"
    half = text_width(text, _SIZE) / 2 + 1
    at = min(max(x, half), columns.edition.width - half)
    line = Path("refer", f"M{number(x)} {number(columns.top - 4)}V{number(columns.foot)}")
    return [line, Text("tick", at, columns.top - 10, text, "middle")]
