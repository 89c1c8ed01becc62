"""Reading a document: sent, looked at row by row, and what is accepted taken into a draft plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.exchange.document.extracting import DocumentError
from rodtrad.exchange.document.operations import (
    ACCEPT,
    DISCARD,
    Choice,
    RowsError,
    as_chosen,
    choose,
    discard_reading,
    store_reading,
    take_in,
)
from rodtrad.exchange.document.queries import (
    draft_plans,
    find_reading,
    frameworks_of,
    may_read_documents,
    own_readings,
)
from rodtrad.exchange.document.refusal import LARGEST_FILE, Refusal
from rodtrad.exchange.document.words import SURE
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import DocumentReading
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.permissions import Powers, powers_in
from rodtrad.plans.models import Plan
from rodtrad.website.page import Page
from rodtrad.website.presenters.read_document import counts_of, rows_of
from rodtrad.website.views.editing.guard import person_of, writers_only

ROWS_ON_A_PAGE = 100


def _let_in(page: Page) -> Powers | HttpResponse:
    """Return what the person may do, or where to log in. Raises PermissionDenied for who edits nothing here."""
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    powers = powers_in(page.request.user, page.own_root)
    if not may_read_documents(powers):
        raise PermissionDenied
    return powers


@writers_only
def read_document(page: Page) -> HttpResponse:
    """Take a document, and show the person's own readings."""
    powers = _let_in(page)
    if isinstance(powers, HttpResponse):
        return powers
    problem, status = "", 200
    if page.request.method == "POST":
        try:
            reading = _sent(page)
            return redirect("document_reading", page.own_root.slug, reading.id)
        except ExchangeError as error:
            problem, status = str(error), 422
    return page.render(
        "website/read_document.html",
        current="plans",
        crumbs=[(None, _("Les et dokument"))],
        status=status,
        problem=problem,
        frameworks=frameworks_of(page.own_root),
        chosen=page.request.POST.get("malstruktur", ""),
        readings=own_readings(page.own_root, person_of(page)),
    )


def _sent(page: Page) -> DocumentReading:
    upload = page.request.FILES.get("fil")
    if upload is None or isinstance(upload, list):
        raise ExchangeError(_("Velg fila som planen står i."))
    if (upload.size or 0) > LARGEST_FILE:
        raise DocumentError(Refusal.TOO_LARGE)
    wanted = page.request.POST.get("malstruktur", "")
    known = frameworks_of(page.own_root)
    framework = next((one for one in known if one.key == wanted), known[0] if known else None)
    if framework is None:
        raise ExchangeError(_("Organisasjonen har ingen målstruktur ennå. Lag en først."))
    return store_reading(
        root=page.own_root,
        person=person_of(page),
        framework=framework,
        content=upload.read(),
        name=upload.name or "",
    )


@writers_only
def document_reading(page: Page, reading: UUID) -> HttpResponse:
    """Show what a document proposes, keep what is chosen, and take in what is accepted."""
    powers = _let_in(page)
    if isinstance(powers, HttpResponse):
        return powers
    found = find_reading(page.own_root, person_of(page), reading)
    if found is None:
        raise Http404
    plans = draft_plans(page.own_root, page.viewer, powers, found.framework)
    if page.request.method == "POST":
        return _decided(page, found, plans)
    return _shown(page, found, plans)


def _decided(page: Page, reading: DocumentReading, plans: list[Plan]) -> HttpResponse:
    posted = page.request.POST
    what = posted.get("gjor", "")
    if what == "forkast":
        discard_reading(reading=reading)
        messages.success(page.request, _("Forslaget er forkastet. Det du har tatt inn, står."))
        return redirect("read_document", page.own_root.slug)
    choices = _choices(posted, reading, all_sure=what == "godta-sikre")
    try:
        choose(reading=reading, choices=choices)
        if what == "ta-inn":
            return _taken_in(page, reading, plans)
    except RowsError as error:
        reading.rows = as_chosen(reading.rows, choices)
        return _shown(page, reading, plans, error.by_row)
    messages.success(page.request, _("Valgene er lagret. Ingenting er tatt inn ennå."))
    return _back(page, reading)


def _taken_in(page: Page, reading: DocumentReading, plans: list[Plan]) -> HttpResponse:
    plan = next((one for one in plans if one.key == page.request.POST.get("plan", "")), None)
    if plan is None:
        messages.error(page.request, _("Velg planen det skal inn i. Ingenting er tatt inn."))
        return _back(page, reading)
    try:
        made = take_in(actor=person_of(page), reading=reading, plan=plan)
    except FieldErrors as error:
        messages.error(page.request, f"{error} " + _("Ingenting er tatt inn."))
        return _back(page, reading)
    if not made:
        messages.warning(page.request, _("Ingen rader er godtatt ennå, så ingenting er tatt inn."))
        return _back(page, reading)
    text = ngettext(
        "%(count)d element er tatt inn i «%(plan)s».",
        "%(count)d elementer er tatt inn i «%(plan)s».",
        len(made),
    )
    messages.success(page.request, text % {"count": len(made), "plan": plan.title})
    return _back(page, reading)


def _back(page: Page, reading: DocumentReading) -> HttpResponse:
    address = reverse("document_reading", args=[page.own_root.slug, reading.id])
    number = page.request.GET.get("page", "")
    return redirect(f"{address}?page={number}" if number.isdecimal() else address)


def _choices(posted: QueryDict, reading: DocumentReading, *, all_sure: bool) -> dict[int, Choice]:
    """Return what the form says of the rows on the page, or with `all_sure` an accept of all that are sure."""
    found = {}
    for row in reading.rows:
        number = row["id"]
        answer, level = posted.get(f"svar-{number}"), posted.get(f"niva-{number}", row["level"])
        under = posted.get(f"under-{number}", str(row["parent"] or "")).strip()
        if answer is None:
            answer = row["answer"]
        if all_sure and not answer and row["confidence"] >= SURE:
            answer = ACCEPT
        parent = int(under) if under.isdecimal() and len(under) < 7 else 0 if not under else -1
        found[number] = Choice(answer if answer in (ACCEPT, DISCARD) else "", level, parent)
    return found


def _shown(
    page: Page, reading: DocumentReading, plans: list[Plan], problems: dict[int, str] | None = None
) -> HttpResponse:
    rows: PageOfRows[dict[str, Any]] = Paginator(reading.rows, ROWS_ON_A_PAGE).get_page(
        page.request.GET.get("page")
    )
    shown = {row["id"] for row in rows.object_list}
    levels = list(reading.framework.levels.order_by("position"))
    return page.render(
        "website/document_reading.html",
        current="plans",
        crumbs=[(page.address("read_document"), _("Les et dokument")), (None, reading.file_name)],
        status=422 if problems else 200,
        reading=reading,
        page=rows,
        rows=rows_of(reading.rows, levels, problems or {}, shown),
        counts=counts_of(reading.rows),
        problems=sorted((problems or {}).items()),
        plans=plans,
        plan_chosen=page.request.POST.get("plan", ""),
    )
