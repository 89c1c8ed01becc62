"""Rewording what is adopted, and dividing and merging drafts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.goals.models import Element
from rodtrad.goals.operations import (
    Values,
    merge_drafts,
    pack_version,
    split_draft,
    succeed_element,
    values_of,
)
from rodtrad.goals.permissions import Powers, is_locked
from rodtrad.goals.queries.editing import alike_in_plan, by_keys, draft_plans, levels_above, natural_place
from rodtrad.website.forms.rewriting import ChooseForm, MergeForm, SplitForm
from rodtrad.website.forms.structure import SucceedForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to, goes_away, may_rework, writes_somewhere
from rodtrad.website.views.editing.guard import element_writer, person_of
from rodtrad.website.views.editing.storing import store, version_of


def _may_succeed(powers: Powers, element: Element) -> bool:
    return writes_somewhere(powers) and is_locked(element.plan)


@element_writer(_may_succeed)
def succeed(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Reword an adopted element for a draft plan, while everyone else reads the adopted one."""
    plans = draft_plans(page.own_root, page.viewer, powers)
    form = SucceedForm(page.request.POST or None, plans=plans, element=element)
    made = store(form, lambda: _succeed(page, element, form))
    if made:
        messages.success(page.request, _("Omskrivingen er lagret som utkast. Den vedtatte teksten står."))
        return redirect("element", page.own_root.slug, made.key)
    return page.render(
        "website/editing/succeed.html",
        current="overview",
        crumbs=crumbs_to(element, _("Omskriv til neste plan")),
        element=element,
        plans=plans,
        form=form,
        status=form.status,
    )


def _succeed(page: Page, element: Element, form: SucceedForm) -> Element:
    given = form.cleaned_data
    plan = next(plan for plan in form.plans if plan.key == given["plan"])
    above = natural_place(element, plan)
    fits = above is not None and above.level_id in levels_above(element.level)
    return succeed_element(
        actor=person_of(page),
        element=element,
        plan=plan,
        changes={"title": given["title"], "description": given["description"]},
        under=above if fits else None,
        number=given["number"],
    )


@element_writer(may_rework)
def split(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Divide a draft into several."""
    sent = page.request.POST
    started = version_of(sent.get("versjon", ""), element) if sent else _read(element)
    form = SplitForm(sent or None, values=started)
    rows = store(
        form,
        lambda: split_draft(actor=person_of(page), element=element, parts=form.parts, based_on=started),
    )
    if rows:
        messages.success(page.request, _("Elementet er delt i %d.") % len(rows))
        return redirect("element", page.own_root.slug, element.key)
    return page.render(
        "website/editing/split.html",
        current="overview",
        crumbs=crumbs_to(element, _("Del i flere")),
        element=element,
        form=form,
        version=pack_version(element.pk, {**started, **form.now.get(element.pk, {})}),
        status=form.status,
    )


def _read(element: Element) -> Values:
    return values_of(element, ("title", "description"))


@element_writer(may_rework)
def merge(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Merge other drafts of the same level in the same plan into this one; `others` in the address chooses which."""
    request = page.request
    keys = (request.POST if request.method == "POST" else request.GET).getlist("others")
    others = by_keys(page.own_root, page.viewer, keys)
    if len(others) != len(set(keys)):
        raise Http404
    return _merge(page, element, others) if others else _choose(page, element)


def _choose(page: Page, element: Element) -> HttpResponse:
    asked = page.request.GET if "velg" in page.request.GET or page.request.method == "POST" else None
    alike = alike_in_plan(element, page.viewer)
    form = ChooseForm(asked, alike=alike)
    return page.render(
        "website/editing/choose.html",
        current="overview",
        crumbs=crumbs_to(element, _("Slå sammen")),
        element=element,
        alike=alike,
        form=form,
        status=form.status,
    )


def _merge(page: Page, element: Element, others: list[Element]) -> HttpResponse:
    sent = page.request.POST
    every = [element, *others]
    started = _started(sent.getlist("versjon"), every) if sent else {one.pk: values_of(one) for one in every}
    form = MergeForm(sent or None, values=started[element.pk], others=others)
    kept = store(
        form,
        lambda: merge_drafts(
            actor=person_of(page),
            keep=element,
            others=others,
            changes={name: form.cleaned_data[name] for name in ("title", "description")},
            based_on=started,
        ),
    )
    if kept:
        messages.success(page.request, _("Elementene er slått sammen. De gamle adressene fører hit."))
        return redirect("element", page.own_root.slug, element.key)
    return page.render(
        "website/editing/merge.html",
        current="overview",
        crumbs=crumbs_to(element, _("Slå sammen")),
        element=element,
        others=[goes_away(one) for one in others],
        form=form,
        versions=[pack_version(one.pk, {**started[one.pk], **form.now.get(one.pk, {})}) for one in every],
        status=form.status,
    )


def _started(versions: list[str], elements: list[Element]) -> dict[UUID, Values]:
    padded = [*versions, *([""] * (len(elements) - len(versions)))]
    return {one.pk: version_of(text, one) for one, text in zip(elements, padded, strict=False)}
