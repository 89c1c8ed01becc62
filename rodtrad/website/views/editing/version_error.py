"""Says that an adopted version was entered in error, and takes the adoption back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.planning.errors import FieldErrors, NotAllowedError, PlanningError
from rodtrad.planning.operations.undo_adoption import undo_adoption
from rodtrad.planning.permissions import may_mark_in_error
from rodtrad.planning.queries.versions import find_version, mark_of
from rodtrad.plans.models import Version, VersionLabel
from rodtrad.plans.queries import find_plan
from rodtrad.website.forms.versions import ErrorForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.versions import version_name, version_url
from rodtrad.website.views.editing.guard import admitted, person_of, writers_only


@writers_only
def version_in_error(page: Page, key: str, number: int) -> HttpResponse:
    """Ask for the reason, tell what goes back and what stays, and do it."""
    version = _found(page, key, number)
    powers = admitted(page, lambda powers: may_mark_in_error(powers, version.plan))
    if isinstance(powers, HttpResponse):
        return powers
    form = ErrorForm(page.request.POST if page.request.method == "POST" else None)
    back = version_url(page.own_root, key, number)
    if form.is_bound and form.is_valid() and _done(page, version, form):
        messages.success(page.request, _("Vedtaket av «%s» er ført opp som en feil.") % version.plan.title)
        return redirect(back)
    return page.render(
        "website/editing/version_error.html",
        current="plans",
        crumbs=[
            (page.address("plans"), _("Planer")),
            (page.address("plan", key), version.plan.title),
            (back, version_name(version)),
            (None, _("Ført inn ved en feil")),
        ],
        plan=version.plan,
        name=version_name(version),
        form=form,
        back=back,
        status=400 if form.errors else 200,
    )


def _found(page: Page, key: str, number: int) -> Version:
    plan = find_plan(page.own_root, page.viewer, key)
    version = find_version(plan, page.viewer, number) if plan else None
    if version is None or version.label != VersionLabel.ADOPTED or mark_of(version):
        raise Http404
    return version


def _done(page: Page, version: Version, form: ErrorForm) -> bool:
    try:
        undo_adoption(actor=person_of(page), version=version, reason=form.cleaned_data["reason"])
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except FieldErrors as error:
        for field, sentence in error.by_field.items():
            form.add_error(field or None, sentence)
        return False
    except PlanningError as error:
        form.add_error(None, str(error))
        return False
    return True
