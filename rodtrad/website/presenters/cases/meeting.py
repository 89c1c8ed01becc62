"""Meetings by month, and bodies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.models import Body, BodyKind, Meeting, MeetingStatus, Treatment
from rodtrad.cases.queries.meetings import Agenda
from rodtrad.organisations.models import Root
from rodtrad.planning.clocks.free_days import holiday
from rodtrad.website.presenters.cases.case import RESULT_TONES, case_url, result_word
from rodtrad.website.presenters.wording import Status, day, days, label_of

MEETING_TONES: dict[str, str] = {
    MeetingStatus.PLANNED: "half",
    MeetingStatus.HELD: "done",
    MeetingStatus.CANCELLED: "off",
}

_SUNDAY = 6


def free_day_note(held: date) -> str:
    """Say that a meeting is on a Sunday or a public holiday; nothing on other days."""
    if name := holiday(held):
        return _("%(day)s er en fridag: %(name)s. Rett dagen hvis det ikke er meningen.") % {
            "day": day(held),
            "name": name,
        }
    if held.weekday() == _SUNDAY:
        return _("%s er en søndag. Rett dagen hvis det ikke er meningen.") % day(held)
    return ""


@dataclass(frozen=True)
class MeetingRow:
    url: str
    weekday: str
    day: str
    iso: str
    time: str
    body: str
    place: str
    status: Status
    cases: str
    origin: str
    is_cancelled: bool


@dataclass(frozen=True)
class MonthOfMeetings:
    heading: str
    anchor: str
    rows: tuple[MeetingRow, ...]


@dataclass(frozen=True)
class AgendaLine:
    number: str
    title: str
    url: str
    what: str
    status: Status
    origin: str


@dataclass(frozen=True)
class BodyRow:
    name: str
    kind: str
    leads: str
    period: str
    meetings_url: str
    follow_url: str
    edit_url: str
    origin: str


def meeting_status(meeting: Meeting) -> Status:
    return Status(MEETING_TONES[meeting.status], label_of(MeetingStatus(meeting.status)))


def times(meeting: Meeting) -> str:
    """Write the hours: 17.00–21.00, or fra 17.00."""
    if not meeting.begins:
        return ""
    begins = time_format(meeting.begins, "H.i")
    return f"{begins}–{time_format(meeting.ends, 'H.i')}" if meeting.ends else _("kl. %s") % begins


def meeting_row(root: Root, meeting: Meeting, cases: int) -> MeetingRow:
    return MeetingRow(
        url=reverse("meeting", args=[root.slug, meeting.pk]),
        weekday=str(capfirst(date_format(meeting.date, "l"))),
        day=date_format(meeting.date, "MONTH_DAY_FORMAT"),
        iso=meeting.date.isoformat(),
        time=times(meeting),
        body=meeting.body.name,
        place=meeting.place_text,
        status=meeting_status(meeting),
        cases=ngettext("%(count)d sak", "%(count)d saker", cases) % {"count": cases} if cases else "",
        origin=meeting.origin,
        is_cancelled=meeting.is_cancelled,
    )


def by_month(root: Root, meetings: Iterable[Meeting], agenda: Agenda) -> list[MonthOfMeetings]:
    months: dict[date, list[MeetingRow]] = {}
    for meeting in meetings:
        row = meeting_row(root, meeting, agenda.of(meeting))
        months.setdefault(meeting.date.replace(day=1), []).append(row)
    return [
        MonthOfMeetings(str(capfirst(date_format(first, "F Y"))), first.strftime("m%Y-%m"), tuple(rows))
        for first, rows in months.items()
    ]


def agenda_lines(root: Root, treatments: Sequence[Treatment]) -> list[AgendaLine]:
    return [
        AgendaLine(
            number=one.case.number,
            title=one.case.title,
            url=case_url(root, one.case.key),
            what=str(capfirst(one.get_kind_display())),
            status=Status(RESULT_TONES[one.result], result_word(one)),
            origin=one.case.origin,
        )
        for one in treatments
    ]


def body_rows(root: Root, bodies: Iterable[Body], today: date, *, may_write: bool) -> list[BodyRow]:
    return [
        BodyRow(
            name=body.name,
            kind=label_of(BodyKind(body.kind)),
            leads=body.organisation.name if body.organisation else "",
            period=_period(body),
            meetings_url=reverse("meetings", args=[root.slug]) + f"?organ={body.key}",
            follow_url=follow_path(root, body, today),
            edit_url=reverse("edit_body", args=[root.slug, body.key]) if may_write else "",
            origin=body.origin,
        )
        for body in bodies
    ]


def follow_path(root: Root, body: Body | None, today: date) -> str:
    """Return where the body's meetings are subscribed to; empty when nobody can, or nobody should."""
    is_open = body is not None and not root.visibility and body.is_one_on(today)
    return reverse("subscribe", args=[root.slug]) + f"#organ-{body.key}" if body and is_open else ""


def _period(body: Body) -> str:
    if body.valid_from and body.valid_to:
        return days(body.valid_from, body.valid_to)
    if body.valid_from:
        return _("fra %s") % days(body.valid_from, None)
    return _("til %s") % days(body.valid_to, None) if body.valid_to else ""
