"""What is wanted of an indicator for an element: choosing the indicator, the form, and taking it away."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations import pack_version
from rodtrad.goals.permissions import Powers, is_locked
from rodtrad.goals.queries.editing import units_of
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.queries.catalogue import find_indicator, lines_of_area, visible_indicators
from rodtrad.organisations.models import Organisation
from rodtrad.targets.models import Target
from rodtrad.targets.operations.change_target import change_target
from rodtrad.targets.operations.create_target import create_target
from rodtrad.targets.operations.delete_target import delete_target as delete
from rodtrad.targets.operations.target_values import TargetValues, put_target, target_values
from rodtrad.targets.permissions import may_set_targets
from rodtrad.targets.queries import judged, targets_of
from rodtrad.website.filters import cleaned
from rodtrad.website.forms.target import TargetForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to
from rodtrad.website.presenters.figures import unit_name
from rodtrad.website.presenters.target_writing import (
    choosable,
    deletable,
    direction_words,
    disputed,
    known_words,
)
from rodtrad.website.presenters.targets import TargetRow, target_row
from rodtrad.website.views.editing.guard import element_writer, person_of
from rodtrad.website.views.editing.storing import version_of

ANCHOR = "#indikatorer"


@element_writer(may_set_targets)
def new_target(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Choose an indicator, `q` searches among them; with `indikator`, say what is wanted of it."""
    key = cleaned(page.request.GET, "indikator")
    if not key:
        return _choose(page, element)
    indicator = find_indicator(page.own_root, page.viewer, key)
    if indicator is None:
        raise Http404
    form = TargetForm(page.request.POST or None, unit=_unit(indicator), units=_units(page))
    if form.is_valid() and not form.is_preview:
        try:
            create_target(actor=person_of(page), element=element, indicator=indicator, values=form.given)
        except (FieldErrors, NotAllowedError) as refusal:
            form.refuse(refusal)
        else:
            messages.success(page.request, _("Måltallet for «%s» er lagret.") % indicator.title)
            return _back(page, element)
    return _show(page, element, indicator, form)


def _choose(page: Page, element: Element) -> HttpResponse:
    text = cleaned(page.request.GET, "q")
    indicators = list(visible_indicators(page.own_root, page.viewer))
    held = set(
        targets_of(page.own_root, page.viewer).filter(element=element).values_list("indicator", flat=True)
    )
    lines = lines_of_area(indicators, page.own_root.area_id)
    groups = choosable(element, indicators, lines, text=text, held=held)
    return page.render(
        "website/editing/choose_indicator.html",
        current="overview",
        crumbs=crumbs_to(element, _("Legg til måltall")),
        element=element,
        text=text,
        groups=groups,
        found=sum(len(group.rows) for group in groups),
    )


@element_writer(may_set_targets)
def edit_target(page: Page, element: Element, powers: Powers, target: UUID) -> HttpResponse:
    """Change what is wanted. What another has changed meanwhile is shown before anything is stored."""
    found = _found(page, element, target)
    sent = page.request.POST
    started = version_of(sent.get("versjon", ""), found) if sent else target_values(found)
    form = TargetForm(sent or None, unit=_unit(found.indicator), units=_units(page, found), values=started)
    others: Sequence[FieldConflict] = ()
    if form.is_valid() and not form.is_preview:
        try:
            change_target(actor=person_of(page), target=found, values=form.given, based_on=started)
        except (FieldErrors, NotAllowedError) as refusal:
            form.refuse(refusal)
        except ChangedMeanwhile as error:
            started, others = error.now[found.pk], error.conflicts
        else:
            messages.success(page.request, _("Måltallet for «%s» er lagret.") % found.indicator.title)
            return _back(page, element)
    return _show(page, element, found.indicator, form, target=found, started=started, others=others)


@element_writer(may_set_targets)
def delete_target(page: Page, element: Element, powers: Powers, target: UUID) -> HttpResponse:
    """Show what goes, and delete it on yes. What another has changed meanwhile is shown before anything goes."""
    found = _found(page, element, target)
    changed = False
    if page.request.method == "POST":
        seen = version_of(page.request.POST.get("versjon", ""), found)
        try:
            delete(actor=person_of(page), target=found, based_on=seen)
        except ChangedMeanwhile:
            changed, found = True, _found(page, element, target)
        except FieldErrors as error:  # it is gone already
            messages.warning(page.request, str(error))
            return _back(page, element)
        else:
            messages.success(page.request, _("Måltallet for «%s» er slettet.") % found.indicator.title)
            return _back(page, element)
    values = target_values(found)
    return page.render(
        "website/editing/delete_target.html",
        current="overview",
        crumbs=crumbs_to(element, _("Slett måltall")),
        element=element,
        target=found,
        what=deletable(found, values),
        changed=changed,
        version=pack_version(found.pk, values),
        back=page.address("edit_target", element.key, str(found.pk)),
        status=409 if changed else 200,
    )


def _show(
    page: Page,
    element: Element,
    indicator: Indicator,
    form: TargetForm,
    *,
    target: Target | None = None,
    started: TargetValues | None = None,
    others: Sequence[FieldConflict] = (),
) -> HttpResponse:
    title = _("Endre måltall") if target else _("Legg til måltall")
    lines = lines_of_area([indicator], page.own_root.area_id)
    preview = _preview(element, indicator, form, target)  # it may find faults, which decide the status
    return page.render(
        "website/editing/target.html",
        current="overview",
        crumbs=crumbs_to(element, title),
        element=element,
        title=title,
        indicator=indicator,
        unit=unit_name(indicator),
        direction=direction_words(indicator),
        known=known_words(indicator, lines.get(indicator.pk, [])),
        form=form,
        preview=preview,
        is_adopted=is_locked(element.plan),
        is_quoted=bool(target and target.source_id),
        others=disputed(others, units_of(page.own_root)) if others else [],
        version=pack_version(target.pk, started or {}) if target else "",
        delete=page.address("delete_target", element.key, str(target.pk)) if target else "",
        choose=page.address("new_target", element.key),
        status=409 if others else form.status,
    )


def _preview(
    element: Element, indicator: Indicator, form: TargetForm, target: Target | None
) -> TargetRow | None:
    """Return how it would stand, where the person asks and nothing is wrong; nothing is stored."""
    if not (form.is_bound and form.is_preview and form.is_valid()):
        return None
    row = target or Target(root=element.root, element=element, indicator=indicator)
    try:
        put_target(row, form.given)
    except FieldErrors as refusal:
        form.refuse(refusal)
        return None
    [one] = judged([row])
    return target_row(one)


def _found(page: Page, element: Element, target: UUID) -> Target:
    found = targets_of(page.own_root, page.viewer).filter(element=element, pk=target).first()
    if found is None:
        raise Http404
    return found


def _unit(indicator: Indicator) -> str:
    return unit_name(indicator) or _("prosent")


def _units(page: Page, target: Target | None = None) -> list[tuple[Organisation, int]]:
    """Return the units to choose among: the whole organisation has a choice of its own."""
    chosen: Any = target.organisation_id if target else None
    return [(unit, depth) for unit, depth in units_of(page.own_root) if unit.parent_id or unit.pk == chosen]


def _back(page: Page, element: Element) -> HttpResponse:
    return redirect(page.address("element", element.key) + ANCHOR)
