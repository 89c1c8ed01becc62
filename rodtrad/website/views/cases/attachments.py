"""The files of a case: those that stand, one more, or one less."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.cases.models import Attachment, Case
from rodtrad.cases.operations.attachments import attach, detach
from rodtrad.cases.permissions import may_write_case
from rodtrad.cases.queries.cases import find_attachment, way_of
from rodtrad.core.files.stored import LARGEST
from rodtrad.organisations.permissions import Powers
from rodtrad.website.forms.cases.case import AttachmentForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.cases.case import attachment_lines
from rodtrad.website.views.cases.guard import case_writer, stored
from rodtrad.website.views.editing.guard import person_of


@case_writer(may_write_case)
def attachments(page: Page, case: Case, powers: Powers) -> HttpResponse:
    """Show the case's files to who writes in it; take one in, or take one away."""
    sent = page.request.POST or None
    if sent and sent.get("fjern"):
        _take_away(page, case, sent.get("fjern", ""))
        return redirect("attachments", page.own_root.slug, case.key)
    form = AttachmentForm(sent)
    if sent is not None:
        made = _taken_in(page, case, form)
        if made is not None:
            messages.success(page.request, _("«%s» er lagt ved.") % made.title)
            return redirect("attachments", page.own_root.slug, case.key)
    return page.render(
        "website/cases/attachments.html",
        current="plans",
        crumbs=[
            (page.address("cases"), _("Saker")),
            (page.address("case", case.key), f"{case.number} {case.title}"),
            (None, _("Vedlegg")),
        ],
        case=case,
        form=form,
        rows=attachment_lines(page.own_root, case, way_of(case, page.viewer).attachments),
        status=form.status,
    )


def _taken_in(page: Page, case: Case, form: AttachmentForm) -> Attachment | None:
    upload = page.request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        form.is_valid()
        form.add_error("file", _("Velg en fil."))
        return None
    if (upload.size or 0) > LARGEST:
        form.is_valid()
        form.add_error("file", _("Fila er større enn %d MB.") % (LARGEST // 2**20))
        return None
    return stored(
        form,
        lambda given: attach(
            actor=person_of(page),
            case=case,
            name=upload.name or "",
            content=upload.read(),
            title=given.get("title", ""),
        ),
    )


def _take_away(page: Page, case: Case, number: str) -> None:
    try:
        found = find_attachment(case, UUID(number))
    except ValueError:
        found = None
    if found is not None:
        detach(actor=person_of(page), attachment=found)
        messages.success(page.request, _("«%s» er tatt bort fra saken.") % found.title)
