"""Where an element stands in a plan: made there, and moved."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.goals.models import Element, Placement
from rodtrad.goals.operations import (
    BadVersionError,
    create_element,
    move_element,
    pack_version,
    unpack_version,
)
from rodtrad.goals.operations.places import Standing
from rodtrad.goals.permissions import Powers, is_locked, may_write_plan, powers_in
from rodtrad.goals.queries import DocumentRow
from rodtrad.goals.queries.editing import (
    by_keys,
    levels_above,
    levels_in,
    places_in,
    plans_holding,
    units_of,
)
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import find_plan
from rodtrad.website.forms.structure import MoveForm, NewElementForm, place_choices
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to, may_move, plan_address, writes_somewhere
from rodtrad.website.views.editing.guard import element_writer, person_of, writers_only
from rodtrad.website.views.editing.storing import store


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
    form = NewElementForm(
        request.POST or None,
        levels=levels_in(plan),
        places=place_choices(places_in(plan, page.viewer)),
        units=units_of(root),
        start={"level": request.GET.get("niva", ""), "under": request.GET.get("under", "")},
    )
    made = store(form, lambda: _make(page, plan, form))
    if made:
        words = _("«%s» er laget. Det er synlig for ansatte med en rolle her.")
        messages.success(request, words % made.title)
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
        status=form.status,
    )


def _make(page: Page, plan: Plan, form: NewElementForm) -> Element:
    given = form.cleaned_data
    return create_element(
        actor=person_of(page),
        plan=plan,
        level=next(level for level in form.levels if level.key == given["level"]),
        changes=form.changes(),
        under=_one(page, given["under"]),
        number=given["number"],
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
    sent = page.request.POST
    standing = _started(sent.get("versjon", ""), own.placement) if sent else _standing(own, rows)
    form = MoveForm(
        sent or None,
        places=_fitting(element, rows),
        initial={"under": standing.under, "index": standing.index + 1, "number": standing.number},
        corrects=is_locked(plan),
    )
    if store(form, lambda: _move(page, element, plan, form, standing)):
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
        version=pack_version(own.placement.pk, asdict(_standing(own, rows) if form.moved else standing)),
        status=form.status,
    )


def _move(page: Page, element: Element, plan: Plan, form: MoveForm, standing: Standing) -> Placement:
    given = form.cleaned_data
    return move_element(
        actor=person_of(page),
        element=element,
        plan=plan,
        under=_one(page, given["under"]),
        index=form.index,
        number=given["number"],
        move_link=given["move_link"],
        correction=given.get("correction", ""),
        based_on=standing,
    )


def _fitting(element: Element, rows: list[DocumentRow]) -> list[tuple[str, str]]:
    """Return the places whose level may stand over the element's."""
    above = levels_above(element.level)
    fitting = {row.element.key for row in rows if row.element.level_id in above}
    return [
        choice for choice in place_choices(rows, without=element) if not choice[0] or choice[0] in fitting
    ]


def _standing(own: DocumentRow, rows: list[DocumentRow]) -> Standing:
    place = own.placement
    siblings = [row for row in rows if row.placement.parent_id == place.parent_id]
    above = next((row.element.key for row in rows if row.placement.pk == place.parent_id), "")
    return Standing(above, siblings.index(own), place.number)


def _started(version: str, place: Placement) -> Standing:
    """Return where the element stood when the form was made."""
    try:
        return Standing(**unpack_version(version, place.pk))  # type: ignore[arg-type]  # we signed these three
    except BadVersionError as error:
        raise BadRequest from error
