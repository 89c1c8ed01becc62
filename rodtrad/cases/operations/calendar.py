"""Takes in a body's meetings from a calendar: what is new, moved or cancelled is told first, then stored, all of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from django.utils.translation import gettext as _

from rodtrad.cases.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.cases.models import Body, Meeting, MeetingStatus
from rodtrad.cases.operations.short import keep_in_step
from rodtrad.cases.operations.writing import in_turn, one_write
from rodtrad.cases.permissions import may_write_meetings
from rodtrad.organisations.permissions import Person


@dataclass(frozen=True)
class CalendarMeeting:
    """A meeting as a calendar tells it, in the root's own clock."""

    uid: str
    date: date
    begins: time | None
    ends: time | None
    place_text: str
    is_cancelled: bool
    sequence: int
    note: str = ""


class Change(StrEnum):
    MADE = "made"
    MOVED = "moved"
    CANCELLED = "cancelled"
    SAME = "same"


@dataclass(frozen=True)
class CalendarLine:
    """What taking in one meeting does; `standing` is the meeting as it stands."""

    change: Change
    meeting: CalendarMeeting
    standing: Meeting | None


def compare_calendar(body: Body, meetings: Sequence[CalendarMeeting]) -> list[CalendarLine]:
    """Return what taking the meetings in would do, by day. Raises FieldErrors for what is another body's."""
    uids = [one.uid for one in meetings]
    held = {row.uid: row for row in Meeting.objects.filter(root=body.root_id, uid__in=uids)}
    other = next((row for row in held.values() if row.body_id != body.pk), None)
    if other is not None:
        raise FieldErrors(
            {"body": _("Møtet %(day)s er lagt inn hos et annet organ. Velg det organet, eller en annen fil.")
             % {"day": other.date.isoformat()}})  # fmt: skip
    lines = [_line(one, held.get(one.uid)) for one in meetings]
    return sorted(lines, key=lambda line: (line.meeting.date, line.meeting.begins or time.min))


def digest_of(lines: Sequence[CalendarLine]) -> str:
    """Return what tells this proposal from another, with what stands now in it."""
    told = [
        (line.change, repr(line.meeting), line.standing.sequence if line.standing else None) for line in lines
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def take_in_calendar(
    *, actor: Person | None, body: Body, meetings: Sequence[CalendarMeeting], seen: str = ""
) -> list[CalendarLine]:
    """Store the meetings, all or nothing. `seen` is the digest of what the person said yes to.

    Raises NotAllowedError, FieldErrors, and ChangedMeanwhile when taking them in would do something else now.
    """
    with one_write(actor=actor, root=body.root) as powers:
        if not may_write_meetings(powers, body):
            raise NotAllowedError(_("Du kan ikke endre møtene til %s. Det gjør en redaktør.") % body.name)
        in_turn("calendar", body.pk)
        lines = compare_calendar(body, meetings)
        if seen and seen != digest_of(lines):
            raise ChangedMeanwhile(("",))
        for line in lines:
            _store(body, line)
    return lines


def _line(told: CalendarMeeting, standing: Meeting | None) -> CalendarLine:
    if standing is None:
        return CalendarLine(Change.MADE, told, None)
    if told.is_cancelled and not standing.is_cancelled:
        return CalendarLine(Change.CANCELLED, told, standing)
    before = (standing.date, standing.begins, standing.ends, standing.place_text, standing.is_cancelled)
    after = (told.date, told.begins, told.ends, told.place_text, told.is_cancelled)
    return CalendarLine(Change.SAME if before == after else Change.MOVED, told, standing)


def _store(body: Body, line: CalendarLine) -> None:
    if line.change is Change.SAME:
        return
    told = line.meeting
    row = line.standing or Meeting(root_id=body.root_id, body=body, uid=told.uid, note=told.note)
    row.date, row.begins, row.ends, row.place_text = told.date, told.begins, told.ends, told.place_text
    row.sequence = max(told.sequence, row.sequence)
    if told.is_cancelled:
        row.status = MeetingStatus.CANCELLED
    elif row.is_cancelled:
        row.status = MeetingStatus.PLANNED
    row.save()
    if line.standing is not None:
        for treatment in row.treatments.select_related("case"):
            keep_in_step(treatment.case)
