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


_registered: dict[str, tuple[ReadEvents, frozenset[Cycle]]] = {}


def register(name: str, read: ReadEvents, cycles: Iterable[Cycle] = Cycle) -> None:
    """Add a room's events, and the wheels they turn in. The same twice counts once; another's name is refused."""
    told = (read, frozenset(cycles))
    if _registered.setdefault(name, told) != told:
        raise DuplicateEventsError(name)


def events_between(root: Any, viewer: Any, first: date, last: date) -> list[Event]:
    """Return all rooms' events that touch these days, by day; on one day those without an hour first."""
    return events_in(root, viewer, dict.fromkeys(Cycle, (first, last)))


def events_in(root: Any, viewer: Any, spans: Mapping[Cycle, tuple[date, date]]) -> list[Event]:
    """Return the same for each wheel with days of its own, the first and the last."""
    found = []
    for read, cycles in _registered.values():
        asked = [spans[cycle] for cycle in cycles]
        first, last = min(span[0] for span in asked), max(span[1] for span in asked)
        found += [one for one in read(root, viewer, first, last) if _touches(one, spans[one.cycle])]
    return sorted(found, key=lambda one: (one.first, one.begins or time.min, one.title, one.uid))


def _touches(event: Event, span: tuple[date, date]) -> bool:
    return event.first <= span[1] and event.last >= span[0]
