"""Meetings by month, one meeting with its cases, and the bodies that hold them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.cases.models import Body, Meeting
from rodtrad.cases.operations.bodies import body_values, change_body, kinds_under, make_body
from rodtrad.cases.operations.meetings import change_meeting, make_meeting, meeting_values
from rodtrad.cases.permissions import may_correct_meeting, may_write_bodies, may_write_meetings
from rodtrad.cases.queries.meetings import (
    agenda_of,
    bodies_of,
    find_body,
    find_meeting,
    meetings_between,
    settled_in,
    treated_in,
)
from rodtrad.goals.queries.editing import units_of
from rodtrad.organisations.permissions import Powers, powers_in
from rodtrad.planning.queries.clocks import PlanClocks, clocks_of_meeting
from rodtrad.planning.queries.meeting_clocks import clocks_if_decided_in
from rodtrad.website.filters import YEARS, cleaned
from rodtrad.website.forms.begun import pack
from rodtrad.website.forms.cases.meeting import BodyForm, MeetingForm
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.cases.meeting import (
    agenda_lines,
    body_rows,
    by_month,
    follow_path,
    free_day_note,
    meeting_row,
)
from rodtrad.website.presenters.clocks import meeting_lines, waiting_lines
from rodtrad.website.presenters.wording import day
from rodtrad.website.views.cases.guard import stored
from rodtrad.website.views.cases.setting_up import sets_up_cases, ties_plans
from rodtrad.website.views.editing.guard import admitted, person_of, those_who_may, writer_of, writers_only
from rodtrad.website.views.editing.storing import begun_with


def _year(page: Page) -> int:
    text = cleaned(page.request.GET, "ar")
    if not text:
        return timezone.localdate().year
    if not (text.isdecimal() and len(text) == 4 and int(text) in YEARS):
        raise Http404
    return int(text)


def chosen_meetings(page: Page) -> tuple[list[Meeting], int, str]:
    """Return the meetings of the year and body that are asked for, with the year and the body's key."""
    year, body = _year(page), cleaned(page.request.GET, "organ")
    found = meetings_between(page.own_root, date(year, 1, 1), date(year, 12, 31), body=body)
    return found, year, body


@require_safe
@root_page
def meetings(page: Page) -> HttpResponse:
    """List a year's meetings by month."""
    root = page.own_root
    found, year, body = chosen_meetings(page)
    bodies = bodies_of(root)
    powers = powers_in(page.request.user, root)
    return page.render(
        "website/cases/meetings.html",
        current="plans",
        crumbs=[(None, _("Møter"))],
        months=by_month(root, found, agenda_of(found, page.viewer)),
        year=year,
        body=body,
        bodies=bodies,
        count=len(found),
        follow_url=follow_path(
            root, next((one for one in bodies if one.key == body), None), timezone.localdate()
        ),
        this_month=timezone.localdate().strftime("m%Y-%m"),
        may_write=any(may_write_meetings(powers, one) for one in bodies),
    )


@require_safe
@root_page
def meeting(page: Page, meeting_id: UUID) -> HttpResponse:
    """Show one meeting with its cases."""
    found = _found(page, meeting_id)
    powers = powers_in(page.request.user, page.own_root)
    treated = treated_in(found, page.viewer)
    return page.render(
        "website/cases/meeting.html",
        current="plans",
        crumbs=[(page.address("meetings"), _("Møter")), (None, f"{found.body.name} {day(found.date)}")],
        meeting=found,
        row=meeting_row(page.own_root, found, len(treated)),
        day=day(found.date),
        cases=agenda_lines(page.own_root, treated),
        clocks=meeting_lines(page.own_root, clocks_of_meeting(found, page.viewer)),
        possible=waiting_lines(page.own_root, found, _waiting(page, powers, found)),
        may_set_up=sets_up_cases(powers, found),
        may_tie=ties_plans(powers, found),
        may_write=_may_change(powers, found),
    )


def _waiting(page: Page, powers: Powers, found: Meeting) -> list[PlanClocks]:
    """Return the plans that the meeting could decide, for who may say so."""
    return clocks_if_decided_in(found, page.viewer) if ties_plans(powers, found) else []


def _may_change(powers: Powers, found: Meeting) -> bool:
    """Tell whether the person keeps the calendar, or may correct the day of what was treated in the meeting."""
    return may_write_meetings(powers, found.body) or (
        bool(powers.held.get("adopt")) and may_correct_meeting(powers, settled_in(found))
    )


def _found(page: Page, meeting_id: UUID) -> Meeting:
    found = find_meeting(page.own_root, meeting_id)
    if found is None:
        raise Http404
    return found


def _own_bodies(page: Page, powers: Powers) -> list[Body]:
    return [one for one in bodies_of(page.own_root) if may_write_meetings(powers, one)]


