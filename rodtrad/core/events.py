"""What happens on a day, from every room: meetings, hearings, deadlines, reports, figures. The annual wheel shows it.

A room says in its `AppConfig.ready()` how its events are read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from django.utils.translation import pgettext_lazy


class EventKind(StrEnum):
    MEETING = "meeting"
    HEARING = "hearing"
    DEADLINE = "deadline"
    REPORT = "report"
    FIGURE = "figure"
    PLAN = "plan"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS = {
    EventKind.MEETING: pgettext_lazy("event", "møte"),
    EventKind.HEARING: pgettext_lazy("event", "høring"),
    EventKind.DEADLINE: pgettext_lazy("event", "frist"),
    EventKind.REPORT: pgettext_lazy("event", "rapport"),
    EventKind.FIGURE: pgettext_lazy("event", "nye tall"),
    EventKind.PLAN: pgettext_lazy("event", "planarbeid"),
}


class Cycle(StrEnum):
    """Which of the two wheels an event turns in: the year's, or the four years' of a council."""

    YEAR = "year"
    TERM = "term"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happens on a day, or from `first` to `last`, that day too.

    `uid` stands for the same event for ever, whatever is changed; `sequence` grows with each change that moves it.
    `page` names the page that tells more, with what stands in its address after the root.
    """

    uid: str
    title: str
    kind: EventKind
    first: date
    last: date
    cycle: Cycle = Cycle.YEAR
    begins: time | None = None
    ends: time | None = None
    description: str = ""
    place: str = ""
    #: The law or the method that it follows from, as it is cited.
    reference: str = ""
    page: tuple[str, ...] = ()
    #: Who it is for; None for the whole root.
    owner: UUID | None = None
    #: The key of the body that meets; empty for what is no body's meeting.
    body: str = ""
    sequence: int = 0
    changed_at: datetime | None = None
    is_cancelled: bool = False
    is_example: bool = False


#: Editions count seconds from here; calendars hold them in 32 bits, which last until 2088.
_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_LAST_EDITION = 2**31 - 1


def edition_of(changed: datetime | None) -> int:
    """Return the `sequence` of an event of which only the moment of its last change is known."""
    return min(max(0, int((changed - _BEGAN).total_seconds())), _LAST_EDITION) if changed else 0


def domain_of(slug: str) -> str:
    """Return the part of an event's identity that says which root it is of."""
    return f"{slug}.rodtrad"


def whole_uid(event: Event, domain: str) -> str:
    """Return what the event is known by everywhere: in calendars and in the API."""
    return event.uid if "@" in event.uid else f"{event.uid}@{domain}"


#: Reads a root's events that touch the days from the first to the last, as far as the viewer may see them.
ReadEvents: TypeAlias = Callable[[Any, Any, date, date], Iterable[Event]]


class DuplicateEventsError(Exception):
    """Two rooms read events by the same name."""


@dataclass(frozen=True)
class _Room:
    read: ReadEvents
    cycles: frozenset[Cycle]
    over: frozenset[str]


_registered: dict[str, _Room] = {}


def register(name: str, read: ReadEvents, cycles: Iterable[Cycle] = Cycle, over: Iterable[str] = ()) -> None:
    """Add a room's events, and the wheels they turn in. The same twice counts once; another's name is refused.

    `over` names the rooms that this one knows better than: an event of theirs with the uid of one of its own is left
    out, on whatever days the two are.
    """
    told = _Room(read, frozenset(cycles), frozenset(over))
    if _registered.setdefault(name, told) != told:
        raise DuplicateEventsError(name)


def events_between(root: Any, viewer: Any, first: date, last: date) -> list[Event]:
    """Return all rooms' events that touch these days, by day; on one day those without an hour first."""
    return events_in(root, viewer, dict.fromkeys(Cycle, (first, last)))


def events_in(root: Any, viewer: Any, spans: Mapping[Cycle, tuple[date, date]]) -> list[Event]:
    """Return the same for each wheel with days of its own, the first and the last."""
    told = {name: _read(room, root, viewer, spans) for name, room in _registered.items()}
    found = []
    for name, events in told.items():
        above = [other for other, room in _registered.items() if name in room.over]
        better = {one.uid for other in above for one in told[other]}
        found += [one for one in events if one.uid not in better and _touches(one, spans[one.cycle])]
    return sorted(found, key=lambda one: (one.first, one.begins or time.min, one.title, one.uid))


def _read(room: _Room, root: Any, viewer: Any, spans: Mapping[Cycle, tuple[date, date]]) -> list[Event]:
    asked = [spans[cycle] for cycle in room.cycles]
    return list(room.read(root, viewer, min(one[0] for one in asked), max(one[1] for one in asked)))


def _touches(event: Event, span: tuple[date, date]) -> bool:
    return event.first <= span[1] and event.last >= span[0]
