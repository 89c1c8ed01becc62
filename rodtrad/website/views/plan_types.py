"""The types of plans; an administrator makes the root's own."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.goals.permissions import powers_in
from rodtrad.planning.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.planning.operations.own_plan_types import delete_own_type, own_type_values, save_own_type
from rodtrad.planning.permissions import may_manage_types
from rodtrad.plans.models import OwnPlanType
from rodtrad.plans.queries import own_types_of, visible_plans
from rodtrad.website.forms.begun import pack
from rodtrad.website.forms.plan_type import OwnTypeForm
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.plan_types import types_by_level
from rodtrad.website.views.editing.guard import person_of, writers_only
from rodtrad.website.views.editing.storing import begun_or, begun_with, seen_too_late

DELETE = "slett"


@require_safe
@root_page
def plan_types(page: Page) -> HttpResponse:
    """Show what is usual for each type of plan, and the root's own types."""
    root = page.own_root
    may = may_manage_types(powers_in(page.request.user, root))
    plans = list(visible_plans(root, page.viewer))
    return page.render(
        "website/plan_types.html",
        current="plans",
        crumbs=[(page.address("plans"), _("Planer")), (None, _("Plantyper"))],
        levels=types_by_level(root, plans, own_types_of(root), may, page.council),
        may_manage=may,
    )


@writers_only
def new_plan_type(page: Page) -> HttpResponse:
    return _write(page, None)


@writers_only
def edit_plan_type(page: Page, key: str) -> HttpResponse:
    found = next((own for own in own_types_of(page.own_root) if own.key == key), None)
    if found is None:
        raise Http404
    return _write(page, found)


def _write(page: Page, own: OwnPlanType | None) -> HttpResponse:
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    if not may_manage_types(powers_in(page.request.user, page.own_root)):
        raise PermissionDenied
    if page.request.method != "POST":
        return _show(page, OwnTypeForm(own=own), own)
    form = OwnTypeForm(page.request.POST, own=own)
    begun = begun_with(page, own.pk) if own else None
    deletes = own is not None and page.request.POST.get("gjor") == DELETE
    try:
        if own is not None and deletes:
            delete_own_type(actor=person_of(page), own=own, based_on=begun)
            messages.success(page.request, _("«%s» er slettet.") % own.name_nb)
        else:
            made = save_own_type(
                actor=person_of(page), root=page.own_root, values=form.given, own=own, based_on=begun
            )
            messages.success(page.request, _("«%s» er lagret.") % made.name_nb)
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except ChangedMeanwhile as error:
        if deletes:
            messages.error(page.request, seen_too_late())
            return redirect(page.request.path)
        form.tell_meanwhile({one.field: one.now for one in error.changes})
        return _show(page, form, own)
    except FieldErrors as error:
        for field, sentence in error.by_field.items():
            form.add_error(form.field_of(field), sentence)
        return _show(page, form, own)
    return redirect("plan_types", page.own_root.slug)


def _show(page: Page, form: OwnTypeForm, own: OwnPlanType | None) -> HttpResponse:
    title = _("Endre plantypen") if own else _("Ny plantype")
    begun = begun_or(page, own.pk, own_type_values(own)) if own else {}
    return page.render(
        "website/editing/plan_type.html",
        current="plans",
        crumbs=[
            (page.address("plans"), _("Planer")),
            (page.address("plan_types"), _("Plantyper")),
            (None, title),
        ],
        title=title,
        form=form,
        own=own,
        version=pack(own.pk, form.carried(begun)) if own else "",
        status=400 if form.is_bound and form.errors else 200,
    )
