"""What the council asked for: the list, one of them, and writing about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.cases.errors import FieldErrors
from rodtrad.cases.models import Case, Instruction, InstructionStatus
from rodtrad.cases.operations.instructions import (
    answer_instruction,
    answer_values,
    change_instruction,
    close_instruction,
    instruction_values,
    make_instruction,
)
from rodtrad.cases.operations.values import needed_day
from rodtrad.cases.permissions import may_answer, may_close, may_write_instructions
from rodtrad.cases.queries.cases import decided_cases, find_case, open_among
from rodtrad.cases.queries.instructions import find_instruction, visible_instructions
from rodtrad.goals.queries.editing import units_of
from rodtrad.organisations.permissions import Powers, powers_in
from rodtrad.website.filters import cleaned
from rodtrad.website.forms.begun import pack
from rodtrad.website.forms.cases.case import AnswerForm, ClosingForm, InstructionForm
from rodtrad.website.forms.cases.values import ValuesForm
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.cases.instruction import (
    InstructionRow,
    group_names,
    in_groups,
    instruction_rows,
)
from rodtrad.website.views.cases.guard import case_writer, stored
from rodtrad.website.views.editing.guard import person_of, writers_only
from rodtrad.website.views.editing.storing import begun_with

ANSWER, CLOSE, CHANGE = "svar", "avslutt", "endre"


def chosen_instructions(page: Page) -> tuple[list[InstructionRow], list[InstructionRow], str]:
    """Return all rows that the reader may see, those of the group that is asked for, and its name."""
    chosen = cleaned(page.request.GET, "stand")
    if chosen not in ("", *group_names()):
        raise Http404
    found = list(visible_instructions(page.own_root, page.viewer))
    closing = open_among({one.closed_by_id for one in found if one.closed_by_id}, page.viewer)
    rows = instruction_rows(page.own_root, found, closing, timezone.localdate())
    return rows, [row for row in rows if chosen in ("", row.group)], chosen


@require_safe
@root_page
def instructions(page: Page) -> HttpResponse:
    """List what the council asked for, by what became of it."""
    rows, shown, chosen = chosen_instructions(page)
    return page.render(
        "website/cases/instructions.html",
        current="plans",
        crumbs=[(page.address("cases"), _("Saker")), (None, _("Oppdrag fra %s") % page.council)],
        groups=in_groups(shown),
        counts=[
            (name, words, sum(row.group == name for row in rows)) for name, words in group_names().items()
        ],
        chosen=chosen,
        total=len(rows),
        shown=len(shown),
    )


@case_writer(may_write_instructions)
def new_instruction(page: Page, case: Case, powers: Powers) -> HttpResponse:
    sent = page.request.POST or None
    form = InstructionForm(sent, units=units_of(page.own_root))
    if sent:
        made = stored(form, lambda given: make_instruction(actor=person_of(page), case=case, values=given))
        if made is not None:
            messages.success(page.request, _("Oppdraget er lagret."))
            return redirect("case", page.own_root.slug, case.key)
    title = _("Nytt oppdrag fra %s") % page.council
    return page.render(
        "website/cases/values_form.html",
        current="plans",
        crumbs=[
            (page.address("cases"), _("Saker")),
            (page.address("case", case.key), f"{case.number} {case.title}"),
            (None, title),
        ],
        title=title,
        lead=_("Gitt i sak %(number)s %(title)s.") % {"number": case.number, "title": case.title},
        form=form,
        back=page.address("case", case.key),
        status=form.status,
    )


@writers_only
def instruction(page: Page, instruction_id: UUID) -> HttpResponse:
    """Show one instruction; who may, answers it, closes it or corrects it."""
    found = find_instruction(page.own_root, page.viewer, instruction_id)
    if found is None:
        raise Http404
    powers = powers_in(page.request.user, page.own_root)
    asked = page.request.POST.get("gjor", "") if page.request.method == "POST" else ""
    if asked and not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    forms = _forms(page, found, powers, asked)
    if asked:
        form = forms.get(asked)
        if form is None:
            raise PermissionDenied
        if _done(page, found, asked, form) is not None:
            messages.success(page.request, _("Oppdraget er lagret."))
            return redirect("instruction", page.own_root.slug, found.pk)
    closing = open_among({found.closed_by_id} if found.closed_by_id else set(), page.viewer)
    [row] = instruction_rows(page.own_root, [found], closing, timezone.localdate())
    return page.render(
        "website/cases/instruction.html",
        current="plans",
        crumbs=[
            (page.address("instructions"), _("Oppdrag fra %s") % page.council),
            (None, row.what),
        ],
        row=row,
        answering=forms.get(ANSWER),
        closing=forms.get(CLOSE),
        changing=forms.get(CHANGE),
        versions=_versions(page, found, forms, asked),
        status=max(form.status for form in forms.values()) if forms else 200,
    )


def _versions(page: Page, found: Instruction, forms: Mapping[str, ValuesForm], asked: str) -> dict[str, str]:
    """Return what each of the forms carries: the one that was sent what it began with, the others what stands."""
    now = _all_values(found)
    return {
        name: pack(found.pk, form.carried(begun_with(page, found.pk)) if name == asked else now)
        for name, form in forms.items()
        if name != CLOSE
    }


def _forms(page: Page, found: Instruction, powers: Powers, asked: str) -> dict[str, ValuesForm]:
    """Return the forms that the person may use as the instruction stands."""
    if found.status == InstructionStatus.CLOSED:
        return {}
    forms: dict[str, ValuesForm] = {}
    sent = page.request.POST
    if may_answer(powers, found):
        begin = {"answer": found.answer, "day": (found.answered_on or timezone.localdate()).isoformat()}
        forms[ANSWER] = AnswerForm(sent if asked == ANSWER else None, initial=begin)
    if may_close(powers, found):
        cases = [one for one in decided_cases(page.own_root, page.viewer) if one.pk != found.case_id]
        forms[CLOSE] = ClosingForm(sent if asked == CLOSE else None, cases=cases)
    if may_write_instructions(powers, found.case):
        forms[CHANGE] = InstructionForm(
            sent if asked == CHANGE else None,
            units=units_of(page.own_root),
            initial=instruction_values(found),
        )
    return forms


def _done(page: Page, found: Instruction, asked: str, form: ValuesForm) -> Instruction | None:
    person = person_of(page)

    def answer(given: dict[str, Any]) -> Instruction:
        try:
            day = date.fromisoformat(needed_day(given["day"]))
        except ValueError as error:
            raise FieldErrors({"day": str(error)}) from error
        return answer_instruction(
            actor=person,
            instruction=found,
            answer=given["answer"],
            day=day,
            based_on=begun_with(page, found.pk),
        )

    def close(given: dict[str, Any]) -> Instruction:
        case = find_case(page.own_root, page.viewer, given["case"])
        if case is None:
            raise FieldErrors({"case": _("Velg saken der oppdraget ble avsluttet.")})
        return close_instruction(actor=person, instruction=found, case=case)

    def change(given: dict[str, Any]) -> Instruction:
        started = begun_with(page, found.pk)
        return change_instruction(actor=person, instruction=found, values=given, based_on=started)

    return stored(
        form,
        {ANSWER: answer, CLOSE: close, CHANGE: change}[asked],
        lambda: _all_values(found),
    )


def _all_values(found: Instruction) -> dict[str, Any]:
    return instruction_values(found) | answer_values(found)
