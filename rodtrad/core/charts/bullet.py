"""The bullet: one figure against its target, over bands from what is not accepted to what is wanted."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rodtrad.core.charts.axes import tick_labels
from rodtrad.core.charts.described import Bullet, Zone
from rodtrad.core.charts.drawn import Box, Dot, Drawing, Path, Shape, Text, drawing
from rodtrad.core.charts.editions import NARROW, WIDE, Edition
from rodtrad.core.charts.finished import Chart, Table, finish
from rodtrad.core.charts.letters import shortened, text_width
from rodtrad.core.charts.scales import Scale, Ticks, round_ticks
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.charts.words import figure, no_figures, short_unit, target_figure, whole_figure
from rodtrad.core.drawing.paths import number

_TOP, _THICK = 34.0, 34.0
_SIZE = letters_of("tick")[0]
_LEAST = 3  # zones there are patterns for


def bullet(chart: Bullet) -> Chart:
    """Draw a figure against target and bands in both editions."""
    table = _table(chart)
    if chart.value is None:
        empty = no_figures(chart)
        return finish(chart, description=empty, table=table, wide=None, narrow=None, empty=empty)
    return finish(
        chart,
        description=_said(chart, chart.value),
        table=table,
        wide=_drawn(chart, chart.value, WIDE),
        narrow=_drawn(chart, chart.value, NARROW),
    )


def _said(chart: Bullet, value: float) -> str:
    said = {"name": chart.name, "value": whole_figure(chart, value)}
    sentences = [_("%(name)s er %(value)s.") % said]
    if chart.target is not None:
        sentences.append(_("Målet er %(value)s.") % {"value": target_figure(chart, chart.target)})
    zone = next((zone for zone in reversed(chart.zones) if _holds(zone, value)), None)
    if zone:
        sentences.append(_("Det er i båndet «%(zone)s».") % {"zone": zone.name})
    return " ".join(sentences)


def _holds(zone: Zone, value: float) -> bool:
    return (zone.low is None or value >= zone.low) and (zone.high is None or value <= zone.high)


def _table(chart: Bullet) -> Table:
    rows = [(chart.name, figure(chart, chart.value, unit=False))]
    if chart.target is not None:
        rows.append((_("Målet"), figure(chart, chart.target, unit=False)))
    rows += [(zone.name, zone_figures(chart, zone)) for zone in chart.zones]
    return Table((_("Hva"), chart.unit or _("Verdi")), tuple(rows))


def zone_figures(chart: Bullet, zone: Zone) -> str:
    """Write the ends of a band: under 4, 4–6, 6 og over."""
    low = figure(chart, zone.low, unit=False)
    high = figure(chart, zone.high, unit=False)
    if zone.low is None:
        return _("til %(high)s") % {"high": high}
    if zone.high is None:
        return _("fra %(low)s") % {"low": low}
    return _("%(low)s til %(high)s") % {"low": low, "high": high}


def _drawn(chart: Bullet, value: float, edition: Edition) -> Drawing:
    ends = [end for zone in chart.zones for end in (zone.low, zone.high) if end is not None]
    known = [value, *ends, *([chart.target] if chart.target is not None else [])]
    ticks = round_ticks(known, most=edition.ticks, from_zero=True)
    texts = tick_labels(ticks, short_unit(chart.unit))
    left = text_width(texts[0], _SIZE) / 2 + 2
    x = Scale(ticks.low, ticks.high, left, edition.width - text_width(texts[-1], _SIZE) / 2 - 10)
    shapes = _bands(chart.zones, x, ticks)
    shapes += _axis(ticks, texts, x)
    low, high = sorted((x(0.0), x(value)))
    middle = _TOP + _THICK / 2
    shapes.append(Box("bar-mine", low, middle - 6, high - low, 12))
    shapes += _words(chart, value, x, edition)
    return drawing(edition.width, _height(chart), shapes)


def _height(chart: Bullet) -> float:
    words = 44 + 18 * (len(chart.zones) - 1) + 8 if chart.zones else 30
    return _TOP + _THICK + words


def _bands(zones: Sequence[Zone], x: Scale, ticks: Ticks) -> list[Shape]:
    """Shade the bands, and say under the axis what each shade means."""
    shapes: list[Shape] = []
    for index, zone in enumerate(zones):
        low = x(ticks.low if zone.low is None else zone.low)
        high = x(ticks.high if zone.high is None else zone.high)
        pattern = f"zone-{min(index, _LEAST - 1) + 1}"
        shapes.append(Box("zone", low, _TOP, max(1.0, high - low), _THICK, pattern=pattern))
    return shapes


def _axis(ticks: Ticks, texts: Sequence[str], x: Scale) -> list[Shape]:
    foot = _TOP + _THICK
    shapes: list[Shape] = [Path("base", f"M{number(x.start)} {number(foot)}H{number(x.end)}")]
    for value, text in zip(ticks.values, texts, strict=True):
        shapes.append(Path("base", f"M{number(x(value))} {number(foot)}v5"))
        shapes.append(Text("tick", x(value), foot + 21, text, "middle"))
    return shapes


def _words(chart: Bullet, value: float, x: Scale, edition: Edition) -> list[Shape]:
    """Name the figure at its end and the target at its station, and what the shades mean beneath."""
    shapes: list[Shape] = []
    size, bold = letters_of("name")
    text = f"{shortened(chart.name, edition.width * 0.45, size, bold=bold)} {figure(chart, value)}"
    shapes.append(Text("name", 1, 16, text))
    middle = _TOP + _THICK / 2
    if chart.target is not None:
        at = x(chart.target)
        shapes += [Dot("station", at, middle, 9), Dot("core", at, middle, 4)]
        said = target_figure(chart, chart.target, unit=short_unit(chart.unit))
        goal = _("Mål %(value)s") % {"value": said}
        shapes.append(Text("name", edition.width - 2, 16, goal, "end"))
    for index, zone in enumerate(chart.zones):
        y = _TOP + _THICK + 44 + index * 18
        pattern = f"zone-{min(index, _LEAST - 1) + 1}"
        shapes.append(Box("key", x.start, y - 10, 18, 12, pattern=pattern))
        words = f"{zone.name}: {zone_figures(chart, zone)}"
        shapes.append(Text("tick", x.start + 26, y, shortened(words, edition.width - x.start - 28, _SIZE)))
    return shapes
