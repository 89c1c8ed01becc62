"""A plan's documents: the list, fetching one, putting one to the plan and taking one away."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.core.files.giving import give_file
from rodtrad.goals.permissions import is_locked, powers_in
from rodtrad.planning.errors import FieldErrors, NotAllowedError, WrongStateError
from rodtrad.planning.operations.plan_documents import add_document, remove_document
from rodtrad.planning.permissions import may_document
from rodtrad.plans.models import Plan, PlanDocument
from rodtrad.plans.queries import documents_of, find_plan
from rodtrad.website.forms.plan_document import DocumentForm
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.plan_documents import document_rows
from rodtrad.website.views.editing.guard import person_of, writers_only

REMOVE = "fjern"


def _plan(page: Page, key: str) -> Plan:
    found = find_plan(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def _document(plan: Plan, identity: UUID | str) -> PlanDocument:
    found = next((one for one in documents_of(plan) if str(one.pk) == str(identity)), None)
    if found is None:
        raise Http404
    return found


@require_safe
@root_page
def plan_document(page: Page, key: str, document: UUID) -> StreamingHttpResponse:
    """Give the file, always to be saved, to whoever may see the plan."""
    found = _document(_plan(page, key), document)
    return give_file(found.file, found.file_name)


@writers_only
def plan_documents(page: Page, key: str) -> HttpResponse:
    """Show the plan's documents; who may, puts one to it or takes one away."""
    plan = _plan(page, key)
    may = may_document(powers_in(page.request.user, page.own_root), plan)
    if page.request.method != "POST":
        return _show(page, plan, DocumentForm() if may else None)
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    if not may:
        raise PermissionDenied
    if page.request.POST.get("gjor") == REMOVE:
        return _remove(page, plan)
    return _add(page, plan)


def _add(page: Page, plan: Plan) -> HttpResponse:
    form = DocumentForm(page.request.POST, page.request.FILES)
    if not form.is_valid():
        return _show(page, plan, form)
    told = form.cleaned_data
    try:
        made = add_document(
            actor=person_of(page),
            plan=plan,
            title=told["title"],
            kind=told["kind"],
            name=told["file"].name,
            content=told["file"].read(),
        )
    except FieldErrors as error:
        for field, sentence in error.by_field.items():
            form.add_error(field or None, sentence)
        return _show(page, plan, form)
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    messages.success(page.request, _("«%s» er lagt til planen.") % made.title)
    return redirect("plan_documents", page.own_root.slug, plan.key)


def _remove(page: Page, plan: Plan) -> HttpResponse:
    found = _document(plan, page.request.POST.get("dokument", ""))
    try:
        remove_document(actor=person_of(page), document=found)
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except WrongStateError as error:
        messages.error(page.request, str(error))
        return redirect("plan_documents", page.own_root.slug, plan.key)
    messages.success(page.request, _("«%s» er tatt fra planen.") % found.title)
    return redirect("plan_documents", page.own_root.slug, plan.key)


def _show(page: Page, plan: Plan, form: forms.Form | None) -> HttpResponse:
    return page.render(
        "website/plan_documents.html",
        current="plans",
        crumbs=[
            (page.address("plans"), _("Planer")),
            (page.address("plan", plan.key), plan.title),
            (None, _("Dokumenter")),
        ],
        plan=plan,
        rows=document_rows(page.own_root, plan.key, documents_of(plan)),
        form=form,
        may_remove=form is not None and not is_locked(plan),
        status=400 if form is not None and form.errors else 200,
    )
