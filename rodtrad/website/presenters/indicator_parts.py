"""Parts of a figure as bars: the districts of a city, the ages and sexes of its people."""

from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.core.charts.finished import Chart
from rodtrad.core.charts.outlines import Outlines
from rodtrad.geography.models import Area
from rodtrad.indicators.comparing import latest_common_period
from rodtrad.indicators.models import Breakdown, Indicator, Quantity
from rodtrad.indicators.queries.catalogue import Line, Shown
from rodtrad.website.presenters.area_maps import AreaFigure, draw_areas
from rodtrad.website.presenters.figures import period_words, shown_figure

#: A part's bar has this length when its figure is the greatest.
_LONGEST = 200


@dataclass(frozen=True)
class PartBar:
    """A part: its figure, and the length of its bar; none where there is no figure."""

    name: str
    figure: str
    length: str


@dataclass(frozen=True)
class Parts:
    """The parts of the area in one and the same period, the greatest figure first."""

    period: str
    bars: list[PartBar]
    whole: str
    whole_at: str
    lacking: int
    map: Chart


@dataclass(frozen=True)
class BrokenDown:
    """What a figure is broken down by, in the order of the provider."""

    heading: str
    period: str
    bars: list[PartBar]


def districts_of(
    indicator: Indicator,
    own: Line,
    parts: Sequence[tuple[Area, Line]],
    outlines: Outlines | None,
    source: str,
) -> Parts | None:
    """Return the parts in the latest period that at least half of them have figures for; None where none has."""
    held = {area.code: {one.period: one for one in line if one.value is not None} for area, line in parts}
    periods = {period for line in held.values() for period in line}
    common = latest_common_period(own=periods, others=held, share=0.5)
    if common is None:
        return None
    shown = [(area.name, held[area.code].get(common.period)) for area, _line in parts]
    drawn = [AreaFigure(name, one.value if one else None) for name, one in shown]
    shown.sort(key=lambda pair: -(pair[1].value or 0.0) if pair[1] else float("inf"))
    whole = next((one for one in own if one.period == common.period), None)
    # A share can be set beside those of its parts; a sum is far longer than each.
    is_comparable = indicator.quantity != Quantity.COUNT
    return Parts(
        period=period_words(common.period),
        bars=_bars(indicator, shown),
        whole=shown_figure(indicator, whole) if whole else "",
        whole_at=_length(whole.value, _greatest(shown)) if whole and is_comparable else "",
        lacking=len(common.lacking),
        map=draw_areas(indicator, drawn, outlines, source),
    )


def breakdowns_of(indicator: Indicator, found: Sequence[tuple[Breakdown, Shown]]) -> list[BrokenDown]:
    """Return the figures by the dimensions they are broken down by."""
    by_dimensions: dict[tuple[str, ...], list[tuple[str, Shown]]] = {}
    for breakdown, shown in found:
        dimensions = tuple(dimension for dimension, _category in breakdown.parts)
        name = ", ".join(category for _dimension, category in breakdown.parts)
        by_dimensions.setdefault(dimensions, []).append((name, shown))
    return [
        BrokenDown(", ".join(dimensions).lower(), period_words(rows[0][1].period), _bars(indicator, rows))
        for dimensions, rows in by_dimensions.items()
    ]


def _bars(indicator: Indicator, shown: Sequence[tuple[str, Shown | None]]) -> list[PartBar]:
    greatest = _greatest(shown)
    return [
        PartBar(
            name,
            shown_figure(indicator, one, with_unit=False) if one else "–",
            _length(one.value, greatest) if one else "",
        )
        for name, one in shown
    ]


def _greatest(shown: Sequence[tuple[str, Shown | None]]) -> float:
    return max((one.value or 0.0 for _name, one in shown if one), default=0.0)


def _length(value: float | None, greatest: float) -> str:
    if value is None or greatest <= 0 or not 0 <= value <= greatest:
        return ""
    return f"{value / greatest * _LONGEST:.1f}"
