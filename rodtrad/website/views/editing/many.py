"""Changing the elements that are chosen in the table, and noting that what is new has been seen."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rodtrad.accounts.models import User
from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations import Values, change_many, mark_seen, pack_version, values_of
from rodtrad.goals.operations.change_many import BULK_FIELDS, MOST_ELEMENTS
from rodtrad.goals.permissions import Powers, open_fields, powers_in
from rodtrad.goals.queries.editing import by_keys, units_of
from rodtrad.website.forms.element import labels
from rodtrad.website.forms.many import ManyForm
from rodtrad.website.page import Page, root_or_404, root_page
from rodtrad.website.presenters.editing import disagreements
from rodtrad.website.presenters.element_table import present_rows
from rodtrad.website.views.editing.storing import version_of


@never_cache
@require_POST
@root_page
def many(page: Page) -> HttpResponse:
    """Show the chosen elements with a form, and store it when it is sent."""
    root, sent = page.own_root, page.request.POST
    user = page.request.user
    if not isinstance(user, User):
        return redirect_to_login(page.address("element_table"))
    keys = list(dict.fromkeys(sent.getlist("valgt")))[: MOST_ELEMENTS + 1]
    if not keys:
        messages.warning(page.request, _("Velg minst ett element i tabellen først."))
        return redirect(page.address("element_table"))
    elements = by_keys(root, page.viewer, keys)
    if len(elements) != len(keys):
        raise Http404
    fields = _open_to_all(powers_in(user, root), elements)
    if not fields:
        raise PermissionDenied
    form = ManyForm(sent if "lagre" in sent else None, units=units_of(root), fields=fields)
    started = _started(page.request, elements) if "lagre" in sent else _now(elements)
    if not form.is_valid():
        return _show(page, form, elements, started)
    try:
        count = change_many(actor=user, root=root, elements=elements, changes=form.changes, based_on=started)
    except ChangedMeanwhile as error:
        return _show(page, form, elements, {**started, **error.now}, error.conflicts)
    except (FieldErrors, NotAllowedError) as refusal:
        form.refuse(refusal)
        return _show(page, form, elements, started)
    words = ngettext("%d element er endret.", "%d elementer er endret.", count) % count
    messages.success(page.request, words if count else _("Ingenting ble endret."))
    return redirect(_back(page))


def _back(page: Page) -> str:
    """Return the address of the table as it was when the elements were chosen."""
    back = page.request.POST.get("tilbake", "")
    return back if is_inside(back) else page.address("element_table")


def is_inside(address: str) -> bool:
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def _open_to_all(powers: Powers, elements: Sequence[Element]) -> list[str]:
    allowed = [open_fields(powers, element) for element in elements]
    return [field for field in BULK_FIELDS if all(field in one for one in allowed)]


def _show(
    page: Page,
    form: ManyForm,
    elements: list[Element],
    started: Mapping[UUID, Values],
    conflicts: Sequence[FieldConflict] = (),
) -> HttpResponse:
    words = disagreements(conflicts, labels(), form.units)
    return page.render(
        "website/editing/many.html",
        current="overview",
        crumbs=[(page.address("element_table"), _("Alle elementer")), (None, _("Endre flere"))],
        form=form,
        rows=list(zip(present_rows(page.own_root, elements), _versions(elements, started), strict=True)),
        disputes=[(one.element.title, said) for one, said in zip(conflicts, words, strict=True)],
        back=_back(page),
        missing=[labels()[field] for field in BULK_FIELDS if field not in form.fields],
        status=409 if conflicts else form.status,
    )


def _now(elements: list[Element]) -> dict[UUID, Values]:
    return {one.pk: values_of(one, BULK_FIELDS) for one in elements}


def _versions(elements: list[Element], started: Mapping[UUID, Values]) -> list[str]:
    return [pack_version(one.pk, started[one.pk]) for one in elements]


def _started(request: HttpRequest, elements: list[Element]) -> dict[UUID, Values]:
    versions = request.POST.getlist("versjon")
    if len(versions) != len(elements):
        raise BadRequest
    return {one.pk: version_of(text, one) for one, text in zip(elements, versions, strict=True)}


@never_cache
@require_POST
def seen(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that the person has seen what is new, and go back to where they were."""
    page = root_or_404(request, slug)
    if not isinstance(request.user, User):
        return redirect_to_login(page.address("element_table"))
    if page.viewer.ceiling == 0:
        raise PermissionDenied
    mark_seen(actor=request.user, root=page.own_root)
    messages.success(request, _("Alt til nå er merket som sett."))
    return redirect(_back(page))
