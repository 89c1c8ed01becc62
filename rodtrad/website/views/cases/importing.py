"""Meetings and cases in from files: sent, looked at, taken in on yes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.errors import CasesError
from rodtrad.cases.models import Body
from rodtrad.cases.operations.calendar import (
    CalendarLine,
    Change,
    compare_calendar,
    settled_note,
    take_in_calendar,
)
from rodtrad.cases.operations.calendar import digest_of as calendar_digest
from rodtrad.cases.operations.missing_series import missing_series
from rodtrad.cases.operations.series import CalendarMeeting, Series
from rodtrad.cases.permissions import may_write_meetings, may_write_some_case
from rodtrad.cases.queries.meetings import bodies_of
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.exchange.case_sheet.operations import (
    CaseLine,
    Outcome,
    digest_of,
    propose_cases,
    take_in_cases,
)
from rodtrad.exchange.case_sheet.read import CaseRow, read_cases
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.meeting_calendar.read import LARGEST_FILE, read_calendar
from rodtrad.organisations.permissions import Powers
from rodtrad.website.forms.cases.importing import (
    BadPackError,
    case_rows,
    cases_of_rows,
    meeting_rows,
    meetings_of_rows,
    pack_read,
    series_of_rows,
    series_rows,
    unpack_read,
)
from rodtrad.website.page import Page
from rodtrad.website.presenters.cases.importing import (
    calendar_rows,
    calendar_tally,
    case_lines,
    case_tally,
    missing_rows,
)
from rodtrad.website.views.editing.guard import person_of, those_who_may

ACCEPT = "ta-inn"
MEETINGS, CASES = "meetings", "cases"


def _owner(page: Page) -> tuple[object, object]:
    return page.own_root.pk, person_of(page).pk


def _uploaded(page: Page, largest: int) -> bytes:
    """Return the bytes that were sent. Raises ExchangeError for none, or too many."""
    upload = page.request.FILES.get("fil")
    if not isinstance(upload, UploadedFile):
        raise ExchangeError(_("Velg en fil."))
    if (upload.size or 0) > largest:
        raise ExchangeError(_("Fila er større enn %d MB.") % (largest // 2**20))
    content: bytes = upload.read()
    return content


def _kept(page: Page, what: str) -> list[Any]:
    try:
        return unpack_read(what, _owner(page), page.request.POST.get("lest", ""))
    except BadPackError as error:
        raise BadRequest from error


@those_who_may(lambda powers: bool(powers.held.get("write_drafts")))
def import_meetings(page: Page, powers: Powers) -> HttpResponse:
    """Take in a body's meetings from a calendar."""
    bodies = [one for one in bodies_of(page.own_root) if may_write_meetings(powers, one)]
    sent = page.request.POST
    body = next((one for one in bodies if one.key == sent.get("organ")), None)
    if not sent:
        return _ask_for_calendar(page, bodies, body, "")
    try:
        if body is None:
            raise ExchangeError(_("Velg organet som møtene hører til."))
        if sent.get("gjor") == ACCEPT:
            rows, series = _kept(page, MEETINGS)
            return _take_in_meetings(page, body, meetings_of_rows(rows), series_of_rows(series))
        read = read_calendar(_uploaded(page, LARGEST_FILE), today=timezone.localdate(), called=body.name)
        return _show_meetings(page, body, read.meetings, read.series, read.notes)
    except (ExchangeError, CasesError) as error:
        return _ask_for_calendar(page, bodies, body, str(error))


def _take_in_meetings(
    page: Page, body: Body, meetings: list[CalendarMeeting], series: list[Series]
) -> HttpResponse:
    try:
        lines = take_in_calendar(
            actor=person_of(page),
            body=body,
            meetings=meetings,
            series=series,
            seen=page.request.POST.get("sett", ""),
            cancel=page.request.POST.getlist("avlys"),
        )
    except ChangedMeanwhileError:
        messages.warning(page.request, _("Noe er endret siden du så på forslaget. Se over det på nytt."))
        return _show_meetings(page, body, meetings, series, [])
    stored = sum(line.change.stores for line in lines)
    messages.success(page.request, ngettext("%d møte er tatt inn.", "%d møter er tatt inn.", stored) % stored)
    return redirect("meetings", page.own_root.slug)


