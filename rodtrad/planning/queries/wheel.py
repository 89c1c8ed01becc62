"""Reads of what recurs in a root, and of who subscribes to it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max

from rodtrad.accounts.models import User
from rodtrad.cases.presenters import in_own_words
from rodtrad.cases.queries.councils import council_name
from rodtrad.core.events import Cycle, Event, EventKind
from rodtrad.core.history import events_of
from rodtrad.core.models import Origin, Visibility
from rodtrad.organisations.models import Root, RootKind
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.models.wheel import CalendarLink, WheelEntry
from rodtrad.planning.wheel.defaults import defaults_for
from rodtrad.planning.wheel.recurring import days_between


@dataclass(frozen=True, kw_only=True)
class Recurring:
    """Something that recurs: the root's own row, or a default that it has not touched (`row` is None)."""

    key: str
    title: str
    description: str = ""
    kind: EventKind
    cycle: Cycle
    starts: date
    days: int
    rule: str
    reference: str
    owner: UUID | None = None
    sequence: int = 0
    changed_at: datetime | None = None
    is_example: bool = False
    is_left_out: bool = False
    #: A custom, which a municipality looks over; not read in a source.
    is_custom: bool = False
    row: WheelEntry | None = None

    @property
    def is_default(self) -> bool:
        return self.row is None


def recurring_in(root: Root, viewer: Viewer, *, left_out: bool = False) -> list[Recurring]:
    """Return what recurs in a root, by when it first comes in a year; with what it has left out when asked for."""
    everything = {row.key: row for row in WheelEntry.objects.filter(root=root)}
    rows = {key: row for key, row in everything.items() if _may_see(viewer, row)}
    earlier = _earlier(root) if root.kind != RootKind.REGION else {}
    found = [_own(row) for row in rows.values() if left_out or not row.is_left_out]
    if root.kind != RootKind.REGION:
        council = council_name(root)
        found += [
            Recurring(
                key=one.key,
                title=in_own_words(root, council, one.title),
                kind=one.kind,
                cycle=one.cycle,
                starts=one.starts,
                days=one.days,
                rule=one.rule,
                reference=one.reference,
                is_custom=one.mark != "S",
                sequence=earlier[one.key][0] + 1 if one.key in earlier else 0,
                changed_at=earlier[one.key][1] if one.key in earlier else None,
            )
            for one in defaults_for(root.governance, root.kind)
            if one.key not in everything
        ]
    return sorted(found, key=lambda one: (one.cycle, one.starts.month, one.starts.day, one.title))


def _may_see(viewer: Viewer, row: WheelEntry) -> bool:
    team = row.visibility == Visibility.TEAM and row.owner_id in viewer.team
    return viewer.sees_all or row.visibility <= viewer.ceiling or team


def _earlier(root: Root) -> dict[str, tuple[int, datetime]]:
    """Return, by key, the last edition of what the root has had of its own, and when that was changed.

    A default that stands again is a later edition than what stood instead of it.
    """
    rows = events_of("planning", "WheelEntryEvent").filter(root=root.pk).order_by().values_list("key")
    told = rows.annotate(edition=Max("sequence"), at=Max("pgh_created_at"))
    return {key: (edition, at) for key, edition, at in told}


def _own(row: WheelEntry) -> Recurring:
    return Recurring(
        key=row.key,
        title=row.title,
        description=row.description,
        kind=EventKind(row.kind),
        cycle=Cycle(row.cycle),
        starts=row.starts,
        days=row.days,
        rule=row.rule,
        reference=row.reference,
        owner=row.owner_id,
        sequence=row.sequence,
        changed_at=row.changed_at,
        is_example=row.origin == Origin.EXAMPLE,
        is_left_out=row.is_left_out,
        row=row,
    )


def recurring_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield each time that something recurs and touches these days.

    Each is an event of its own, known by its year, so that one that is moved within the year moves in calendars too.
    """
    for one in recurring_in(root, viewer):
        length = timedelta(days=one.days - 1)
        begins = date((first - length).year, 1, 1)
        counted: Counter[int] = Counter()
        for day in days_between(one.rule, one.starts, begins, last):
            counted[day.year] += 1
            if day + length >= first:
                yield _event(one, day, day + length, counted[day.year])


def _event(one: Recurring, first: date, last: date, number: int) -> Event:
    return Event(
        uid=f"{one.key}-{first.year}" + (f"-{number}" if number > 1 else ""),
        title=one.title,
        kind=one.kind,
        first=first,
        last=last,
        cycle=one.cycle,
        description=one.description,
        reference=one.reference,
        owner=one.owner,
        sequence=one.sequence,
        changed_at=one.changed_at,
        is_example=one.is_example,
    )


def find_recurring(root: Root, viewer: Viewer, key: str) -> Recurring | None:
    return next((one for one in recurring_in(root, viewer, left_out=True) if one.key == key), None)


def links_of(root: Root, user: User) -> list[CalendarLink]:
    """Return the person's addresses for calendar programs in this root, the newest first, those revoked last."""
    rows = CalendarLink.objects.filter(root=root, user=user).select_related("unit")
    return sorted(rows, key=lambda one: one.revoked is not None)
