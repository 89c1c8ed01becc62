"""The compare page: one row for each indicator, one's own figure among its peers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.comparing import (
    GroupValue,
    GroupValueBy,
    Smoothed,
    doubt_in_words,
    smoothed_in_words,
    spread_in_words,
)
from rodtrad.indicators.models import Direction, Indicator, Theme
from rodtrad.indicators.queries.compare import Comparison
from rodtrad.website.presenters.compare_choice import Choice
from rodtrad.website.presenters.figures import figure, period_words, unit_name, why


@dataclass(frozen=True)
class Place:
    """«3» and «av 12, delt»."""

    rank: str
    of: str


@dataclass(frozen=True)
class Strip:
    """All units on one line from the lowest to the highest; empty `own` or `middle` where there is none."""

    ticks: tuple[str, ...]
    own: str
    middle: str


@dataclass(frozen=True)
class Row:
    """An indicator compared."""

    title: str
    url: str
    under: str
    own: str
    group: str
    group_by: str
    country: str
    place: Place | None
    far: str
    year: str
    strip: Strip | None
    doubt: str
    average: str
    is_focus: bool


@dataclass(frozen=True)
class Group:
    heading: str
    rows: list[Row]


#: The strip's width and the room at its ends, in drawing units.
_WIDTH, _EDGE = 180.0, 7.0


def groups_of(
    compared: Sequence[Comparison], choice: Choice, focus: str, averages: Mapping[int, Smoothed]
) -> list[Group]:
    """Return the rows by theme, in the order of the themes."""
    by_theme: dict[str, list[Row]] = {}
    common = common_mark(compared)
    for one in compared:
        row = _row(one, choice, focus, averages.get(one.indicator.pk), common)
        by_theme.setdefault(one.indicator.theme, []).append(row)
    return [Group(str(capfirst(one.label)), by_theme[one.value]) for one in Theme if one.value in by_theme]


def _row(one: Comparison, choice: Choice, focus: str, average: Smoothed | None, common: str) -> Row:
    indicator = one.indicator
    doubt = one.doubt
    return Row(
        title=indicator.title,
        url=f"{choice.address(focus=indicator.key)}#naermere",
        under=" · ".join(part for part in (unit_name(indicator), direction_words(indicator)) if part),
        own=own_figure(one),
        group=figure(indicator, one.group.value) if one.group else "–",
        group_by="" if common else group_mark(one.group),
        country=figure(indicator, one.country) if one.field.country else "",
        place=place_of(one),
        far=spread_in_words(one.z) if one.z is not None else "",
        year=period_words(one.period),
        strip=strip_of(one),
        doubt=str(doubt_in_words(doubt)) if doubt else "",
        average=str(smoothed_in_words(average, figure(indicator, average.value))) if average else "",
        is_focus=indicator.key == focus,
    )


def direction_words(indicator: Indicator) -> str:
    return "" if indicator.direction == Direction.NONE else str(indicator.get_direction_display())


def own_figure(one: Comparison) -> str:
    """Write one's own figure with its sign, or why there is none."""
    if one.field.own is None:
        return ""
    return figure_at(one, 0)


def figure_at(one: Comparison, place: int, *, with_unit: bool = True) -> str:
    status = one.status_at(place)
    value = one.value_at(place)
    if value is None:
        return why(status) if status is not None else "–"
    sign = "*" if status is ObservationStatus.PROVISIONAL else ""
    return figure(one.indicator, value, with_unit=with_unit) + sign


def group_mark(group: GroupValue | None) -> str:
    """Say in a word whose a set's figure is; what is reckoned here is said to be ours."""
    if group is None:
        return ""
    return {
        GroupValueBy.PUBLISHED: _("publisert"),
        GroupValueBy.WEIGHTED: _("vår utregning"),
        GroupValueBy.MEDIAN: _("vår median"),
    }[group.by]


def common_mark(compared: Sequence[Comparison]) -> str:
    """Say whose the set's figures are, where it is the same for all rows; else nothing, and each row says it."""
    marks = {mark for one in compared if (mark := group_mark(one.group))}
    return marks.pop() if len(marks) == 1 else ""


def place_of(one: Comparison) -> Place | None:
    standing = one.standing
    if standing is None:
        return None
    text = _("av %(count)s, delt") if standing.is_shared else _("av %(count)s")
    return Place(str(standing.rank), text % {"count": standing.count})


def strip_of(one: Comparison) -> Strip | None:
    """Lay the units on a line. None where there are fewer than three: a rank says as much."""
    held = [float(value) for value in one.values if isfinite(value)]
    low, high = min(held, default=0.0), max(held, default=0.0)
    if len(held) < 3 or low == high:
        return None

    def at(value: float | None) -> str:
        if value is None or not low <= value <= high:
            return ""
        return f"{_EDGE + (value - low) / (high - low) * (_WIDTH - 2 * _EDGE):.1f}"

    # Those that would stand on the same spot are drawn once.
    ticks = tuple(sorted({at(value) for value in held}, key=float))
    return Strip(ticks, at(one.own), at(one.group.value if one.group else None))
