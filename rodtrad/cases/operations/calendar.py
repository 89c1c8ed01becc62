"""Takes in a body's meetings from a calendar: what is new, moved or cancelled is told first, then stored, all of it."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.cases.models import Body, Meeting, MeetingStatus, Result, Treatment
from rodtrad.cases.operations.missing_series import MissingSeries, missing_series
from rodtrad.cases.operations.series import CalendarMeeting, Series, paired, series_uid
from rodtrad.cases.operations.short import keep_in_step
from rodtrad.cases.operations.writing import in_turn, one_write
from rodtrad.cases.permissions import may_write_meetings
from rodtrad.organisations.permissions import Person

#: A series that is moved may have left the span that it covers now.
_AROUND = timedelta(days=7)


class Change(StrEnum):
    MADE = "made"
    MOVED = "moved"
    CANCELLED = "cancelled"
    #: The file says otherwise, but something was treated there: an approver corrects that, no file.
    SETTLED = "settled"
    SAME = "same"

    @property
    def stores(self) -> bool:
        return self not in (Change.SAME, Change.SETTLED)


@dataclass(frozen=True)
class CalendarLine:
    """What taking in one meeting does; `standing` is the meeting as it stands."""

    change: Change
    meeting: CalendarMeeting
    standing: Meeting | None


def compare_calendar(
    body: Body, meetings: Sequence[CalendarMeeting], series: Sequence[Series] = ()
) -> list[CalendarLine]:
    """Return what taking the meetings in would do, by day. Raises FieldErrors for what is another body's.

    `series` are the events that the file tells in whole: what stands of them and is not among the meetings is gone.
    """
    uids = {one.uid for one in meetings}
    rows = list(
        Meeting.objects.filter(_touched(body, uids, series), root=body.root_id).order_by("date", "id")
    )
    other = next((row for row in rows if row.body_id != body.pk), None)
    if other is not None:
        raise FieldErrors(
            {"body": _("Møtet %(day)s er lagt inn hos et annet organ. Velg det organet, eller en annen fil.")
             % {"day": date_format(other.date, "DATE_FORMAT")}})  # fmt: skip
    known = {one.uid for one in series}
    held = paired(meetings, [row for row in rows if row.uid in uids or series_uid(row.uid) in known])
    told = [*((one, held.get(one.uid)) for one in meetings), *_gone(rows, held, series)]
    settled = _settled(rows)
    lines = [_line(one, standing, settled) for one, standing in told]
    return sorted(lines, key=lambda line: (line.meeting.date, line.meeting.begins or time.min))


def _touched(body: Body, uids: set[str], series: Sequence[Series]) -> Q:
    found = Q(uid__in=uids)
    if series:
        first = min(one.first for one in series) - _AROUND
        found |= Q(body=body, date__range=(first, max(one.last for one in series) + _AROUND))
    return found


def _gone(
    rows: list[Meeting], held: dict[str, Meeting], series: Sequence[Series]
) -> Iterator[tuple[CalendarMeeting, Meeting]]:
    """Yield planned meetings that a series had, and has no more within the days that the file covers."""
    spans = {one.uid: one for one in series}
    found = {row.pk for row in held.values()}
    for row in rows:
        span = spans.get(series_uid(row.uid))
        if span is None or row.pk in found or row.status != MeetingStatus.PLANNED:
            continue
        if span.first <= row.date <= span.last:
            yield _as_cancelled(row), row


def _as_cancelled(row: Meeting) -> CalendarMeeting:
    return CalendarMeeting(
        uid=row.uid,
        date=row.date,
        begins=row.begins,
        ends=row.ends,
        place_text=row.place_text,
        is_cancelled=True,
        sequence=row.sequence,
        note=row.note,
    )


def _cancelled(chosen: Iterable[MissingSeries]) -> list[CalendarLine]:
    rows = [row for one in chosen for row in one.meetings]
    settled = _settled(rows)
    return [_line(_as_cancelled(row), row, settled) for row in rows]


def _settled(rows: list[Meeting]) -> frozenset[object]:
    """Return the meetings in which something was treated: one query."""
    treated = Treatment.objects.filter(meeting__in=rows).exclude(result=Result.PENDING)
    return frozenset(treated.order_by().values_list("meeting", flat=True))


def digest_of(lines: Sequence[CalendarLine], missing: Sequence[MissingSeries] = ()) -> str:
    """Return what tells this proposal from another, with what stands now in it, and the series that are missing."""
    told = [
        (
            line.change,
            repr(line.meeting),
            (line.standing.uid, line.standing.sequence) if line.standing else None,
        )
        for line in lines
    ]
    gone = [(one.uid, [row.uid for row in one.meetings]) for one in missing]
    return hashlib.sha256(repr((told, gone)).encode()).hexdigest()


def settled_note(number: int) -> str:
    """Return what is said of meetings that the file would move or cancel, and that are left as they are."""
    return ngettext(
        "%d møte står som før, fordi saker er behandlet der. En godkjenner kan rette dagen på møtets side.",
        "%d møter står som før, fordi saker er behandlet der. En godkjenner kan rette dagen på møtenes sider.",
        number,
    ) % number  # fmt: skip


def take_in_calendar(
    *,
    actor: Person | None,
    body: Body,
    meetings: Sequence[CalendarMeeting],
    series: Sequence[Series] = (),
    seen: str = "",
    cancel: Collection[str] = (),
) -> list[CalendarLine]:
    """Store the meetings, all or nothing. `seen` is the digest of what the person said yes to.

    `cancel` are the series, by uid, that the calendar no longer has and that the person has chosen to cancel.

    Raises NotAllowedError, FieldErrors, and ChangedMeanwhile when taking them in would do something else now.
    """
    with one_write(actor=actor, root=body.root) as powers:
        if not may_write_meetings(powers, body):
            raise NotAllowedError(_("Du kan ikke endre møtene til %s. Det gjør en redaktør.") % body.name)
        in_turn("calendar", body.pk)
        lines = compare_calendar(body, meetings, series)
        missing = missing_series(body, meetings, series)
        if (seen and seen != digest_of(lines, missing)) or set(cancel) - {one.uid for one in missing}:
            raise ChangedMeanwhile(("",))
        lines += _cancelled(one for one in missing if one.uid in cancel)
        for line in lines:
            if line.change.stores:
                _store(body, line)
    return lines


def _line(told: CalendarMeeting, standing: Meeting | None, settled: frozenset[object]) -> CalendarLine:
    if standing is None:
        return CalendarLine(Change.MADE, told, None)
    changes_day = standing.date != told.date or (told.is_cancelled and not standing.is_cancelled)
    if changes_day and standing.pk in settled:
        return CalendarLine(Change.SETTLED, told, standing)
    if told.is_cancelled and not standing.is_cancelled:
        return CalendarLine(Change.CANCELLED, told, standing)
    before = (standing.date, standing.begins, standing.ends, standing.place_text, standing.is_cancelled)
    after = (told.date, told.begins, told.ends, told.place_text, told.is_cancelled)
    return CalendarLine(Change.SAME if before == after else Change.MOVED, told, standing)


def _store(body: Body, line: CalendarLine) -> None:
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
