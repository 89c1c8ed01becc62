"""Writing plans in the register: a new one, and changing what it says of one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.goals.permissions import Powers, is_locked, powers_in
from rodtrad.goals.queries.editing import units_of
from rodtrad.goals.queries.frameworks import named_frameworks, usual_framework
from rodtrad.planning.errors import ChangedMeanwhile, FieldChange, FieldErrors, NotAllowedError
from rodtrad.planning.operations.change_plan import NEXT, change_plan
from rodtrad.planning.operations.create_plan import BEGINNINGS, create_plan
from rodtrad.planning.operations.plan_fields import PLAN_FIELDS, plan_values
from rodtrad.planning.permissions import may_adopt, may_change_plan, open_plan_fields
from rodtrad.plans.models import Plan, PlanStatus
from rodtrad.plans.queries import find_plan, own_types_of, visible_plans
from rodtrad.website.forms.plan import BadPlanVersionError, PlanForm, labels, pack_plan, unpack_plan
from rodtrad.website.page import Page
from rodtrad.website.presenters.plan_writing import changed_meanwhile
from rodtrad.website.views.editing.guard import person_of, writers_only


@writers_only
def new_plan(page: Page) -> HttpResponse:
    """Enter a plan: planned, or under way."""
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    powers = powers_in(page.request.user, page.own_root)
    if not powers.held.get("write_drafts"):
        raise PermissionDenied
    sent = page.request.POST if page.request.method == "POST" else None
    start = {"status": PlanStatus.PLANNED.value, "visibility": "1", "type": "theme_plan"}
    if usual := usual_framework(page.own_root):
        start["framework"] = usual.key
    form = _form(page, sent, list(BEGINNINGS), None, start)
    if sent is None:
        return _show(page, form, None)
    try:
        made = create_plan(actor=person_of(page), root=page.own_root, values=form.given)
    except (FieldErrors, NotAllowedError) as error:
        _refuse(form, error)
        return _show(page, form, None)
    messages.success(page.request, _("Planen er lagret."))
    return redirect("plan", page.own_root.slug, made.key)


@writers_only
def edit_plan(page: Page, key: str) -> HttpResponse:
    """Change what the register says of a plan. What another has changed meanwhile is shown first."""
    plan = find_plan(page.own_root, page.viewer, key)
    if plan is None:
        raise Http404
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    powers = powers_in(page.request.user, page.own_root)
    if not may_change_plan(powers, plan):
        raise PermissionDenied
    if page.request.method != "POST":
        now = plan_values(plan, page.viewer)
        form = _form(page, None, _statuses(powers, plan), plan, now, _open_fields(powers, plan))
        return _show(page, form, plan, version=pack_plan(plan.pk, now))
    return _change(page, plan, powers)


def _change(page: Page, plan: Plan, powers: Powers) -> HttpResponse:
    sent = page.request.POST
    version = sent.get("versjon", "")
    try:
        started = unpack_plan(version, plan.pk)
    except BadPlanVersionError as error:
        raise BadRequest from error
    form = _form(page, sent, _statuses(powers, plan), plan, started, _open_fields(powers, plan))
    try:
        reason, ended_on = form.why
        change_plan(
            actor=person_of(page),
            plan=plan,
            values=form.given,
            based_on=started,
            reason=reason,
            ended_on=ended_on,
        )
    except (FieldErrors, NotAllowedError) as error:
        _refuse(form, error)
        return _show(page, form, plan, version=version)
    except ChangedMeanwhile as error:
        return _show(page, form, plan, version=pack_plan(plan.pk, error.now), changes=error.changes)
    messages.success(page.request, _("Planen er lagret."))
    return redirect("plan", page.own_root.slug, plan.key)


def _refuse(form: PlanForm, error: FieldErrors | NotAllowedError) -> None:
    told = error.by_field if isinstance(error, FieldErrors) else {"": str(error)}
    for field, sentence in told.items():
        form.add_error(form.field_of(field), sentence)


def _open_fields(powers: Powers, plan: Plan) -> frozenset[str]:
    """Return the fields to ask for; of an adopted plan also why it is changed, and the day if it is repealed."""
    found = open_plan_fields(powers, plan, PLAN_FIELDS)
    if not is_locked(plan) or not may_adopt(powers, plan):
        return found
    return found | ({"reason", "ended_on"} if plan.status == PlanStatus.ADOPTED else {"reason"})


def _statuses(powers: Powers, plan: Plan) -> list[PlanStatus]:
    """Return the status that stands and those that the person may bring the plan to from there."""
    now = PlanStatus(plan.status)
    needs = {PlanStatus.HEARING: "publish", PlanStatus.REPEALED: "adopt"}
    return [now, *(one for one in NEXT[now] if one not in needs or powers.has(needs[one], plan.owner_id))]


def _form(
    page: Page,
    sent: Any,
    statuses: Sequence[PlanStatus],
    plan: Plan | None,
    values: dict[str, Any],
    fields: frozenset[str] | None = None,
) -> PlanForm:
    others = [one for one in visible_plans(page.own_root, page.viewer) if plan is None or one.pk != plan.pk]
    return PlanForm(
        sent,
        units=units_of(page.own_root),
        others=others,
        own_types=own_types_of(page.own_root),
        frameworks=named_frameworks(page.own_root),
        statuses=statuses,
        fields=fields,
        values=values,
    )


def _show(
    page: Page,
    form: PlanForm,
    plan: Plan | None,
    *,
    version: str = "",
    changes: Sequence[FieldChange] = (),
) -> HttpResponse:
    title = _("Endre planen") if plan else _("Ny plan")
    own = [(page.address("plan", plan.key), shorten(plan.title, 60))] if plan else []
    return page.render(
        "website/editing/plan.html",
        current="plans",
        crumbs=[(page.address("plans"), _("Planer")), *own, (None, title)],
        title=title,
        form=form,
        plan=plan,
        version=version,
        others=changed_meanwhile(changes, {name: label for name, (label, _hint) in labels().items()}),
        back=page.address("plan", plan.key) if plan else page.address("plans"),
        status=409 if changes else 400 if form.errors else 200,
    )
