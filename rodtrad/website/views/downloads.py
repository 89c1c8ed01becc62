"""A root's content as files, as much of it as the reader may see."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.published import as_json
from rodtrad.exchange.stratml.write import as_stratml
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.write import EXCEL, as_csv, as_excel
from rodtrad.goals.queries.overview import chosen_elements
from rodtrad.website.filters import asked_of_table
from rodtrad.website.page import Page, root_page


@require_safe
@root_page
def workbook(page: Page) -> HttpResponse:
    """Give the elements that the filters let through as an Excel workbook."""
    return _file(page, as_excel(Here(page.own_root, viewer=page.viewer), _chosen(page)), EXCEL, "xlsx")


@require_safe
@root_page
def elements_csv(page: Page) -> HttpResponse:
    """Give the same as CSV."""
    content = as_csv(Here(page.own_root, viewer=page.viewer), _chosen(page))
    return _file(page, content, "text/csv; charset=utf-8", "csv")


@require_safe
@root_page
def stratml(page: Page) -> HttpResponse:
    """Give the goals as StratML, Part 2 unless `del=1` is asked for."""
    part = 1 if page.request.GET.get("del") == "1" else 2
    try:
        content = as_stratml(page.own_root, page.viewer, part=part)
    except ExchangeError as error:
        raise Http404(_("Her er ingen mål å skrive ut.")) from error
    return _file(page, content, "application/xml", "xml")


@require_safe
@root_page
def everything(page: Page) -> HttpResponse:
    """Give all that the reader may see, with the fields of a plan file, as JSON."""
    return _file(page, as_json(page.own_root, page.viewer), "application/json", "json")


def _chosen(page: Page) -> Collection[UUID] | None:
    filters = asked_of_table(page.request.GET, page.own_root, page.viewer).filters
    if filters.is_empty:
        return None
    return set(chosen_elements(page.own_root, page.viewer, filters).values_list("id", flat=True))


def _file(page: Page, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"{page.own_root.slug}.{ending}"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
