"""Meetings, for the annual wheel and its calendars."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from rodtrad.cases.models import Body, Meeting
from rodtrad.cases.queries.meetings import agenda_between, bodies_of, days_of_meetings
from rodtrad.core.events import Event, EventKind
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def meeting_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield the root's meetings from the first day to the last, cancelled ones too: three queries."""
    bodies = {one.id: one for one in bodies_of(root)}
    agenda = agenda_between(root, first, last, viewer)
    for meeting in days_of_meetings(root, first, last):
        yield _event(meeting, bodies[meeting.body_id], agenda.of(meeting))


def _event(meeting: Meeting, body: Body, cases: int) -> Event:
    return Event(
        uid=meeting.uid,
        title=_("Møte i %s") % body.name,
        kind=EventKind.MEETING,
        first=meeting.date,
        last=meeting.date,
        begins=meeting.begins,
        ends=meeting.ends,
        description=_("Saker: %d") % cases if cases else "",
        place=meeting.place_text,
        page=("meeting", str(meeting.id)),
        owner=body.organisation_id,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        is_cancelled=meeting.is_cancelled,
        is_example=meeting.is_example,
    )
