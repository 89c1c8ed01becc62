"""Reads the meetings that plans wait for, and those that are shown beside their steps."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from rodtrad.cases.models import BodyKind, Meeting, MeetingStatus
from rodtrad.organisations.models import Root
from rodtrad.planning.models import Process

#: Bodies whose decision a plan waits for.
DECIDING = (BodyKind.COUNCIL, BodyKind.REGION_COUNCIL)
#: So far ahead a first lawful meeting is looked for.
_AHEAD = timedelta(days=3 * 366)


def council_meetings(root: Root, today: date) -> tuple[Meeting, ...]:
    """Return the planned meetings of the bodies that decide plans, from the day on."""
    return tuple(
        Meeting.objects.filter(
            root=root,
            body__kind__in=DECIDING,
            status=MeetingStatus.PLANNED,
            date__gte=today,
            date__lte=today + _AHEAD,
        )
        .select_related("body")
        .order_by("date", "begins")
    )


def meetings_to_choose(root: Root, process: Process | None, today: date) -> QuerySet[Meeting]:
    """Return the meetings that a plan may be decided in: those to come, and the one that is chosen."""
    coming = Q(status=MeetingStatus.PLANNED, date__gte=today, date__lte=today + _AHEAD)
    if process and process.meeting_id:
        coming |= Q(pk=process.meeting_id)
    rows = Meeting.objects.filter(coming, root=root, body__kind__in=DECIDING)
    return rows.select_related("body").order_by("date", "begins")


def meetings_between(root: Root, first: date, last: date) -> list[Meeting]:
    """Return the meetings of all bodies in the days, without those that are cancelled."""
    rows = Meeting.objects.filter(root=root, date__gte=first, date__lte=last)
    return list(
        rows.exclude(status=MeetingStatus.CANCELLED).select_related("body").order_by("date", "begins")
    )
