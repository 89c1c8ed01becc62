"""All goal conflicts of a root, and writing one with a plain form."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.core.text import shorten
from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict, FieldErrors
from rodtrad.goals.models import Conflict, Handling
from rodtrad.goals.operations.conflicts_change import change_conflict
from rodtrad.goals.operations.conflicts_create import create_conflict
from rodtrad.goals.operations.conflicts_delete import why_not_delete
from rodtrad.goals.operations.conflicts_fields import conflict_values
from rodtrad.goals.permissions import (
    may_delete_conflict,
    may_publish_conflict,
    may_write_conflict,
    powers_in,
)
from rodtrad.goals.queries.conflict_choices import cases_of, elements_to_name, titles_of
from rodtrad.goals.queries.conflicts import ConflictChain, visible_conflicts
from rodtrad.goals.queries.editing import units_of
from rodtrad.website.forms.conflict import (
    BadConflictVersionError,
    ConflictForm,
    choices_of,
    empty_form,
    form_of,
    pack_conflict,
    rearrange,
    sent_form,
    unpack_conflict,
)
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.conflict import conflict_rows
from rodtrad.website.presenters.conflict_writing import labels, meanwhile, preview
from rodtrad.website.presenters.reader_marks import last_time, mark_conflicts, mark_elements
from rodtrad.website.views.editing.guard import person_of, writers_only

SAVE = "lagre"


def chosen_conflicts(page: Page) -> tuple[list[ConflictChain], list[ConflictChain]]:
    """Return all of the root's conflicts, and those of the handling that is asked for."""
    chosen = page.request.GET.get("handtering", "")
    if chosen not in ("", *Handling.values):
        raise Http404
    everything = visible_conflicts(page.own_root, page.viewer)
    return everything, [chain for chain in everything if chosen in ("", chain.conflict.handling)]


@require_safe
@root_page
def conflicts(page: Page) -> HttpResponse:
    """List all goal conflicts of the root; `handtering` chooses among them."""
    everything, shown = chosen_conflicts(page)
    mark_conflicts(page.request, page.own_root, [chain.conflict for chain in shown])
    named = {step.element.pk: step.element.key for chain in shown for step in chain.steps if step.element}
    mark_elements(page.request, page.own_root, named)
    powers = powers_in(page.request.user, page.own_root)
    return page.render(
        "website/conflicts.html",
        current="find",
        crumbs=[(page.address("find"), _("Finn fram")), (None, _("Målkonflikter"))],
        rows=conflict_rows(page.own_root, shown),
        chosen=page.request.GET.get("handtering", ""),
        handlings=choices_of((), ())["handling"],
        total=len(everything),
        may_write=bool(powers.held.get("write_drafts")),
        last_time=last_time(page.request, page.own_root, page.viewer),
    )


@writers_only
def new_conflict(page: Page) -> HttpResponse:
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    if not powers_in(page.request.user, page.own_root).held.get("write_drafts"):
        raise PermissionDenied
    sent = page.request.POST
    if not sent:
        return _show(page, empty_form(), None)
    form = sent_form(sent)
    if sent.get("gjor") != SAVE:
        rearrange(form, sent.get("gjor", ""))
        return _show(page, form, None)
    try:
        made = create_conflict(actor=person_of(page), root=page.own_root, values=form.given())
    except FieldErrors as error:
        form.errors = error.by_field
        return _show(page, form, None)
    messages.success(page.request, _("Målkonflikten er lagret."))
    return redirect("conflict", page.own_root.slug, made.key)


@writers_only
def edit_conflict(page: Page, key: str) -> HttpResponse:
    """Change a conflict. What another has changed meanwhile is shown before anything is stored."""
    found = visible_conflicts(page.own_root, page.viewer, key)
    if not found:
        raise Http404
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    conflict, powers = found[0].conflict, powers_in(page.request.user, page.own_root)
    writes = may_write_conflict(powers, conflict.owner_id)
    if not writes and not may_publish_conflict(powers, conflict.owner_id):
        raise PermissionDenied
    sent = page.request.POST
    if not sent:
        now = conflict_values(conflict)
        return _show(page, form_of(now), conflict, version=pack_conflict(conflict.pk, now))
    form, version = sent_form(sent), sent.get("versjon", "")
    try:
        started = unpack_conflict(version, conflict.pk)
    except BadConflictVersionError as error:
        raise BadRequest from error
    if sent.get("gjor") != SAVE:
        rearrange(form, sent.get("gjor", ""))
        return _show(page, form, conflict, version=version)
    try:
        change_conflict(actor=person_of(page), conflict=conflict, values=form.given(), based_on=started)
    except FieldErrors as error:
        form.errors = error.by_field
        return _show(page, form, conflict, version=version)
    except ChangedMeanwhile as error:
        version = pack_conflict(conflict.pk, error.now[conflict.pk])
        return _show(page, form, conflict, version=version, others=error.conflicts)
    messages.success(page.request, _("Målkonflikten er lagret."))
    return redirect("conflict", page.own_root.slug, key)


def _show(
    page: Page,
    form: ConflictForm,
    conflict: Conflict | None,
    *,
    version: str = "",
    others: Sequence[FieldConflict] = (),
) -> HttpResponse:
    root = page.own_root
    units = units_of(root)
    named = titles_of(root, page.viewer, {step.element.strip() for step in form.steps})
    title = _("Endre målkonflikten") if conflict else _("Ny målkonflikt")
    own = [(page.address("conflict", conflict.key), shorten(conflict.title, 60))] if conflict else []
    return page.render(
        "website/conflict_form.html",
        current="find",
        crumbs=[(page.address("conflicts"), _("Målkonflikter")), *own, (None, title)],
        title=title,
        form=form,
        labels=labels(),
        choices=choices_of(units, cases_of(root, page.viewer, conflict.case if conflict else None)),
        elements=elements_to_name(root, page.viewer),
        named=named,
        drawing=preview(root, form.steps, named),
        version=version,
        others=meanwhile(others, units),
        back=page.address("conflict", conflict.key) if conflict else page.address("conflicts"),
        **(_deleting(page, conflict) if conflict else {}),
        status=400 if form.errors else 409 if others else 200,
    )


def _deleting(page: Page, conflict: Conflict) -> dict[str, str]:
    """Return where the conflict is deleted, or why the person cannot."""
    powers = powers_in(page.request.user, page.own_root)
    if may_delete_conflict(powers, conflict):
        return {"delete": page.address("delete_conflict", conflict.key)}
    return {"no_delete": why_not_delete(powers, conflict)}
