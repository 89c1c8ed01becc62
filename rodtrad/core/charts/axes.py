"""The two axes of a line chart: round figures upwards, periods along."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.charts.drawn import Path, Shape, Text, middle_line
from rodtrad.core.charts.letters import text_width
from rodtrad.core.charts.scales import Scale, Ticks
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.drawing.paths import number
from rodtrad.core.figures import format_figure
from rodtrad.core.periods import Frequency, Period

_SIZE = letters_of("tick")[0]
_YEAR_STEPS = (1, 2, 4, 5, 10, 20, 50, 100, 200, 500)
_MOST_DECIMALS, _LARGEST = 6, 1e15
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def centre(period: Period) -> float:
    """Return the middle of a period, in months."""
    return period.first + period.months / 2


def tick_labels(ticks: Ticks, unit: str) -> list[str]:
    """Write the ticks of an axis, the unit after the highest; millions and thousand millions are said as such."""
    largest = max(abs(ticks.low), abs(ticks.high))
    if largest >= _LARGEST or ticks.decimals > _MOST_DECIMALS:
        labels = [_power(value) for value in ticks.values]
        word = ""
    else:
        size, word = next(((size, word) for size, word in _scales() if largest >= 2 * size), (1.0, ""))
        decimals = max(0, ticks.decimals) if size == 1 else _decimals(ticks, size)
        labels = [format_figure(value / size, decimals) for value in ticks.values]
    if word:
        labels[-1] += "\N{NO-BREAK SPACE}" + word
    if unit:
        labels[-1] += ("" if "." in format_figure(1.5, 1) and unit == "%" else "\N{NO-BREAK SPACE}") + unit
    return labels


def _scales() -> list[tuple[float, str]]:
    return [(1e9, _("mrd.")), (1e6, _("mill."))]


def _decimals(ticks: Ticks, size: float) -> int:
    step = (ticks.high - ticks.low) / max(1, len(ticks.values) - 1) / size
    return max(0, -math.floor(math.log10(step) + 1e-9))


def _power(value: float) -> str:
    """Write a figure that is too large or too small to be written out: 2·10⁻⁹."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else format_figure(value)
    factor, exponent = f"{value:.0e}".split("e")
    return f"{factor}·10{str(int(exponent)).translate(_RAISED)}".replace("-", "\N{MINUS SIGN}")


def value_axis(ticks: Ticks, labels: Sequence[str], scale: Scale, left: float, right: float) -> list[Shape]:
    """Draw a level line for each tick, with its figure to the left."""
    shapes: list[Shape] = []
    for value, label in zip(ticks.values, labels, strict=True):
        y = scale(value)
        shapes.append(Path("grid", f"M{number(left)} {number(y)}H{number(right)}"))
        shapes.append(Text("tick", left - 8, middle_line("tick", y), label, "end"))
    return shapes


@dataclass(frozen=True, slots=True)
class TimeTick:
    at: float  # months
    label: str


def time_ticks(
    periods: Iterable[Period], chief: Sequence[Period], scale: Scale, air: float
) -> list[TimeTick]:
    """Choose which periods to name along the axis: the chief ones first, then round years where there is room.

    `air` is what is left free between two names.
    """
    found = sorted(set(periods))
    if found[-1].months < 12:
        return _inside_years(found, scale, air)
    last = found[-1]
    every = [Period(last.first % 12 + 12 * year, last.months) for year in _years(found)]
    room = text_width(_name(last), _SIZE) + air
    kept: list[TimeTick] = []
    for period in chief:
        _add(kept, TimeTick(centre(period), _name(period)), scale, room)
    step = _step(scale, room)
    for period in every:
        if period.year % step == 0:
            _add(kept, TimeTick(centre(period), _name(period)), scale, room)
    return sorted(kept, key=lambda tick: tick.at)


def _inside_years(found: Sequence[Period], scale: Scale, air: float) -> list[TimeTick]:
    """Name years at their beginning; where there are fewer than two, the periods themselves."""
    room = text_width("2024", _SIZE) + air
    step = _step(scale, room)
    years = [year for year in _years(found) if year % step == 0 and scale.low <= year * 12 <= scale.high]
    if len(years) >= 2:
        return [TimeTick(year * 12, str(year)) for year in years]
    kept: list[TimeTick] = []
    for period in (found[0], found[-1], *found):
        _add(kept, TimeTick(centre(period), _name(period)), scale, text_width(_name(period), _SIZE) + air)
    return sorted(kept, key=lambda tick: tick.at)


def _years(found: Sequence[Period]) -> range:
    return range(found[0].first // 12, found[-1].first // 12 + 1)


def _step(scale: Scale, room: float) -> int:
    year = abs(scale(12.0 + scale.low) - scale(scale.low)) if scale.high > scale.low else math.inf
    return next((step for step in _YEAR_STEPS if step * year >= room), _YEAR_STEPS[-1])


def _add(kept: list[TimeTick], tick: TimeTick, scale: Scale, room: float) -> None:
    if all(abs(scale(tick.at) - scale(other.at)) >= room for other in kept):
        kept.append(tick)


def _name(period: Period) -> str:
    text = str(period)
    return text.replace("-", "–") if period.frequency is Frequency.SEVERAL_YEARS else text


def time_axis(ticks: Sequence[TimeTick], scale: Scale, bottom: float, width: float) -> list[Shape]:
    """Draw the line along and its names, moved inwards where they would leave the sheet."""
    low, high = sorted((scale.start, scale.end))
    shapes: list[Shape] = [Path("base", f"M{number(low)} {number(bottom)}H{number(high)}")]
    for tick in ticks:
        half = text_width(tick.label, _SIZE) / 2 + 1
        x = scale(tick.at)
        shapes.append(Path("base", f"M{number(x)} {number(bottom)}v5"))
        shapes.append(Text("tick", min(max(x, half), width - half), bottom + 22, tick.label, "middle"))
    return shapes
