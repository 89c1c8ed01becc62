"""Where an element stands: made in a plan, moved, carried over, taken out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element
from rodtrad.goals.operations import carry_over, create_element, move_element, take_out
from rodtrad.goals.permissions import Powers, is_locked, may_write_plan, powers_in
from rodtrad.goals.queries.editing import (
    by_keys,
    draft_plans,
    levels_above,
    levels_in,
    natural_place,
    places_in,
    plans_holding,
    units_of,
)
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import find_plan
from rodtrad.website.forms.structure import MoveForm, NewElementForm, PlanForm, place_choices
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to, may_move, plan_address, writes_somewhere
from rodtrad.website.views.editing.guard import element_writer, person_of, writers_only


@writers_only
def new(page: Page, key: str) -> HttpResponse:
    """Make an element in a draft plan; `niva` and `under` in the address choose beforehand."""
    root, request = page.own_root, page.request
    plan = find_plan(root, page.viewer, key)
    if plan is None:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if is_locked(plan) or not may_write_plan(powers_in(request.user, root), plan):
        raise PermissionDenied
    levels = levels_in(plan)
    places = places_in(plan, page.viewer)
    asked = {"level": request.GET.get("niva", ""), "under": request.GET.get("under", "")}
    form = NewElementForm(
        request.POST or None, levels=levels, places=place_choices(places), units=units_of(root), start=asked
    )
    if form.is_valid():
        try:
            made = create_element(
                actor=person_of(page),
                plan=plan,
                level=next(level for level in levels if level.key == form.cleaned_data["level"]),
                changes=form.changes(),
                under=_one(page, form.cleaned_data["under"]),
                number=form.cleaned_data["number"],
            )
        except FieldErrors as error:
            form.add_errors(error.by_field)
        else:
            messages.success(
                request, _("«%s» er laget. Det er synlig for ansatte med en rolle her.") % made.title
            )
            return redirect("element", root.slug, made.key)
    return page.render(
        "website/editing/new.html",
        current="plans",
        crumbs=[
            (page.address("plans"), _("Planer")),
            (plan_address(root, plan), plan.title),
            (None, _("Nytt")),
        ],
        plan=plan,
        form=form,
        status=422 if form.errors else 200,
    )


def _one(page: Page, key: str) -> Element | None:
    return next(iter(by_keys(page.own_root, page.viewer, [key])), None) if key else None


def _may_move_somewhere(powers: Powers, element: Element) -> bool:
    return writes_somewhere(powers) or may_move(powers, element.plan)


@element_writer(_may_move_somewhere)
def move(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Put the element elsewhere in a plan that it stands in; `plan` in the address chooses which."""
    root = page.own_root
    plans = [plan for plan in plans_holding(element, root, page.viewer) if may_move(powers, plan)]
    if not plans:
        raise PermissionDenied
    plan = next((plan for plan in plans if plan.key == page.request.GET.get("plan")), plans[0])
    rows = places_in(plan, page.viewer)
    own = next((row for row in rows if row.element.pk == element.pk), None)
    if own is None:
        raise Http404
    form = MoveForm(
        page.request.POST or None,
        places=_fitting(element, rows),
        initial=_standing(own, rows),
        corrects=is_locked(plan),
    )
    if form.is_valid():
        try:
            _move(page, element, plan, form)
        except FieldErrors as error:
            _add_errors(form, error)
        else:
            messages.success(page.request, _("«%s» er flyttet.") % element.title)
            return redirect(f"{plan_address(root, plan)}#{element.key}")
    return page.render(
        "website/editing/move.html",
        current="plans",
        crumbs=crumbs_to(element, _("Flytt")),
        element=element,
        plan=plan,
        plans=plans,
        form=form,
        status=422 if form.errors else 200,
    )


def _move(page: Page, element: Element, plan: Plan, form: MoveForm) -> None:
    given = form.cleaned_data
    move_element(
        actor=person_of(page),
        element=element,
        plan=plan,
        under=_one(page, given["under"]),
        index=form.place,
        number=given["number"],
        move_link=given["move_link"],
        correction=given.get("correction", ""),
    )


def _fitting(element: Element, rows: Any) -> list[tuple[str, str]]:
    """Return the places whose level may stand over the element's."""
    above = levels_above(element.level)
    fitting = {row.element.key for row in rows if row.element.level_id in above}
    return [
        choice for choice in place_choices(rows, without=element) if not choice[0] or choice[0] in fitting
    ]


def _standing(own: Any, rows: Any) -> dict[str, Any]:
    place = own.placement
    siblings = [row for row in rows if row.placement.parent_id == place.parent_id]
    above = next((row.element.key for row in rows if row.placement.pk == place.parent_id), "")
    return {"under": above, "index": siblings.index(own) + 1, "number": place.number}


def _add_errors(form: Any, error: FieldErrors) -> None:
    for name, sentence in error.by_field.items():
        form.add_error(name if name in form.fields else None, sentence)


def _writes(powers: Powers, _element: Element) -> bool:
    return writes_somewhere(powers)


@element_writer(_writes)
def carry(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Let the element stand in another plan too."""
    root = page.own_root
    held = {plan.pk for plan in plans_holding(element, root, page.viewer)}
    plans = [plan for plan in draft_plans(root, page.viewer, powers) if plan.pk not in held]
    form = PlanForm(page.request.POST or None, plans=plans)
    if form.is_valid():
        plan = next(plan for plan in plans if plan.key == form.cleaned_data["plan"])
        try:
            carry_over(
                actor=person_of(page),
                element=element,
                plan=plan,
                under=_visible_place(page, element, plan),
                number=form.cleaned_data["number"],
            )
        except FieldErrors as error:
            _add_errors(form, error)
        else:
            messages.success(page.request, _("«%(title)s» står nå også i «%(plan)s».") % {
                "title": element.title, "plan": plan.title})  # fmt: skip
            return redirect(f"{plan_address(root, plan)}#{element.key}")
    return page.render(
        "website/editing/carry.html",
        current="plans",
        crumbs=crumbs_to(element, _("Videreføre")),
        element=element,
        plans=plans,
        form=form,
        status=422 if form.errors else 200,
    )


def _visible_place(page: Page, element: Element, plan: Plan) -> Element | None:
    """Return where the element would stand in the other plan, when the level rules have it so there."""
    above = natural_place(element, plan)
    if above is None or above.level_id not in levels_above(element.level):
        return None
    return _one(page, above.key)


@element_writer(_writes)
def take(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Take the element out of a draft plan; `plan` in the address chooses which."""
    root = page.own_root
    writable = {plan.pk for plan in draft_plans(root, page.viewer, powers)}
    plans = [plan for plan in plans_holding(element, root, page.viewer) if plan.pk in writable]
    asked = page.request.POST.get("plan") or page.request.GET.get("plan")
    plan = next((plan for plan in plans if plan.key == asked), None)
    refusal = ""
    if page.request.method == "POST" and plan is not None:
        try:
            gone = take_out(actor=person_of(page), element=element, plan=plan)
        except FieldErrors as error:
            refusal = str(error)
        else:
            words = _("«%s» er slettet.") if gone else _("«%s» er tatt ut av planen.")
            messages.success(page.request, words % element.title)
            return redirect(plan_address(root, plan))
    return page.render(
        "website/editing/take_out.html",
        current="plans",
        crumbs=crumbs_to(element, _("Ta ut av planen")),
        element=element,
        plans=plans,
        refusal=refusal,
        status=422 if refusal else 200,
    )
