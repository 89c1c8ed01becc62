"""Editing an element's fields, and choosing when somebody else has changed the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.geography.models import Area
from rodtrad.geography.queries import parts_of
from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations import Values, change_element, pack_version, values_of
from rodtrad.goals.operations.fields import cleaned
from rodtrad.goals.operations.versions import conflicts_in
from rodtrad.goals.permissions import ADOPTED_TEXT, Powers, is_locked, may_correct, may_publish, open_fields
from rodtrad.goals.queries.editing import units_of
from rodtrad.website.forms.element import ElementForm, initial_of, labels, shown_fields
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to, disagreements, may_edit
from rodtrad.website.views.editing.guard import element_writer, person_of
from rodtrad.website.views.editing.storing import version_of

THEIRS, MINE = "deres", "mitt"


@dataclass(frozen=True)
class Desk:
    """Who edits what, and what stood there when they began."""

    page: Page
    element: Element
    powers: Powers
    started: Values


@element_writer(may_edit)
def edit(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Change the fields that the person may; what others changed meanwhile is shown before anything is stored."""
    sent = page.request.POST
    started = version_of(sent.get("versjon", ""), element) if sent else values_of(element)
    desk = Desk(page, element, powers, started)
    form = _form(desk, sent or None)
    _tell_locked(desk, form)
    disputed = [one for one in sent.getlist("uenig") if one in form.fields]
    if disputed:
        return _settle(desk, form, disputed)
    if not form.is_valid() or form.is_preview:
        return _show(desk, form)
    return _store(desk, form)


def _form(desk: Desk, data: QueryDict | None) -> ElementForm:
    element, powers = desk.element, desk.powers
    return ElementForm(
        data,
        fields=shown_fields(element, open_fields(powers, element)),
        units=units_of(element.root),
        areas=_areas(element),
        values=desk.started,
        corrects=is_locked(element.plan) and may_correct(powers, element.plan),
        publishes=may_publish(powers, element.plan),
    )


def _tell_locked(desk: Desk, form: ElementForm) -> None:
    """Say so when the plan was adopted while somebody wrote in it: their text is not stored, and not lost."""
    sent = desk.page.request.POST
    if not is_locked(desk.element.plan):
        return
    for name in sorted((ADOPTED_TEXT & sent.keys()) - form.fields.keys()):
        said = " ".join(sent[name].split())
        if said and said != " ".join(str(desk.started.get(name, "")).split()):
            words = _("Planen ble vedtatt mens du skrev, og «%(field)s» er låst. Du skrev: %(text)s")
            form.refuse(FieldErrors({"": words % {"field": labels()[name], "text": sent[name]}}))


def _areas(element: Element) -> list[Area]:
    """Return the root's districts, and the places that the element names already."""
    area = element.root.area
    found = parts_of(area, timezone.localdate()) if area else []
    codes = {one.code for one in found}
    return [*found, *(one for one in element.areas.all() if one.code not in codes)]


def _store(desk: Desk, form: ElementForm, *, before: Values | None = None) -> HttpResponse:
    """Store the form. With `before`, from when the two disagreed, whatever is wrong leads back to all of the form."""
    page, element = desk.page, desk.element
    try:
        changes = cleaned(form.changes())
        change_element(
            actor=person_of(page), element=element, changes=changes, based_on=desk.started, reason=form.reason
        )
    except ChangedMeanwhile as error:
        stand = Stand(error.conflicts, desk.started, error.now[element.pk])
        return _choose(desk, form, stand, _agreed(stand, changes))
    except (FieldErrors, NotAllowedError) as refusal:
        form.refuse(refusal)
        return _show(desk, form, version=before)
    messages.success(page.request, _("Endringene er lagret."))
    return redirect("element", page.own_root.slug, element.key)


def _show(desk: Desk, form: ElementForm, *, version: Values | None = None) -> HttpResponse:
    element = desk.element
    return desk.page.render(
        "website/editing/element.html",
        current="overview",
        crumbs=crumbs_to(element, _("Rediger")),
        element=element,
        form=form,
        version=pack_version(element.pk, version or desk.started),
        locked=is_locked(element.plan),
        status=form.status,
    )


# Two have changed the same


@dataclass(frozen=True)
class Stand:
    """Where two people stand: what they disagree on, what this one started from, what stands now, and choices made."""

    conflicts: Sequence[FieldConflict]
    started: Values
    now: Values
    chosen: Mapping[str, str] = field(default_factory=dict)


def _settle(desk: Desk, form: ElementForm, disputed: list[str]) -> HttpResponse:
    """Store what the person has chosen, field by field; without a choice for each, ask again.

    The page that asked was a version of what stood then. `startet` is what the person started from before that.
    """
    sent = desk.page.request.POST
    before = version_of(sent.get("startet", ""), desk.element)
    conflicts = conflicts_in(desk.element, dict.fromkeys(disputed, ""), before, desk.started)
    if not conflicts:
        raise BadRequest
    chosen = {one.field: sent.get(f"velg-{one.field}", "") for one in conflicts}
    settled = _form(desk, _with_theirs(sent, desk.started, chosen))
    if not {*chosen.values()} <= {THEIRS, MINE} or settled.errors.keys() & chosen.keys():
        rest = [(name, one) for name in form.fields if name not in chosen for one in sent.getlist(name)]
        return _choose(desk, form, Stand(conflicts, before, desk.started, chosen), rest)
    if settled.errors:
        return _show(desk, form, version=before)
    return _store(desk, settled, before=before)


def _with_theirs(sent: QueryDict, now: Values, chosen: Mapping[str, str]) -> QueryDict:
    """Return what was sent, with what stands now in each field where the person chose that."""
    data = sent.copy()
    for name, choice in chosen.items():
        if choice == THEIRS:
            data.setlist(name, [value for _name, value in _boxes({name: now[name]})])
    return data


def _choose(desk: Desk, form: ElementForm, stand: Stand, hidden: list[tuple[str, Any]]) -> HttpResponse:
    """Show field by field what the other made of it and what this person did, and let them choose."""
    element = desk.element
    shown = disagreements(stand.conflicts, labels(), form.units, form.places)
    return desk.page.render(
        "website/editing/conflict.html",
        current="overview",
        crumbs=crumbs_to(element, _("Rediger")),
        element=element,
        form=form,
        rows=[(one, form[one.field], stand.chosen.get(one.field, "")) for one in shown],
        hidden=[*hidden, *([] if stand.chosen else [("reason", form.reason)])],
        version=pack_version(element.pk, stand.now),
        started=pack_version(element.pk, stand.started),
        undecided=[one for one in shown if stand.chosen and stand.chosen[one.field] not in (THEIRS, MINE)],
        status=409,
    )


def _agreed(stand: Stand, mine: Values) -> list[tuple[str, Any]]:
    """Return the rest of the form: what this person left as it was, takes what stands now."""
    disputed = {one.field for one in stand.conflicts}
    return _boxes(
        {
            name: stand.now[name] if value == stand.started.get(name) else value
            for name, value in mine.items()
            if name not in disputed
        }
    )


def _boxes(values: Values) -> list[tuple[str, Any]]:
    """Return the values as boxes that the page sends on unseen; a box that is not ticked is not sent."""
    found = []
    for name, value in initial_of(values).items():
        if isinstance(value, list):
            found += [(name, one) for one in value]
        elif value is not False:
            found.append((name, "on" if value is True else value))
    return found
