"""Meetings, for the annual wheel and its calendars."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from rodtrad.cases.models import Meeting
from rodtrad.cases.queries.meetings import agenda_of, meetings_between
from rodtrad.core.events import Event, EventKind
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def meeting_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield the root's meetings from the first day to the last, cancelled ones too: two queries."""
    meetings = meetings_between(root, first, last)
    agenda = agenda_of(meetings, viewer)
    for meeting in meetings:
        yield _event(meeting, agenda.of(meeting))


def _event(meeting: Meeting, cases: int) -> Event:
    return Event(
        uid=meeting.uid,
        title=_("Møte i %s") % meeting.body.name,
        kind=EventKind.MEETING,
        first=meeting.date,
        last=meeting.date,
        begins=meeting.begins,
        ends=meeting.ends,
        description=_("Saker: %d") % cases if cases else "",
        place=meeting.place_text,
        page=("meeting", str(meeting.pk)),
        owner=meeting.body.organisation_id,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        is_cancelled=meeting.is_cancelled,
        is_example=meeting.is_example,
    )
