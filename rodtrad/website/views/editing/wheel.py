"""Changing what recurs in the municipality's year and term."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.organisations.permissions import Powers, powers_in
from rodtrad.planning.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.planning.operations.wheel import FIELDS, back_to_default, entry_values, leave_out, save_entry
from rodtrad.planning.permissions import may_change_wheel
from rodtrad.planning.queries.wheel import Recurring, find_recurring, recurring_in
from rodtrad.website.forms.begun import pack
from rodtrad.website.forms.wheel import EntryForm
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.wheel_recurring import recurring_rows
from rodtrad.website.views.editing.guard import person_of, those_who_may, writer_of
from rodtrad.website.views.editing.storing import begun_or, begun_with, seen_too_late

_LEAVE_OUT, _BACK = "ta-bort", "tilbake"


@require_safe
@root_page
def recurring(page: Page) -> HttpResponse:
    """List what recurs, with where each comes from."""
    may_change = may_change_wheel(powers_in(page.request.user, page.own_root))
    found = recurring_in(page.own_root, page.viewer, left_out=may_change)
    return page.render(
        "website/recurring.html",
        current="plans",
        crumbs=_crumbs(page, (None, _("Det som gjentar seg"))),
        cycles=recurring_rows(found),
        may_change=may_change,
    )


@those_who_may(may_change_wheel)
def new_entry(page: Page, powers: Powers) -> HttpResponse:
    form = EntryForm(page.request.POST or None, initial={"days": 1, "rule": "FREQ=YEARLY"})
    if page.request.method == "POST" and (answer := _saved(page, form, None)):
        return answer
    return _show(page, form, None)


def _found(page: Page, key: str) -> Recurring:
    found = find_recurring(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


@writer_of(_found, lambda powers, _entry: may_change_wheel(powers))
def edit_entry(page: Page, found: Recurring, powers: Powers) -> HttpResponse:
    """Change what recurs, leave it out, or go back to the default."""
    asked = page.request.POST.get("gjor", "")
    if asked in (_LEAVE_OUT, _BACK):
        return _taken(page, found, asked)
    form = EntryForm(page.request.POST or None, initial={name: getattr(found, name) for name in FIELDS})
    if page.request.method == "POST" and (answer := _saved(page, form, found)):
        return answer
    return _show(page, form, found)


def _saved(page: Page, form: EntryForm, now: Recurring | None) -> HttpResponse | None:
    if not form.is_valid():
        return None
    values: dict[str, Any] = {name: form.cleaned_data[name] for name in FIELDS}
    try:
        begun = begun_with(page, now.key) if now else None
        row = save_entry(actor=person_of(page), root=page.own_root, values=values, now=now, based_on=begun)
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except ChangedMeanwhile as error:
        form.tell_meanwhile({one.field: one.now for one in error.changes})
        return None
    except FieldErrors as error:
        for field, sentence in error.by_field.items():
            form.add_error(field or None, sentence)
        return None
    messages.success(page.request, _("«%s» er lagret.") % row.title)
    return redirect("recurring", page.own_root.slug)


def _taken(page: Page, found: Recurring, asked: str) -> HttpResponse:
    begun = begun_with(page, found.key)
    try:
        if asked == _LEAVE_OUT:
            leave_out(actor=person_of(page), root=page.own_root, entry=found, based_on=begun)
            said = _("«%s» står ikke lenger i årshjulet.")
        else:
            back_to_default(actor=person_of(page), root=page.own_root, entry=found, based_on=begun)
            said = _("«%s» er som standarden igjen.")
    except ChangedMeanwhile:
        messages.error(page.request, seen_too_late())
        return redirect(page.request.path)
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    messages.success(page.request, said % found.title)
    return redirect("recurring", page.own_root.slug)


def _show(page: Page, form: EntryForm, now: Recurring | None) -> HttpResponse:
    begun = begun_or(page, now.key, entry_values(now)) if now else {}
    title = _("Endre det som gjentar seg") if now else _("Nytt i årshjulet")
    return page.render(
        "website/wheel_entry.html",
        current="plans",
        crumbs=_crumbs(page, (page.address("recurring"), _("Det som gjentar seg")), (None, title)),
        title=title,
        form=form,
        entry=now,
        version=pack(now.key, form.carried(begun)) if now else "",
        status=form.status,
    )


def _crumbs(page: Page, *rest: tuple[str | None, str]) -> list[tuple[str | None, str]]:
    return [(page.address("plans"), _("Planer")), (page.address("wheel"), _("Årshjul")), *rest]
