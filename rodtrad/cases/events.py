"""Meetings, and what the council waits for an answer to, for the annual wheel and its calendars."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from rodtrad.cases.models import Body, Instruction, InstructionStatus, MeetingStatus
from rodtrad.cases.queries.instructions import visible_instructions
from rodtrad.cases.queries.meetings import MeetingDay, agenda_between, bodies_of, days_of_meetings
from rodtrad.core.events import Event, EventKind, edition_of
from rodtrad.core.history import last_changes
from rodtrad.core.models import Origin
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def meeting_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield the root's meetings from the first day to the last, cancelled ones too: three queries."""
    bodies = {one.id: (one, _("Møte i %s") % one.name) for one in bodies_of(root)}
    cases = agenda_between(root, first, last, viewer).by_meeting
    for meeting in days_of_meetings(root, first, last):
        body, title = bodies[meeting.body_id]
        yield _event(meeting, body, title, cases.get(meeting.id, 0))


def instruction_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield the days by which open instructions are answered: two queries, one where there are none."""
    rows = visible_instructions(root, viewer).filter(status=InstructionStatus.OPEN, due__range=(first, last))
    found = list(rows)
    changed = last_changes("cases", "InstructionEvent", [one.pk for one in found]) if found else {}
    for one in found:
        if one.due:
            yield _due(one, one.due, changed.get(one.pk))


def _due(instruction: Instruction, day: date, changed: datetime | None) -> Event:
    return Event(
        uid=f"oppdrag-{instruction.pk}",
        title=_("Frist: %(kind)s %(number)s i sak %(case)s")
        % {
            "kind": instruction.get_kind_display(),
            "number": instruction.number,
            "case": instruction.case.number,
        },
        kind=EventKind.DEADLINE,
        first=day,
        last=day,
        description=instruction.text,
        page=("instruction", str(instruction.pk)),
        owner=instruction.owner_id,
        sequence=edition_of(changed),
        changed_at=changed,
        is_example=instruction.origin == Origin.EXAMPLE,
    )


def _event(meeting: MeetingDay, body: Body, title: str, cases: int) -> Event:
    return Event(
        uid=meeting.uid,
        title=title,
        kind=EventKind.MEETING,
        first=meeting.date,
        last=meeting.date,
        begins=meeting.begins,
        ends=meeting.ends,
        description=_("Saker: %d") % cases if cases else "",
        place=meeting.place_text,
        page=("meeting", str(meeting.id)),
        owner=body.organisation_id,
        body=body.key,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        is_example=meeting.origin == Origin.EXAMPLE,
    )
