"""Bodies, their meetings, and what is treated there."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rodtrad.cases.models import Body, Meeting, MeetingStatus, Result, Treatment
from rodtrad.cases.queries.cases import cases_within
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

#: A list to choose from; more are reached by writing the day.
MOST_TO_CHOOSE = 300


def bodies_of(root: Root) -> list[Body]:
    """Return the root's bodies in its own order, with the unit each leads."""
    return list(Body.objects.filter(root=root).select_related("organisation", "source"))


def find_body(root: Root, key: str) -> Body | None:
    return Body.objects.filter(root=root, key=key).select_related("organisation", "root").first()


def meetings_of(root: Root) -> QuerySet[Meeting]:
    """Return the root's meetings in the order of the calendar, with their bodies."""
    return (
        Meeting.objects.filter(root=root)
        .select_related("body")
        .order_by("date", "begins", "body__position", "id")
    )


def meetings_between(root: Root, first: date, last: date, *, body: str = "") -> list[Meeting]:
    """Return the meetings from the first day to the last, both with; of one body when its key is given."""
    rows = meetings_of(root).filter(date__gte=first, date__lte=last)
    return list(rows.filter(body__key=body) if body else rows)


class MeetingDay(NamedTuple):
    """What a calendar tells of a meeting. A model for each of tens of thousands would take longer than the query."""

    id: UUID
    uid: str
    body_id: UUID
    date: date
    begins: time | None
    ends: time | None
    place_text: str
    status: str
    origin: str
    sequence: int
    changed_at: datetime


def days_of_meetings(root: Root, first: date, last: date) -> Iterator[MeetingDay]:
    """Yield the same in no order, without their bodies: there may be tens of thousands."""
    rows = Meeting.objects.filter(root=root, date__gte=first, date__lte=last).order_by()
    return map(MeetingDay._make, rows.values_list(*MeetingDay._fields))


def find_meeting(root: Root, identity: UUID) -> Meeting | None:
    return Meeting.objects.filter(root=root, pk=identity).select_related("body", "root", "source").first()


def treated_in(meeting: Meeting, viewer: Viewer) -> list[Treatment]:
    """Return what is treated in the meeting, of cases that the viewer may see, by number."""
    rows = Treatment.objects.filter(meeting=meeting, case__in=cases_within(viewer))
    return list(rows.select_related("case").order_by("case__number"))


def settled_in(meeting: Meeting) -> list[Treatment]:
    """Return what has a result in the meeting, whoever may see it: the meeting's day is then the day of that."""
    rows = Treatment.objects.filter(meeting=meeting).exclude(result=Result.PENDING)
    return list(rows.select_related("case"))


@dataclass(frozen=True)
class Agenda:
    """How many visible cases each of some meetings has."""

    by_meeting: dict[UUID, int]

    def of(self, meeting: Meeting) -> int:
        return self.by_meeting.get(meeting.id, 0)


def agenda_of(meetings: Sequence[Meeting], viewer: Viewer) -> Agenda:
    return _agenda(Q(meeting__in=meetings), viewer)


def agenda_between(root: Root, first: date, last: date, viewer: Viewer) -> Agenda:
    return _agenda(Q(meeting__root=root, meeting__date__gte=first, meeting__date__lte=last), viewer)


def _agenda(of: Q, viewer: Viewer) -> Agenda:
    rows = Treatment.objects.filter(of, case__in=cases_within(viewer))
    counted = rows.order_by().values("meeting").annotate(number=Count("pk"))
    return Agenda({row["meeting"]: row["number"] for row in counted})


def meetings_to_choose(root: Root, today: date, chosen: str = "") -> list[Meeting]:
    """Return meetings that a treatment can be in: from a year back on, and the one that is chosen already."""
    wanted = Q(date__gte=today - timedelta(days=366)) & ~Q(status=MeetingStatus.CANCELLED)
    with suppress(ValueError):  # what a browser sent back need not be a meeting
        wanted |= Q(pk=UUID(chosen))
    return list(meetings_of(root).filter(wanted).order_by("-date", "body__position")[:MOST_TO_CHOOSE])
