"""The annual wheel as a page: the drawing, the numbered list of a year, and the days of a month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.drawing.paths import Point, number
from rodtrad.core.drawing.wheel import DrawnRing, Mark, Span, Wheel, draw_wheel, term_ring, year_ring
from rodtrad.core.events import Cycle, Event, EventKind
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.wording import day, days

#: The constitution that all others are counted from; a council sits four years.
A_TERM, _SOME_TERM = 4, 2023
_WIDE, _NARROW = 640.0, 340.0
#: A year with more than this shows so many of each month; the rest stand in the month itself.
_IN_A_YEAR, _IN_A_MONTH = 400, 20


@dataclass(frozen=True)
class EventRow:
    """An event in the list, with its number on the wheel. Of many, only some are shown: words are made when asked."""

    root: Root
    event: Event
    number: int
    today: date

    @property
    def anchor(self) -> str:
        return f"h{self.number}"

    @property
    def when(self) -> str:
        return _when(self.event)

    @property
    def url(self) -> str:
        return event_path(self.root, self.event)

    @property
    def kind_name(self) -> str:
        return str(capfirst(self.event.kind.label))

    @property
    def is_past(self) -> bool:
        return self.event.last < self.today


@dataclass(frozen=True)
class MarkShown:
    """A dot or an arc with what it says aloud; where it leads is the row of its first event."""

    href: str
    label: str
    x: str
    y: str
    r: str
    text: str
    text_y: str
    path: str
    kind: str


@dataclass(frozen=True)
class RingShown:
    lines: list[str]
    names: list[tuple[str, str, str]]
    marks: list[MarkShown]
    inner: str
    outer: str
    middle: str
    width: str


@dataclass(frozen=True)
class WheelShown:
    view_box: str
    rings: list[RingShown]
    hands: list[tuple[str, str, str, str]]
    numbered: bool


@dataclass(frozen=True)
class MonthOfRows:
    name: str
    anchor: str
    url: str
    rows: list[EventRow]
    #: So many more stand in the month itself.
    more: int


def term_of(year: int) -> int:
    """Return the first year of the term that the middle of a year lies in."""
    return _SOME_TERM + (year - 1 - _SOME_TERM) // A_TERM * A_TERM


def term_days(year: int) -> tuple[date, date]:
    first = term_of(year)
    return date(first, 10, 1), date(first + A_TERM, 9, 30)


def event_rows(root: Root, events: Sequence[Event], today: date) -> list[EventRow]:
    return [EventRow(root, event, at, today) for at, event in enumerate(events, start=1)]


def event_path(root: Root, event: Event) -> str:
    """Return where more is told of an event, nothing where nothing is."""
    return _path(root.slug, *event.page) if event.page else ""


@lru_cache(maxsize=32_768)
def _path(slug: str, page: str, *rest: str) -> str:
    return reverse(page, args=[slug, *rest])


def _when(event: Event) -> str:
    if event.first != event.last:
        return days(event.first, event.last)
    if event.begins is None:
        return day(event.first)
    return _("%(day)s kl. %(time)s") % {"day": day(event.first), "time": f"{event.begins:%H.%M}"}


def by_month(root: Root, year: int, rows: Sequence[EventRow]) -> list[MonthOfRows]:
    """Return the year's rows under the month that each begins in; what began before stands in January."""
    most = _IN_A_MONTH if len(rows) > _IN_A_YEAR else len(rows)
    found: list[list[EventRow]] = [[] for _month in range(12)]
    for row in rows:
        first = row.event.first
        found[first.month - 1 if first.year == year else 0].append(row)
    return [
        MonthOfRows(
            name=str(capfirst(MONTHS[at])),
            anchor=f"m{at}",
            url=reverse("wheel_month", args=[root.slug]) + f"?maned={year}-{at:02}",
            rows=held[:most],
            more=max(0, len(held) - most),
        )
        for at, held in enumerate(found, start=1)
        if held
    ]


def wheels(year: int, rows: Sequence[EventRow], today: date) -> list[WheelShown]:
    """Draw the wheel twice: with numbers for a wide page, and small without."""
    spans: dict[Cycle, list[Span]] = {cycle: [] for cycle in Cycle}
    for row in rows:
        spans[row.event.cycle].append(Span(row.number, row.event.first, row.event.last))
    held = {row.number: row for row in rows}
    shown = []
    for size, dot, lanes in ((_WIDE, 9.5, (4, 3)), (_NARROW, 5.0, (4, 3))):
        rings = (year_ring(year, size, lanes[0]), term_ring(term_of(year), size, lanes[1]))
        drawn = draw_wheel(spans[Cycle.YEAR], spans[Cycle.TERM], rings, size=size, today=today, dot=dot)
        shown.append(_shown(drawn, held, rings[1].starts.year, numbered=size == _WIDE))
    return shown


