"""Deleting a goal conflict: first what goes and what stays, then a yes."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.text import shorten
from rodtrad.goals.errors import ChangedMeanwhile, FieldErrors
from rodtrad.goals.operations.conflicts_delete import delete_conflict as delete
from rodtrad.goals.operations.conflicts_fields import conflict_values
from rodtrad.goals.permissions import may_delete_conflict, powers_in
from rodtrad.goals.queries.conflicts import ConflictChain, visible_conflicts
from rodtrad.website.forms.conflict import BadConflictVersionError, pack_conflict, unpack_conflict
from rodtrad.website.page import Page
from rodtrad.website.presenters.conflict import present_conflict
from rodtrad.website.views.editing.guard import person_of, writers_only


@writers_only
def delete_conflict(page: Page, key: str) -> HttpResponse:
    """Show what goes, and delete it on yes. What another has changed meanwhile is shown before anything goes."""
    found = _found(page, key)
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    conflict = found.conflict
    if not may_delete_conflict(powers_in(page.request.user, page.own_root), conflict):
        raise PermissionDenied
    if page.request.method != "POST":
        return _show(page, found)
    try:
        seen = unpack_conflict(page.request.POST.get("versjon", ""), conflict.pk)
    except BadConflictVersionError as error:
        raise BadRequest from error
    try:
        delete(actor=person_of(page), conflict=conflict, based_on=seen)
    except ChangedMeanwhile:
        told = _(
            "Noen har endret målkonflikten siden du åpnet siden. Ingenting er slettet. Se over den på nytt."
        )
        return _show(page, _found(page, key), errors=[told], status=409)
    except FieldErrors as error:  # it is gone already
        messages.warning(page.request, str(error))
    else:
        messages.success(page.request, _("«%s» er slettet.") % conflict.title)
    return redirect("conflicts", page.own_root.slug)


def _found(page: Page, key: str) -> ConflictChain:
    found = visible_conflicts(page.own_root, page.viewer, key)
    if not found:
        raise Http404
    return found[0]


def _show(page: Page, chain: ConflictChain, *, errors: Sequence[str] = (), status: int = 200) -> HttpResponse:
    conflict = chain.conflict
    address = page.address("conflict", conflict.key)
    return page.render(
        "website/conflict_delete.html",
        current="find",
        crumbs=[
            (page.address("conflicts"), _("Målkonflikter")),
            (address, shorten(conflict.title, 60)),
            (None, _("Slette målkonflikten")),
        ],
        conflict=present_conflict(page.own_root, chain),
        is_public=max(conflict.visibility, page.own_root.visibility) == Visibility.PUBLIC,
        names_elements=any(step.element_id for step in chain.steps),
        case=conflict.case,
        errors=errors,
        version=pack_conflict(conflict.pk, conflict_values(conflict)),
        back=page.address("edit_conflict", conflict.key),
        status=status,
    )
