"""Sets up a plan's process and the days of its steps, with a look at what a change would do before it is stored."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.queries.cases import visible_cases
from rodtrad.organisations.permissions import Powers
from rodtrad.planning.clocks.moving import Effect, effect_of, with_moved
from rodtrad.planning.clocks.templates import template_of
from rodtrad.planning.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.planning.operations.processes import (
    ProcessValues,
    process_values,
    save_process,
    set_steps,
    step_values,
    with_others,
)
from rodtrad.planning.permissions import may_plan
from rodtrad.planning.queries.clocks import OVER, PlanClocks, clocks_of_plan
from rodtrad.planning.queries.council_meetings import meetings_to_choose
from rodtrad.plans.models import Plan
from rodtrad.website.forms.begun import BegunForm, pack
from rodtrad.website.forms.clocks import ProcessForm, StepsForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.clocks import effect_shown, step_names, step_windows
from rodtrad.website.views.clocks import clock_crumbs, found_plan
from rodtrad.website.views.editing.guard import person_of, writer_of
from rodtrad.website.views.editing.storing import begun_with

SHOW, SAVE, MOVE = "vis", "lagre", "flytt"


def _asked(page: Page) -> str:
    """Return what is to be done with what was sent: nothing for a page that is only opened."""
    if page.request.method != "POST":
        return ""
    asked = page.request.POST.get("gjor", "")
    if asked not in (SHOW, SAVE, MOVE):
        raise BadRequest
    return asked


@writer_of(found_plan, may_plan)
def edit_process(page: Page, plan: Plan, powers: Powers) -> HttpResponse:
    """Choose the template and the meeting of the plan's process."""
    asked, found = _asked(page), clocks_of_plan(plan, page.viewer)
    process = found.process if found else None
    form = ProcessForm(
        page.request.POST if asked else None,
        plan_type=plan.type,
        meetings=meetings_to_choose(plan, process, timezone.localdate()),
        cases=visible_cases(page.own_root, page.viewer),
        process=process,
    )
    effect, now = None, process_values(process)
    begun = begun_with(page, plan.pk) if asked else now

    def write() -> None:
        save_process(actor=person_of(page), plan=plan, values=form.given, based_on=begun)

    if asked and form.is_valid():
        if asked == SHOW and found:
            effect = _of_process(found, form.given)
        elif _stored(form, write):
            messages.success(page.request, _("Framdriftsplanen er lagret."))
            return redirect("plan_clocks" if process else "edit_steps", page.own_root.slug, plan.key)
    return page.render(
        "website/editing/process.html",
        current="plans",
        crumbs=clock_crumbs(page, plan, _("Mal og møte")),
        plan=plan,
        form=form,
        version=pack(plan.pk, form.carried(begun)),
        process=process,
        effect=effect_shown(page.own_root, effect, found) if effect and found else None,
        status=400 if form.errors else 200,
    )


def _of_process(found: PlanClocks, values: ProcessValues) -> Effect:
    """Reckon what another template or meeting would do."""
    before = found.reckoned.course
    after = replace(
        before,
        template=template_of(values.template),
        wanted=values.meeting.date if values.meeting else values.wanted,
        is_over=values.status in OVER,
    )
    return effect_of(before, after)


@writer_of(found_plan, may_plan)
def edit_steps(page: Page, plan: Plan, powers: Powers) -> HttpResponse:
    """Set the days of the steps. What has to move with them is shown, and moved when that is asked for."""
    found = clocks_of_plan(plan, page.viewer)
    if found is None:
        return redirect("edit_process", page.own_root.slug, plan.key)
    asked, course = _asked(page), found.reckoned.course
    form = StepsForm(
        page.request.POST if asked else None,
        template=course.template,
        dates=found.own_dates,
        names=step_names(found),
        hints=step_windows(found),
    )
    effect, now = None, step_values(found.own_dates)
    begun = begun_with(page, plan.pk) if asked else now
    if asked and form.is_valid():
        dates = with_others(form.given, begun, found.own_dates)
        effect, moved = effect_of(course, found.with_own_dates(dates)), {}
        if asked == MOVE:
            told = with_moved(effect.after.course, effect.steps).dates
            moved = {one.step.id: told[one.step.id] for one in effect.steps}

        def write() -> None:
            set_steps(actor=person_of(page), plan=plan, dates=dates, moved=moved, based_on=begun)

        if asked != SHOW and _stored(form, write):
            messages.success(page.request, _("Dagene er lagret."))
            return redirect("plan_clocks", page.own_root.slug, plan.key)
    return page.render(
        "website/editing/steps.html",
        current="plans",
        crumbs=clock_crumbs(page, plan, _("Dager")),
        plan=plan,
        form=form,
        version=pack(plan.pk, form.carried(begun)),
        effect=effect_shown(page.own_root, effect, found) if effect and asked == SHOW else None,
        status=400 if form.errors else 200,
    )


def _stored(form: BegunForm, write: Callable[[], object]) -> bool:
    """Write, or show at the boxes what was refused."""
    try:
        write()
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except ChangedMeanwhile as error:
        form.tell_meanwhile({one.field: one.now for one in error.changes})
        return False
    except FieldErrors as error:
        for name, sentence in error.by_field.items():
            form.add_error(name if name in form.fields else None, sentence)
        return False
    return True