def _show_meetings(
    page: Page, body: Body, meetings: list[CalendarMeeting], series: list[Series], notes: list[str]
) -> HttpResponse:
    lines: list[CalendarLine] = compare_calendar(body, meetings, series)
    missing = missing_series(body, meetings, series)
    if settled := sum(line.change is Change.SETTLED for line in lines):
        notes = [*notes, settled_note(settled)]
    return page.render(
        "website/cases/import_proposal.html",
        current="plans",
        crumbs=_crumbs(page, "meetings", _("Møter"), _("Les inn møter")),
        title=_("Møter i %s") % body.name,
        tally=calendar_tally(lines),
        rows=calendar_rows(lines),
        storing=sum(line.change.stores for line in lines),
        notes=notes,
        body=body.key,
        packed=pack_read(MEETINGS, _owner(page), [meeting_rows(meetings), series_rows(series)]),
        digest=calendar_digest(lines, missing),
        missing=missing_rows(missing),
        back=page.address("import_meetings"),
    )


def _ask_for_calendar(page: Page, bodies: list[Body], body: Body | None, problem: str) -> HttpResponse:
    return page.render(
        "website/cases/import_meetings.html",
        current="plans",
        crumbs=_crumbs(page, "meetings", _("Møter"), _("Les inn møter")),
        bodies=bodies,
        chosen=body.key if body else page.request.GET.get("organ", ""),
        problem=problem,
        status=422 if problem else 200,
    )


@those_who_may(may_write_some_case)
def import_cases(page: Page, powers: Powers) -> HttpResponse:
    """Take in cases from a sheet."""
    sent = page.request.POST
    problem = ""
    if sent:
        try:
            if sent.get("gjor") == ACCEPT:
                return _take_in_cases(page, cases_of_rows(_kept(page, CASES)))
            return _show_cases(page, read_cases(_uploaded(page, 25 * 1024 * 1024)))
        except ExchangeError as error:
            problem = str(error)
    return page.render(
        "website/cases/import_cases.html",
        current="plans",
        crumbs=_crumbs(page, "cases", _("Saker"), _("Les inn saker")),
        problem=problem,
        status=422 if problem else 200,
    )


def _take_in_cases(page: Page, rows: list[CaseRow]) -> HttpResponse:
    try:
        lines = take_in_cases(
            actor=person_of(page), root=page.own_root, rows=rows, seen=page.request.POST.get("sett", "")
        )
    except ChangedMeanwhileError:
        messages.warning(page.request, _("Noe er endret siden du så på forslaget. Se over det på nytt."))
        return _show_cases(page, rows)
    stored = sum(line.outcome is not Outcome.SAME for line in lines)
    messages.success(page.request, ngettext("%d sak er tatt inn.", "%d saker er tatt inn.", stored) % stored)
    return redirect("cases", page.own_root.slug)


def _show_cases(page: Page, rows: list[CaseRow]) -> HttpResponse:
    lines: list[CaseLine] = propose_cases(actor=person_of(page), root=page.own_root, rows=rows)
    return page.render(
        "website/cases/import_proposal.html",
        current="plans",
        crumbs=_crumbs(page, "cases", _("Saker"), _("Les inn saker")),
        title=_("Saker fra fila"),
        tally=case_tally(lines),
        rows=case_lines(lines),
        storing=sum(line.outcome is not Outcome.SAME for line in lines),
        notes=[],
        packed=pack_read(CASES, _owner(page), case_rows(rows)),
        digest=digest_of(lines),
        back=page.address("import_cases"),
    )


def _crumbs(page: Page, name: str, label: str, last: str) -> list[tuple[str | None, str]]:
    return [(page.address(name), label), (None, last)]
