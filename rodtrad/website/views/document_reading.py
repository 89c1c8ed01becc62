"""A reading of a document: looked at row by row, and what is accepted taken into a draft plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.exchange.document.operations import (
    Choice,
    RowsError,
    as_chosen,
    choose,
    discard_reading,
    elements_of,
)
from rodtrad.exchange.document.queries import draft_plans, find_reading, taken_in_of
from rodtrad.exchange.document.taking_in import take_in
from rodtrad.exchange.document.words import SURE
from rodtrad.exchange.models import DocumentReading
from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.goals.permissions import Powers
from rodtrad.plans.models import Plan
from rodtrad.website.forms.document_reading import accept_from, choices_in, confidence_in
from rodtrad.website.page import Page
from rodtrad.website.presenters.read_document import counts_of, rows_of, thresholds
from rodtrad.website.views.editing.guard import person_of, writers_only
from rodtrad.website.views.read_document import let_in

ROWS_ON_A_PAGE = 100
Rows = PageOfRows[dict[str, Any]]


@writers_only
def document_reading(page: Page, reading: UUID) -> HttpResponse:
    """Show what a document proposes, keep what is chosen, and take in what is accepted."""
    powers = let_in(page)
    if isinstance(powers, HttpResponse):
        return powers
    found = find_reading(page.own_root, person_of(page), reading)
    if found is None:
        raise Http404
    plans = draft_plans(page.own_root, page.viewer, powers, found.framework)
    if page.request.method == "POST":
        return _decided(page, powers, found, plans)
    return _shown(page, powers, found, plans)


def _decided(page: Page, powers: Powers, reading: DocumentReading, plans: list[Plan]) -> HttpResponse:
    posted = page.request.POST
    what = posted.get("gjor", "")
    if what == "forkast":
        discard_reading(reading=reading)
        messages.success(page.request, _("Forslaget er forkastet. Det du har tatt inn, står."))
        return redirect("read_document", page.own_root.slug)
    choices = choices_in(posted, reading)
    if what == "godta":
        shown = {row["id"] for row in _rows_on(page, reading)}
        sure = confidence_in(posted, SURE)
        choices = accept_from(choices, reading, confidence=sure, shown=shown)
    try:
        choose(reading=reading, choices=choices)
        if what == "ta-inn":
            return _taken_in(page, reading, plans)
    except RowsError as error:
        return _shown(page, powers, reading, plans, choices, error.by_row)
    messages.success(page.request, _("Valgene er lagret. Ingenting er tatt inn ennå."))
    return _back(page, reading)


def _taken_in(page: Page, reading: DocumentReading, plans: list[Plan]) -> HttpResponse:
    plan = next((one for one in plans if one.key == page.request.POST.get("plan", "")), None)
    if plan is None:
        messages.error(
            page.request, _("Velg planen det skal inn i. Valgene er lagret, ingenting er tatt inn.")
        )
        return _back(page, reading)
    try:
        batch = take_in(actor=person_of(page), reading=reading, plan=plan)
    except (FieldErrors, NotAllowedError) as error:
        messages.error(page.request, f"{error} " + _("Ingenting er tatt inn."))
        return _back(page, reading)
    if batch is None:
        messages.warning(page.request, _("Ingen rader er godtatt ennå, så ingenting er tatt inn."))
        return _back(page, reading)
    text = ngettext(
        "%(count)d element er tatt inn i «%(plan)s».",
        "%(count)d elementer er tatt inn i «%(plan)s».",
        batch.made,
    )
    messages.success(page.request, text % {"count": batch.made, "plan": plan.title})
    return _back(page, reading)


def _back(page: Page, reading: DocumentReading) -> HttpResponse:
    address = reverse("document_reading", args=[page.own_root.slug, reading.id])
    number = page.request.GET.get("page", "")
    return redirect(f"{address}?page={number}" if number.isdecimal() else address)


def _rows_on(page: Page, reading: DocumentReading) -> Rows:
    return Paginator(reading.rows, ROWS_ON_A_PAGE).get_page(page.request.GET.get("page"))


def _shown(
    page: Page,
    powers: Powers,
    reading: DocumentReading,
    plans: list[Plan],
    choices: dict[int, Choice] | None = None,
    problems: dict[int, str] | None = None,
) -> HttpResponse:
    wrong = problems or {}
    rows = _rows_on(page, reading)
    levels = list(reading.framework.levels.order_by("position"))
    elements = elements_of(page.own_root, reading.rows)
    shown = as_chosen(reading.rows, choices or {})
    return page.render(
        "website/document_reading.html",
        current="plans",
        crumbs=[(page.address("read_document"), _("Les et dokument")), (None, reading.file_name)],
        status=422 if wrong else 200,
        reading=reading,
        page=rows,
        rows=rows_of(shown, levels, wrong, {row["id"] for row in rows}, elements),
        counts=counts_of(reading.rows, elements),
        is_settled=len(elements) == len(reading.rows),
        thresholds=thresholds(page.request.POST.get("sikkerhet", "")),
        problems=sorted(wrong.items()),
        plans=plans,
        plan_chosen=page.request.POST.get("plan", ""),
        batches=taken_in_of(reading, powers),
    )