@those_who_may(lambda powers: bool(powers.held.get("write_drafts")))
def new_meeting(page: Page, powers: Powers) -> HttpResponse:
    sent = page.request.POST or None
    begin = {"status": "planned", "body": cleaned(page.request.GET, "organ")}
    form = MeetingForm(sent, bodies=_own_bodies(page, powers), initial=begin)
    if sent:
        made = stored(
            form, lambda given: make_meeting(actor=person_of(page), root=page.own_root, values=given)
        )
        if made is not None:
            messages.success(page.request, _("Møtet er lagret."))
            _note_free_day(page, made.date)
            return redirect("meeting", page.own_root.slug, made.pk)
    return _show_meeting(page, form, None, "")


@writers_only
def edit_meeting(page: Page, meeting_id: UUID) -> HttpResponse:
    """Move, correct or cancel a meeting."""
    found = _found(page, meeting_id)
    powers = admitted(page, lambda powers: _may_change(powers, found))
    if isinstance(powers, HttpResponse):
        return powers
    sent, now = page.request.POST or None, meeting_values(found)
    form = MeetingForm(sent, bodies=_own_bodies(page, powers) or [found.body], initial=now)
    version = "" if sent else pack(found.pk, now)
    if sent:
        started = begun_with(page, found.pk)

        def write(given: dict[str, Any]) -> Meeting:
            return change_meeting(actor=person_of(page), meeting=found, values=given, based_on=started)

        changed = stored(form, write, lambda: now)
        if changed is not None:
            moved = changed.sequence > found.sequence
            messages.success(
                page.request,
                _("Møtet er lagret. Kalendere som følger det, får endringen.")
                if moved
                else _("Møtet er lagret."),
            )
            if changed.date != found.date:
                _note_free_day(page, changed.date)
            return redirect("meeting", page.own_root.slug, found.pk)
        version = pack(found.pk, form.carried(started))
    return _show_meeting(page, form, found, version)


def _note_free_day(page: Page, held: date) -> None:
    """Say when a meeting is set on a Sunday or a public holiday: it may be so, and is more often a slip."""
    if told := free_day_note(held):
        messages.warning(page.request, told)


def _show_meeting(page: Page, form: MeetingForm, found: Meeting | None, version: str) -> HttpResponse:
    title = _("Endre møtet") if found else _("Nytt møte")
    back = page.address("meeting", str(found.pk)) if found else page.address("meetings")
    own = [(back, f"{found.body.name} {day(found.date)}")] if found else []
    return page.render(
        "website/cases/values_form.html",
        current="plans",
        crumbs=[(page.address("meetings"), _("Møter")), *own, (None, title)],
        title=title,
        lead=_("Saker som er satt opp i møtet, følger med når det flyttes.") if found else "",
        form=form,
        version=version,
        back=back,
        status=form.status,
    )


@require_safe
@root_page
def bodies(page: Page) -> HttpResponse:
    """List the root's bodies."""
    root = page.own_root
    may_write = may_write_bodies(powers_in(page.request.user, root))
    return page.render(
        "website/cases/bodies.html",
        current="plans",
        crumbs=[(page.address("meetings"), _("Møter")), (None, _("Organer"))],
        rows=body_rows(root, bodies_of(root), timezone.localdate(), may_write=may_write),
        may_write=may_write,
    )


@those_who_may(may_write_bodies)
def new_body(page: Page, powers: Powers) -> HttpResponse:
    sent = page.request.POST or None
    kinds = kinds_under(page.own_root.governance)
    form = BodyForm(sent, units=units_of(page.own_root), kinds=kinds, initial={"position": 0})
    if sent:
        made = stored(form, lambda given: make_body(actor=person_of(page), root=page.own_root, values=given))
        if made is not None:
            messages.success(page.request, _("«%s» er lagret.") % made.name)
            return redirect("bodies", page.own_root.slug)
    return _show_body(page, form, None, "")


def _found_body(page: Page, key: str) -> Body:
    found = find_body(page.own_root, key)
    if found is None:
        raise Http404
    return found


@writer_of(_found_body, lambda powers, _body: may_write_bodies(powers))
def edit_body(page: Page, found: Body, powers: Powers) -> HttpResponse:
    sent, now = page.request.POST or None, body_values(found)
    kinds = [*kinds_under(page.own_root.governance), found.kind]
    form = BodyForm(sent, units=units_of(page.own_root), kinds=kinds, initial=now)
    version = "" if sent else pack(found.pk, now)
    if sent:
        started = begun_with(page, found.pk)

        def write(given: dict[str, Any]) -> Body:
            return change_body(actor=person_of(page), body=found, values=given, based_on=started)

        changed = stored(form, write, lambda: now)
        if changed is not None:
            messages.success(page.request, _("«%s» er lagret.") % changed.name)
            return redirect("bodies", page.own_root.slug)
        version = pack(found.pk, form.carried(started))
    return _show_body(page, form, found, version)


def _show_body(page: Page, form: BodyForm, found: Body | None, version: str) -> HttpResponse:
    title = _("Endre %s") % found.name if found else _("Nytt organ")
    return page.render(
        "website/cases/values_form.html",
        current="plans",
        crumbs=[(page.address("bodies"), _("Organer")), (None, title)],
        title=title,
        form=form,
        version=version,
        back=page.address("bodies"),
        status=form.status,
    )