def _shown(drawn: Wheel, held: dict[int, EventRow], first_year: int, *, numbered: bool) -> WheelShown:
    months = [str(MONTHS_3[at]) if numbered else str(MONTHS_3[at])[:1].upper() for at in range(1, 13)]
    years = [str(first_year + at) for at in range(A_TERM + 1)]
    return WheelShown(
        view_box=drawn.view_box,
        rings=[
            _ring(drawn.term, years, held, numbered=numbered),
            _ring(drawn.year, months, held, numbered=numbered),
        ],
        hands=[(*_xy(hand[0]), *_xy(hand[1])) for hand in (drawn.hand, drawn.term_hand) if hand],
        numbered=numbered,
    )


def _ring(ring: DrawnRing, names: Sequence[str], held: dict[int, EventRow], *, numbered: bool) -> RingShown:
    return RingShown(
        lines=[sector.line for sector in ring.sectors],
        names=[
            (*_xy((x, y + (4.5 if numbered else 3.5))), names[sector.index])
            for sector in ring.sectors
            for x, y in [sector.name_at]
        ],
        marks=[_mark(mark, held, numbered=numbered) for mark in ring.marks],
        inner=number(ring.inner),
        outer=number(ring.outer),
        middle=number((ring.inner + ring.outer) / 2),
        width=number(ring.outer - ring.inner),
    )


def _mark(mark: Mark, held: dict[int, EventRow], *, numbered: bool) -> MarkShown:
    rows = [held[one] for one in mark.numbers]
    more = len(rows) - 1
    label = f"{rows[0].number}. {rows[0].event.title}, {rows[0].when}"
    if more:
        label = ngettext("%(first)s, og %(more)d til", "%(first)s, og %(more)d til", more) % {
            "first": label,
            "more": more,
        }
    return MarkShown(
        href=f"#{rows[0].anchor}",
        label=label,
        x=number(mark.centre[0]),
        y=number(mark.centre[1]),
        r=number(mark.r),
        text=(f"+{more + 1}" if more else str(rows[0].number)) if numbered else "",
        text_y=number(mark.centre[1] + 4),
        path=mark.path,
        kind=rows[0].event.kind if not more else "several",
    )


def _xy(point: Point) -> tuple[str, str]:
    return number(point[0]), number(point[1])


@dataclass(frozen=True)
class DayCell:
    """A day of a month: what begins on it, and what goes on."""

    number: int
    name: str
    is_today: bool
    is_free: bool
    rows: list[tuple[str, str, str, bool]]


def month_weeks(
    root: Root, year: int, month: int, events: Iterable[Event], today: date, free: dict[date, str]
) -> list[tuple[int, list[DayCell | None]]]:
    """Return the weeks of a month, each with its number and seven days; days of other months are None."""
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    by_day: dict[date, list[Event]] = {}
    for event in events:
        at = max(event.first, first)
        by_day.setdefault(at, []).append(event)
    weeks = []
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        cells = [
            _cell(root, at, by_day.get(at, []), today, free) if at.month == month else None
            for at in (monday + timedelta(days=step) for step in range(7))
        ]
        weeks.append((monday.isocalendar().week, cells))
        monday += timedelta(days=7)
    return weeks


def _cell(root: Root, at: date, events: Sequence[Event], today: date, free: dict[date, str]) -> DayCell:
    rows = [
        (
            reverse(event.page[0], args=[root.slug, *event.page[1:]]) if event.page else "",
            _beside_kind(event)
            if event.first == event.last
            else _("%(title)s (til %(day)s)")
            % {"title": _beside_kind(event), "day": date_format(event.last, "MONTH_DAY_FORMAT")},
            str(capfirst(event.kind.label)),
            event.is_example,
        )
        for event in events
    ]
    return DayCell(at.day, free.get(at, ""), at == today, at.weekday() == 6 or at in free, rows)


def _beside_kind(event: Event) -> str:
    """Return the title without the kind, which stands beside it on a page and only there."""
    return event.title.removeprefix(f"{capfirst(event.kind.label)}: ")


def kind_choices() -> list[tuple[str, str]]:
    return [(one.value, str(capfirst(one.label))) for one in EventKind]
