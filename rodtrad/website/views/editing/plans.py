"""An element in more plans than one: carried over, and taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.goals.models import Element, Placement
from rodtrad.goals.operations import carry_over, take_out
from rodtrad.goals.permissions import Powers
from rodtrad.goals.queries.editing import by_keys, draft_plans, levels_above, natural_place, plans_holding
from rodtrad.plans.models import Plan
from rodtrad.website.forms.structure import PlanForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to, plan_address, writes_somewhere
from rodtrad.website.views.editing.guard import element_writer, person_of
from rodtrad.website.views.editing.storing import store


def _writes(powers: Powers, _element: Element) -> bool:
    return writes_somewhere(powers)


@element_writer(_writes)
def carry(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Let the element stand in another plan too."""
    root = page.own_root
    held = {plan.pk for plan in plans_holding(element, root, page.viewer)}
    plans = [plan for plan in draft_plans(root, page.viewer, powers) if plan.pk not in held]
    form = PlanForm(page.request.POST or None, plans=plans)
    place = store(form, lambda: _carry(page, element, form))
    if place:
        words = _("«%(title)s» står nå også i «%(plan)s».")
        messages.success(page.request, words % {"title": element.title, "plan": place.plan.title})
        return redirect(f"{plan_address(root, place.plan)}#{element.key}")
    return page.render(
        "website/editing/carry.html",
        current="plans",
        crumbs=crumbs_to(element, _("Videreføre")),
        element=element,
        plans=plans,
        form=form,
        status=form.status,
    )


def _carry(page: Page, element: Element, form: PlanForm) -> Placement:
    plan = next(plan for plan in form.plans if plan.key == form.cleaned_data["plan"])
    return carry_over(
        actor=person_of(page),
        element=element,
        plan=plan,
        under=_visible_place(page, element, plan),
        number=form.cleaned_data["number"],
    )


def _visible_place(page: Page, element: Element, plan: Plan) -> Element | None:
    """Return where the element would stand in the other plan, when the level rules have it so there."""
    above = natural_place(element, plan)
    if above is None or above.level_id not in levels_above(element.level):
        return None
    return next(iter(by_keys(page.own_root, page.viewer, [above.key])), None)


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
        except (FieldErrors, NotAllowedError) as error:
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
