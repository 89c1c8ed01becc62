"""From a meeting onwards: a case set up in it, and a plan that is to be decided there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.cases.models import Case, Meeting, Treatment
from rodtrad.cases.operations.setting_up import set_up_case
from rodtrad.cases.permissions import may_write_case, may_write_some_case
from rodtrad.cases.queries.cases import open_cases
from rodtrad.cases.queries.meetings import find_meeting
from rodtrad.organisations.permissions import Powers
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.operations.processes import decide_in
from rodtrad.planning.permissions import may_plan
from rodtrad.planning.queries.council_meetings import DECIDING
from rodtrad.planning.queries.meeting_clocks import plans_to_decide
from rodtrad.website.filters import cleaned
from rodtrad.website.forms.cases.meeting import PlanInMeetingForm, SetUpForm
from rodtrad.website.forms.cases.values import ValuesForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.wording import day
from rodtrad.website.views.cases.guard import stored
from rodtrad.website.views.cases.writing import MEETING
from rodtrad.website.views.editing.guard import person_of, those_who_may


def sets_up_cases(powers: Powers, meeting: Meeting) -> bool:
    return not meeting.is_cancelled and may_write_some_case(powers)


def ties_plans(powers: Powers, meeting: Meeting) -> bool:
    """Tell whether the person may say that a plan is decided in the meeting: any of theirs, in a body that decides."""
    plans = powers.held.get("write_drafts") or powers.held.get("publish")
    return bool(plans) and not meeting.is_cancelled and meeting.body.kind in DECIDING


def _found(page: Page, powers: Powers, meeting_id: UUID, allowed: Any) -> Meeting:
    found = find_meeting(page.own_root, meeting_id)
    if found is None:
        raise Http404
    if not allowed(powers, found):
        raise PermissionDenied
    return found


@those_who_may(may_write_some_case)
def set_up(page: Page, powers: Powers, meeting_id: UUID) -> HttpResponse:
    """Ask which case the body treats in the meeting, and as what."""
    found = _found(page, powers, meeting_id, sets_up_cases)
    cases = {one.key: one for one in open_cases(page.own_root, page.viewer) if may_write_case(powers, one)}
    form = SetUpForm(page.request.POST or None, cases=list(cases.values()), initial={"kind": "decision"})
    if page.request.method == "POST":

        def write(given: dict[str, Any]) -> Treatment:
            case: Case | None = cases.get(given["case"])
            return set_up_case(actor=person_of(page), meeting=found, case=case, kind=given["kind"])

        if (made := stored(form, write)) is not None:
            messages.success(page.request, _("«%s» er satt opp i møtet.") % made.case.title)
            return redirect("meeting", page.own_root.slug, found.pk)
    new = f"{page.address('new_case')}?{MEETING}={found.pk}"
    return _show(page, found, form, _("Sett opp en sak"), other=(new, _("Ny sak")))


@those_who_may(lambda powers: bool(powers.held.get("write_drafts") or powers.held.get("publish")))
def tie_plan(page: Page, powers: Powers, meeting_id: UUID) -> HttpResponse:
    """Ask which plan is to be decided in the meeting; `plan` in the address chooses one."""
    found = _found(page, powers, meeting_id, ties_plans)
    plans = {one.key: one for one in plans_to_decide(found, page.viewer) if may_plan(powers, one)}
    begin = {"plan": cleaned(page.request.GET, "plan")}
    form = PlanInMeetingForm(page.request.POST or None, plans=list(plans.values()), initial=begin)
    if page.request.method == "POST" and form.is_valid():
        try:
            decide_in(actor=person_of(page), plan=plans.get(form.cleaned_data["plan"]), meeting=found)
        except NotAllowedError as error:
            raise PermissionDenied(str(error)) from error
        except FieldErrors as error:
            for name, sentence in error.by_field.items():
                form.add_error(form.field_of(name), sentence)
        else:
            messages.success(page.request, _("Planen er knyttet til møtet. Fristene regnes fra dagen."))
            return redirect("meeting", page.own_root.slug, found.pk)
    return _show(
        page, found, form, _("Knytt en plan til møtet"), other=(page.address("new_plan"), _("Ny plan"))
    )


def _show(
    page: Page, found: Meeting, form: ValuesForm, title: str, *, other: tuple[str, str]
) -> HttpResponse:
    back, name = page.address("meeting", str(found.pk)), f"{found.body.name} {day(found.date)}"
    return page.render(
        "website/cases/values_form.html",
        current="plans",
        crumbs=[(page.address("meetings"), _("Møter")), (back, name), (None, title)],
        title=title,
        lead=name,
        form=form,
        other=other,
        back=back,
        status=form.status,
    )
