"""The figures of the compare page as files."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.exchange.workbook.plain_list import list_as_excel
from rodtrad.exchange.workbook.write import EXCEL
from rodtrad.indicators.jsonstat.as_csv import as_csv
from rodtrad.indicators.jsonstat.cube import Cube
from rodtrad.indicators.jsonstat.write import as_json_stat
from rodtrad.indicators.queries.compared_cube import cube_of_compared
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.indicator_file import figure_list
from rodtrad.website.views.compare import Asked


def _cube(page: Page) -> Cube:
    """Return the figures that the page shows: all that is chosen, for all areas that stand in it."""
    asked = Asked.of(page)
    label = _("%(name)s sammenliknet") % {"name": page.own_root.name}
    return cube_of_compared(label, asked.shown, asked.field.ranked if asked.field else ())


@require_safe
@root_page
def compared_as_json_stat(page: Page) -> HttpResponse:
    """Give the figures of the compare page as JSON-stat 2."""
    return _as_file(page, as_json_stat(_cube(page)), "application/json", "json")


@require_safe
@root_page
def compared_as_csv(page: Page) -> HttpResponse:
    """Give the figures of the compare page as CSV, with a mark that tells Excel that it is UTF-8."""
    content = "\ufeff" + "".join(as_csv(_cube(page)))
    return _as_file(page, content.encode(), "text/csv; charset=utf-8", "csv")


@require_safe
@root_page
def compared_as_excel(page: Page) -> HttpResponse:
    """Give the figures of the compare page as an Excel workbook."""
    return _as_file(page, list_as_excel(figure_list(_cube(page))), EXCEL, "xlsx")


def _as_file(page: Page, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"{page.own_root.slug}-sammenlikning.{ending}"
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
