"""Writing a case, and the treatments on its way."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.errors import CasesError, ChangedMeanwhile
from rodtrad.cases.models import Case, Meeting, Result, Treatment
from rodtrad.cases.operations.cases import case_values, change_case, make_case
from rodtrad.cases.operations.setting_up import make_case_in
from rodtrad.cases.operations.short import deciding_treatment
from rodtrad.cases.operations.treatments import (
    add_treatment,
    change_treatment,
    move_treatment,
    remove_treatment,
    treatment_values,
)
from rodtrad.cases.permissions import (
    may_decide_case,
    may_decide_some_case,
    may_write_case,
    may_write_some_case,
)
from rodtrad.cases.queries.cases import find_treatment
from rodtrad.cases.queries.meetings import bodies_of, find_meeting, meetings_to_choose
from rodtrad.core.models import Visibility
from rodtrad.goals.queries.editing import units_of
from rodtrad.organisations.permissions import Powers
from rodtrad.website.forms.begun import pack
from rodtrad.website.forms.cases.case import CaseForm, TreatmentForm
from rodtrad.website.forms.cases.rows import MINORITIES, MORE, POINTS, TEXTS, Rows, rows_of, sent_rows
from rodtrad.website.page import Page
from rodtrad.website.presenters.wording import day
from rodtrad.website.views.cases.guard import case_writer, stored
from rodtrad.website.views.editing.guard import person_of, those_who_may
from rodtrad.website.views.editing.storing import begun_with, seen_too_late

DO = "gjor"
#: The meeting that a new case is for, in the address.
MEETING = "mote"


@those_who_may(may_write_some_case)
def new_case(page: Page, powers: Powers) -> HttpResponse:
    """Ask about a new case, and make it."""
    sent, begin = _sent(page, {"status": "prepared", "visibility": int(Visibility.INTERNAL)})
    meeting = _meeting_asked(page)
    form = CaseForm(
        sent,
        units=units_of(page.own_root),
        with_short=meeting is None,
        may_decide=meeting is None and may_decide_some_case(powers),
        in_meeting=meeting is not None,
        initial={"kind": "decision", **begin},
    )
    rows = sent_rows(page.request.POST, TEXTS) if page.request.POST else rows_of(TEXTS, [])
    if sent:

        def write(given: dict[str, Any]) -> Case:
            values = {**given, "points": [row[0] for row in rows.given()]}
            if meeting is None:
                return make_case(actor=person_of(page), root=page.own_root, values=values)
            kind = values.pop("kind")
            return make_case_in(actor=person_of(page), meeting=meeting, kind=kind, values=values).case

        made = stored(form, write)
        if made is not None:
            return _made(page, made, meeting)
    return _show_case(page, form, rows, None, "", meeting)


def _made(page: Page, case: Case, meeting: Meeting | None) -> HttpResponse:
    if meeting is None:
        messages.success(page.request, _("Saken er lagret."))
        return redirect("case", page.own_root.slug, case.key)
    messages.success(page.request, _("«%s» er satt opp i møtet.") % case.title)
    return redirect("meeting", page.own_root.slug, meeting.pk)


def _meeting_asked(page: Page) -> Meeting | None:
    """Return the meeting in the address that the new case is for; one that is not there any longer is as none."""
    try:
        found = find_meeting(page.own_root, UUID(page.request.GET.get(MEETING, "")))
    except ValueError:
        return None
    return found if found is not None and not found.is_cancelled else None


@case_writer(may_write_case)
def edit_case(page: Page, case: Case, powers: Powers) -> HttpResponse:
    """Change a case; what somebody else has changed meanwhile is told before anything is stored."""
    now = case_values(case)
    sent, begin = _sent(page, now)
    form = CaseForm(
        sent,
        units=units_of(page.own_root),
        with_short=deciding_treatment(case) is None,
        may_decide=may_decide_case(powers, case),
        initial=begin,
    )
    posted = page.request.POST
    rows = sent_rows(posted, TEXTS) if posted else rows_of(TEXTS, [[one] for one in now["points"]])
    started = begun_with(page, case.pk) if posted else now
    version = pack(case.pk, started)
    if sent:

        def write(given: dict[str, Any]) -> Case:
            values = {**given, "points": [row[0] for row in rows.given()]}
            return change_case(actor=person_of(page), case=case, values=values, based_on=started)

        if stored(form, write, lambda: now) is not None:
            messages.success(page.request, _("Saken er lagret."))
            return redirect("case", page.own_root.slug, case.key)
        version = pack(case.pk, form.carried(started))
    return _show_case(page, form, rows, case, version)


def _show_case(
    page: Page, form: CaseForm, rows: Rows, case: Case | None, version: str, meeting: Meeting | None = None
) -> HttpResponse:
    title = _("Endre saken") if case else _("Ny sak")
    own = [(page.address("case", case.key), f"{case.number} {case.title}")] if case else []
    return page.render(
        "website/cases/case_form.html",
        current="plans",
        crumbs=[(page.address("cases"), _("Saker")), *own, (None, title)],
        title=title,
        case=case,
        form=form,
        rows=rows.with_spare(),
        version=version,
        meeting=f"{meeting.body.name} {day(meeting.date)}" if meeting else "",
        back=_back(page, case, meeting),
        status=form.status,
    )


def _back(page: Page, case: Case | None, meeting: Meeting | None) -> str:
    if meeting is not None:
        return page.address("set_up_case", str(meeting.pk))
    return page.address("case", case.key) if case else page.address("cases")


@case_writer(may_write_case)
def new_treatment(page: Page, case: Case, powers: Powers) -> HttpResponse:
    """Ask which body treats the case next."""
    sent, begin = _sent(page, {"kind": "decision", "result": Result.PENDING.value})
    form = _treatment_form(page, sent, begin)
    points, minorities = _sent_or(page, [], [])
    if sent:

        def write(given: dict[str, Any]) -> Treatment:
            values = {**given, "points": points.given(), "minority_votes": minorities.given()}
            return add_treatment(actor=person_of(page), case=case, values=values)

        if stored(form, write) is not None:
            messages.success(page.request, _("Behandlingen er lagret."))
            return redirect("case", page.own_root.slug, case.key)
    return _show_treatment(page, form, case, None, points, minorities, "")


@case_writer(may_write_case)
def edit_treatment(page: Page, case: Case, powers: Powers, treatment_id: UUID) -> HttpResponse:
    """Change a treatment, move it, take it away, or enter what came of it."""
    treatment = find_treatment(case, treatment_id)
    if treatment is None:
        raise Http404
    now = treatment_values(treatment)
    sent, begin = _sent(page, now)
    form = _treatment_form(page, sent, begin)
    points, minorities = _sent_or(page, now["points"], now["minority_votes"])
    started = begun_with(page, treatment.pk) if page.request.POST else now
    version = pack(treatment.pk, started)
    asked = page.request.POST.get(DO)
    if asked in _STEPS:
        return _stepped(page, treatment, form, asked, started) or _show_treatment(
            page, form, case, treatment, points, minorities, version
        )
    if sent:

        def write(given: dict[str, Any]) -> Treatment:
            values = {**given, "points": points.given(), "minority_votes": minorities.given()}
            return change_treatment(
                actor=person_of(page), treatment=treatment, values=values, based_on=started
            )

        if stored(form, write, lambda: now) is not None:
            messages.success(page.request, _("Behandlingen er lagret."))
            return redirect("case", page.own_root.slug, case.key)
        version = pack(treatment.pk, form.carried(started))
    return _show_treatment(page, form, case, treatment, points, minorities, version)


_STEPS = ("opp", "ned", "fjern")


def _stepped(
    page: Page, treatment: Treatment, form: TreatmentForm, asked: str, started: dict[str, Any]
) -> HttpResponse | None:  # fmt: skip
    """Move or take away; None when it was refused, and the form says why."""
    try:
        if asked == "fjern":
            remove_treatment(actor=person_of(page), treatment=treatment, based_on=started)
            messages.success(page.request, _("Behandlingen er tatt bort."))
        else:
            move_treatment(actor=person_of(page), treatment=treatment, up=asked == "opp")
            messages.success(page.request, _("Behandlingen er flyttet."))
    except ChangedMeanwhile:
        messages.error(page.request, seen_too_late())
        return redirect(page.request.path)
    except CasesError as refusal:
        form.is_valid()
        form.refuse_case(refusal, {})
        return None
    return redirect("case", page.own_root.slug, treatment.case.key)


def _sent(page: Page, begin: dict[str, Any]) -> tuple[QueryDict | None, dict[str, Any]]:
    """Return what was sent to be stored, and what the form begins with: when more rows are asked for, what was sent."""
    posted = page.request.POST
    if posted.get(DO) == MORE:
        return None, posted.dict()
    return posted or None, begin


def _treatment_form(page: Page, sent: Any, begin: dict[str, Any]) -> TreatmentForm:
    root = page.own_root
    return TreatmentForm(
        sent,
        bodies=bodies_of(root),
        meetings=meetings_to_choose(root, timezone.localdate(), begin.get("meeting", "")),
        initial=begin,
    )


def _sent_or(page: Page, points: Sequence[Any], minorities: Sequence[Any]) -> tuple[Rows, Rows]:
    sent = page.request.POST
    if sent:
        return sent_rows(sent, POINTS), sent_rows(sent, MINORITIES)
    return rows_of(POINTS, points), rows_of(MINORITIES, minorities)


def _show_treatment(
    page: Page,
    form: TreatmentForm,
    case: Case,
    treatment: Treatment | None,
    points: Rows,
    minorities: Rows,
    version: str,
) -> HttpResponse:
    title = _("Behandling i %s") % treatment.body.name if treatment else _("Ny behandling")
    return page.render(
        "website/cases/treatment_form.html",
        current="plans",
        crumbs=[
            (page.address("cases"), _("Saker")),
            (page.address("case", case.key), f"{case.number} {case.title}"),
            (None, title),
        ],
        title=title,
        case=case,
        treatment=treatment,
        form=form,
        points=points.with_spare(),
        minorities=minorities.with_spare(),
        version=version,
        back=page.address("case", case.key),
        status=form.status,
    )
