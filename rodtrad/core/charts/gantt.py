"""Steps along the days: when each is planned or done, between which days it may lawfully come, and what day it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.charts.day_axis import DayAxis, month_ticks
from rodtrad.core.charts.described import DayRow, Days, Gantt, Lane
from rodtrad.core.charts.drawn import Box, Dot, Drawing, Path, Shape, Text, drawing, middle_line
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, Table, finish
from rodtrad.core.charts.letters import shortened, text_width, wrapped
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.drawing.paths import number

_SIZE = letters_of("row")[0]
_LINE, _LANE, _BAR, _HEAD, _FOOT = 16.0, 30.0, 12.0, 26.0, 30.0
_R = 6.0
_EDGE = 8.0


def gantt(chart: Gantt) -> Chart:
    """Draw the steps in both editions; without a single day there is nothing to draw."""
    table = _table(chart)
    if not _all_days(chart):
        empty = _("Ingen av stegene har en dag ennå.")
        return finish(chart, description=empty, table=table, wide=None, narrow=None, empty=empty)
    return finish(
        chart,
        description=_said(chart),
        table=table,
        wide=_drawn(chart, WIDE),
        narrow=_drawn(chart, NARROW),
    )


def _all_days(chart: Gantt) -> list[date]:
    """Return the days that decide how far the drawing reaches."""
    found = [day for lane in chart.lanes for pair in (lane.days, lane.window) if pair for day in pair]
    return found + ([chart.wanted[1]] if chart.wanted else [])


def _said(chart: Gantt) -> str:
    done = sum(lane.done for lane in chart.lanes)
    days = _all_days(chart)
    said = {"count": len(chart.lanes), "first": _day(min(days)), "last": _day(max(days)), "done": done}
    first = (
        ngettext(
            "%(count)d steg, %(first)s – %(last)s. Gjort: %(done)d.",
            "%(count)d steg, %(first)s – %(last)s. Gjort: %(done)d.",
            len(chart.lanes),
        )
        % said
    )
    if chart.wanted is None:
        return first
    name, day = chart.wanted
    return f"{first} {name}: {_day(day)}."


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _table(chart: Gantt) -> Table:
    rows = [
        (
            lane.name,
            _("gjort") if lane.done else _("planlagt") if lane.days else "",
            _days(lane.days),
            _days(lane.window),
        )
        for lane in chart.lanes
    ]
    rows += [(row.name, "", ", ".join(_day(one) for one in row.days), "") for row in chart.rows if row.days]
    return Table((_("Steg"), _("Hvor langt"), _("Dager"), _("Lovlig mellom")), tuple(rows), (False,) * 4)


def _days(pair: Days | None) -> str:
    if pair is None:
        return ""
    return _day(pair[0]) if pair[0] == pair[1] else f"{_day(pair[0])} – {_day(pair[1])}"


@dataclass(frozen=True)
class _Sheet:
    """Where rows and days stand in one edition. On a narrow sheet a name stands over its lane."""

    edition: Edition
    axis: DayAxis
    names: tuple[tuple[str, ...], ...]
    tops: tuple[float, ...]
    foot: float

    def lane(self, at: int) -> float:
        """Return the height of the middle of a lane."""
        lines = len(self.names[at])
        if self.edition.wide:
            return self.tops[at] + max(_LANE, lines * _LINE + 8) / 2
        return self.tops[at] + lines * _LINE + _LANE / 2


def _planned(chart: Gantt, edition: Edition) -> _Sheet:
    named = [*(lane.name for lane in chart.lanes), *(row.name for row in chart.rows)]
    room = 200.0 if edition.wide else edition.width - 4
    names = tuple(tuple(wrapped(one, room, _SIZE, bold=not edition.wide)) for one in named)
    left = room + 22 if edition.wide else _EDGE
    tops, at = [], _HEAD + (14.0 if chart.wanted else 0.0)
    for lines in names:
        tops.append(at)
        own = len(lines) * _LINE
        at += max(_LANE, own + 8) if edition.wide else own + _LANE
    days = [*_all_days(chart), *([chart.today] if chart.today else [])]
    spare = timedelta(days=max(3, (max(days) - min(days)).days // 40))
    axis = DayAxis(min(days) - spare, max(days) + spare, left, edition.width - _EDGE)
    return _Sheet(edition, axis, names, tuple(tops), at + 4)


def _drawn(chart: Gantt, edition: Edition) -> Drawing:
    sheet = _planned(chart, edition)
    shapes: list[Shape] = [*_axis(sheet), *_standing(chart, sheet)]
    for at, lines in enumerate(sheet.names):
        shapes += _name(sheet, at, lines)
    for at, lane in enumerate(chart.lanes):
        shapes += _lane(sheet, lane, sheet.lane(at))
    for at, row in enumerate(chart.rows, len(chart.lanes)):
        shapes += _marks(sheet, row, sheet.lane(at))
    return drawing(edition.width, sheet.foot + _FOOT, shapes)


def _axis(sheet: _Sheet) -> Iterator[Shape]:
    axis = sheet.axis
    for day, words in month_ticks(axis, sheet.edition.air, letters_of("tick")[0]):
        x = number(axis(day))
        yield Path("grid", f"M{x} {number(_HEAD)}V{number(sheet.foot)}")
        yield Text("tick", axis(day), sheet.foot + 18, words, "middle")
    yield Path("base", f"M{number(axis.start)} {number(sheet.foot)}H{number(axis.end)}")


def _standing(chart: Gantt, sheet: _Sheet) -> Iterator[Shape]:
    """Draw today, and the day that is wanted, each on a line of its own with its name on top."""
    marks = [(_("i dag"), chart.today, "", 14.0)] if chart.today else []
    if chart.wanted:
        marks.append((*chart.wanted, "5 4", 14.0 + _LINE))
    for full, day, dash, y in marks:
        name = shortened(full, sheet.edition.width - 4, _SIZE)
        x, half = sheet.axis(day), text_width(name, _SIZE) / 2 + 1
        at = min(max(x, half), sheet.edition.width - half)
        yield Path("refer", f"M{number(x)} {number(y + 5)}V{number(sheet.foot)}", dash=dash)
        yield Text("tick", at, y, name, "middle")


def _name(sheet: _Sheet, at: int, lines: Sequence[str]) -> Iterator[Shape]:
    if sheet.edition.wide:
        first = sheet.lane(at) - (len(lines) - 1) * _LINE / 2
        for line_at, line in enumerate(lines):
            yield Text("row", 0, middle_line("row", first + line_at * _LINE), line)
        return
    for line_at, line in enumerate(lines):
        yield Text("row-mine", 0, sheet.tops[at] + 12 + line_at * _LINE, line)


def _lane(sheet: _Sheet, lane: Lane, middle: float) -> Iterator[Shape]:
    axis = sheet.axis
    yield Path("grid", f"M{number(axis.start)} {number(middle)}H{number(axis.end)}")
    if lane.window:
        low, high = axis(lane.window[0]), axis(lane.window[1])
        yield Box("zone", low, middle - _BAR, max(3.0, high - low), 2 * _BAR, pattern="unknown")
    if lane.days is None:
        if not lane.window:
            yield Text("tick", axis.start + 4, middle_line("tick", middle) - 8, _("uten dag"))
        return
    low, high = axis(lane.days[0]), axis(lane.days[1])
    if lane.days[0] == lane.days[1]:
        yield Dot("dot" if lane.done else "hollow", low, middle, _R)
    elif lane.done:
        yield Box("bar-mine", low, middle - _BAR / 2, max(3.0, high - low), _BAR)
    else:
        yield Box("key", low, middle - _BAR / 2, max(3.0, high - low), _BAR, pattern="class-1")
        yield Path("base", _frame(low, middle - _BAR / 2, max(3.0, high - low), _BAR))


def _frame(x: float, y: float, width: float, height: float) -> str:
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h-{number(width)}Z"


def _marks(sheet: _Sheet, row: DayRow, middle: float) -> Iterator[Shape]:
    axis = sheet.axis
    yield Path("grid", f"M{number(axis.start)} {number(middle)}H{number(axis.end)}")
    for day in row.days:
        if not axis.first <= day <= axis.last:
            continue
        x = axis(day)
        if row.ticks:
            yield Path("refer", f"M{number(x)} {number(middle - 6)}v12")
        else:
            yield Path("refer", f"M{number(x)} {number(middle - 5)}l5 5l-5 5l-5 -5Z")
