"""Editing an element's fields, and choosing when somebody else has changed the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.geography.models import Area
from rodtrad.geography.queries import parts_of
from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict, FieldErrors
from rodtrad.goals.models import Element
from rodtrad.goals.operations import (
    BadVersionError,
    Values,
    change_element,
    pack_version,
    unpack_version,
    values_of,
)
from rodtrad.goals.operations.fields import cleaned
from rodtrad.goals.operations.versions import conflicts_in
from rodtrad.goals.permissions import Powers, is_locked, may_correct, open_fields
from rodtrad.goals.queries.editing import units_of
from rodtrad.website.forms.element import ElementForm, initial_of, labels, shown_fields
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to, disagreements, may_edit
from rodtrad.website.views.editing.guard import element_writer, person_of

THEIRS, MINE = "deres", "mitt"


@element_writer(may_edit)
def edit(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Change the fields that the person may; what others changed meanwhile is shown before anything is stored."""
    sent = page.request.POST
    started = _started(sent, element) if sent else values_of(element)
    form = _form(element, powers, sent or None, started)
    if not sent or not form.is_valid():
        return _show(page, element, form, started)
    try:
        changes = cleaned(form.changes())
    except FieldErrors as error:
        form.add_errors(error.by_field)
        return _show(page, element, form, started)
    disputed = [field for field in sent.getlist("uenig") if field in changes]
    chosen = {field: sent.get(f"velg-{field}", "") for field in disputed}
    if any(choice not in (THEIRS, MINE) for choice in chosen.values()):
        before = _version(sent.get("startet", ""), element)
        told = {field: changes[field] for field in disputed}
        undecided = conflicts_in(element, told, before, started)
        if not undecided:
            raise BadRequest
        return _choose(page, element, form, Stand(undecided, before, started, changes), undecided=True)
    kept = {field for field, choice in chosen.items() if choice == THEIRS}
    wanted = {field: value for field, value in changes.items() if field not in kept}
    try:
        change_element(
            actor=person_of(page), element=element, changes=wanted, based_on=started, reason=form.reason
        )
    except ChangedMeanwhile as error:
        return _choose(page, element, form, Stand(error.conflicts, started, error.now[element.pk], changes))
    except FieldErrors as error:
        form.add_errors(error.by_field)
        return _show(page, element, form, started)
    messages.success(page.request, _("Endringene er lagret."))
    return redirect("element", page.own_root.slug, element.key)


def _started(sent: QueryDict, element: Element) -> Values:
    return _version(sent.get("versjon", ""), element)


def _version(text: str, element: Element) -> Values:
    try:
        return unpack_version(text, element.pk)
    except BadVersionError as error:
        raise BadRequest from error


def _form(element: Element, powers: Powers, data: QueryDict | None, values: Values) -> ElementForm:
    return ElementForm(
        data,
        fields=shown_fields(element, open_fields(powers, element)),
        units=units_of(element.root),
        areas=_areas(element),
        values=values,
        corrects=is_locked(element.plan) and may_correct(powers, element.plan),
    )


def _areas(element: Element) -> list[Area]:
    """Return the root's districts, and the places that the element names already."""
    area = element.root.area
    found = parts_of(area, timezone.localdate()) if area else []
    codes = {one.code for one in found}
    return [*found, *(one for one in element.areas.all() if one.code not in codes)]


def _show(page: Page, element: Element, form: ElementForm, started: Values) -> HttpResponse:
    return page.render(
        "website/editing/element.html",
        current="overview",
        crumbs=crumbs_to(element, _("Rediger")),
        element=element,
        form=form,
        version=pack_version(element.pk, started),
        locked=is_locked(element.plan),
        status=422 if form.errors else 200,
    )


@dataclass(frozen=True)
class Stand:
    """Where two people stand: what they disagree on, what this one started from and sent, and what stands now."""

    conflicts: Sequence[FieldConflict]
    started: Values
    now: Values
    mine: Values


def _choose(
    page: Page, element: Element, form: ElementForm, stand: Stand, *, undecided: bool = False
) -> HttpResponse:
    """Show field by field what the other made of it and what this person did, and let them choose.

    What this person left as it was, takes what stands now; the page is then a version of what stands now.
    """
    disputed = {one.field for one in stand.conflicts}
    agreed = {
        field: stand.now[field] if value == stand.started.get(field) else value
        for field, value in stand.mine.items()
        if field not in disputed
    }
    shown = disagreements(stand.conflicts, labels(), form.units)
    return page.render(
        "website/editing/conflict.html",
        current="overview",
        crumbs=crumbs_to(element, _("Rediger")),
        element=element,
        rows=[(one, form[one.field]) for one in shown],
        hidden=[*_boxes(agreed), ("reason", form.reason)],
        version=pack_version(element.pk, stand.now),
        started=pack_version(element.pk, stand.started),
        undecided=undecided,
        status=409,
    )


def _boxes(values: Values) -> list[tuple[str, Any]]:
    """Return the values as boxes that the page sends on unseen; a box that is not ticked is not sent."""
    found = []
    for field, value in initial_of(values).items():
        if isinstance(value, list):
            found += [(field, one) for one in value]
        elif value is not False:
            found.append((field, "on" if value is True else value))
    return found
