"""Rewording what is adopted, and dividing and merging drafts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element
from rodtrad.goals.operations import merge_drafts, split_draft, succeed_element
from rodtrad.goals.permissions import Powers, is_locked
from rodtrad.goals.queries.editing import alike_in_plan, by_keys, draft_plans, levels_above, natural_place
from rodtrad.website.forms.structure import MergeForm, SplitForm, SucceedForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to, may_rework, writes_somewhere
from rodtrad.website.views.editing.guard import element_writer, person_of


def _may_succeed(powers: Powers, element: Element) -> bool:
    return writes_somewhere(powers) and is_locked(element.plan)


@element_writer(_may_succeed)
def succeed(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Reword an adopted element for a draft plan, while everyone else reads the adopted one."""
    plans = draft_plans(page.own_root, page.viewer, powers)
    form = SucceedForm(page.request.POST or None, plans=plans, element=element)
    if form.is_valid():
        given = form.cleaned_data
        plan = next(plan for plan in plans if plan.key == given["plan"])
        above = natural_place(element, plan)
        fits = above is not None and above.level_id in levels_above(element.level)
        try:
            made = succeed_element(
                actor=person_of(page),
                element=element,
                plan=plan,
                changes={"title": given["title"], "description": given["description"]},
                under=above if fits else None,
                number=given["number"],
            )
        except FieldErrors as error:
            for name, sentence in error.by_field.items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(page.request, _("Omskrivingen er lagret som utkast. Den vedtatte teksten står."))
            return redirect("element", page.own_root.slug, made.key)
    return page.render(
        "website/editing/succeed.html",
        current="overview",
        crumbs=crumbs_to(element, _("Omskriv til neste plan")),
        element=element,
        plans=plans,
        form=form,
        status=422 if form.errors else 200,
    )


@element_writer(may_rework)
def split(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Divide a draft into several."""
    form = SplitForm(page.request.POST or None, element=element)
    if form.is_valid():
        try:
            rows = split_draft(actor=person_of(page), element=element, parts=form.parts)
        except FieldErrors as error:
            for sentence in error.by_field.values():
                form.add_error(None, sentence)
        else:
            messages.success(page.request, _("Elementet er delt i %d.") % len(rows))
            return redirect("element", page.own_root.slug, element.key)
    return page.render(
        "website/editing/split.html",
        current="overview",
        crumbs=crumbs_to(element, _("Del i flere")),
        element=element,
        form=form,
        status=422 if form.errors else 200,
    )


@element_writer(may_rework)
def merge(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Merge other drafts of the same level in the same plan into this one."""
    alike = alike_in_plan(element, page.viewer)
    form = MergeForm(page.request.POST or None, element=element, alike=alike)
    if form.is_valid():
        given = form.cleaned_data
        try:
            merge_drafts(
                actor=person_of(page),
                keep=element,
                others=by_keys(page.own_root, page.viewer, given["others"]),
                changes={"title": given["title"], "description": given["description"]},
            )
        except FieldErrors as error:
            for name, sentence in error.by_field.items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(page.request, _("Elementene er slått sammen. De gamle adressene fører hit."))
            return redirect("element", page.own_root.slug, element.key)
    return page.render(
        "website/editing/merge.html",
        current="overview",
        crumbs=crumbs_to(element, _("Slå sammen")),
        element=element,
        alike=alike,
        form=form,
        status=422 if form.errors else 200,
    )
