from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from rodtrad.core.panels import PanelScope
from rodtrad.goals.queries import Filters, Overview
from rodtrad.goals.queries import overview as read_overview
from rodtrad.goals.queries.facets import Facet, facets
from rodtrad.goals.queries.level_links import level_links
from rodtrad.goals.queries.overview import filtered_elements, levels, matching_elements
from rodtrad.goals.queries.structure import structure
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.organisations.queries import visible_members
from rodtrad.plans.queries import visible_plans
from rodtrad.sdg import queries as sdg
from rodtrad.website.filters import Asked, asked_for, cleaned
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.element_table import present_rows
from rodtrad.website.presenters.filter_form import filter_form
from rodtrad.website.presenters.large_overview import LARGE, Large, present_large_overview
from rodtrad.website.presenters.overview import OverviewView, findings_fact, present_members, present_overview
from rodtrad.website.presenters.overview_map import web_of
from rodtrad.website.presenters.panels import findings_in
from rodtrad.website.presenters.sheet_view import Given
from rodtrad.website.presenters.sheets import largest_first

PAGE_SIZE = 100


@root_page
def overview(page: Page) -> HttpResponse:
    """Show the root's thread as a map; `lys` lights an element's thread, `blad` chooses the sheet."""
    root = page.own_root
    asked = asked_for(page.request.GET, "blad", "lys")
    found = facets(root, page.viewer)
    members, members_origin = present_members(
        root.regionmembers.select_related("member"), visible_members(root, page.request.user)
    )
    return page.render(
        "website/overview.html",
        current="overview",
        view=_view(page, asked, found),
        form=filter_form(asked, levels=levels(root), facets=found, goals=sdg.goals()),
        members=members,
        members_origin=members_origin,
    )


def _view(page: Page, asked: Asked, found: list[Facet]) -> OverviewView:
    """Read and word what the map shows; of a large root only what the filters let through is read."""
    root, viewer, query = page.own_root, page.viewer, page.request.GET
    findings = findings_fact(findings_in(root, PanelScope(viewer)), page.address("check"))
    total = sum(facet.count for facet in found)
    is_large = total > LARGE
    sheet = cleaned(query, "blad")
    if is_large and asked.filters.is_empty:
        links = level_links(root, viewer)
        return present_large_overview(Large(root, asked, levels(root), found, links, sheet), findings)
    data = largest_first(read_overview(root, viewer, asked.filters if is_large else None))
    given = Given(
        root=root,
        data=data,
        web=web_of(data, structure(root)),
        asked=asked,
        matching=_matching(root, viewer, data, asked.filters),
        sheet=sheet,
        lit=cleaned(query, "lys") or None,
        total=total,
    )
    return present_overview(given, list(visible_plans(root, viewer)), findings)


def _matching(root: Root, viewer: Viewer, data: Overview, filters: Filters) -> set[str] | None:
    """Return the keys that the filters let through; None when they let everything through."""
    if filters.is_empty:
        return None
    if filters == Filters(levels=filters.levels):
        return {element.key for element in data.elements if element.level.key in filters.levels}
    return {element.key for element in filtered_elements(root, viewer, filters)}


@root_page
def table(page: Page) -> HttpResponse:
    """Show all of the root's elements as a table with the same filters."""
    root = page.own_root
    asked = asked_for(page.request.GET)
    found = facets(root, page.viewer)
    elements = matching_elements(root, page.viewer, asked.filters)
    rows = Paginator(elements, PAGE_SIZE).get_page(page.request.GET.get("page"))
    return page.render(
        "website/element_table.html",
        current="overview",
        crumbs=[(None, _("Alle elementer"))],
        form=filter_form(asked, levels=levels(root), facets=found, goals=sdg.goals(), with_text=True),
        page=rows,
        rows=present_rows(root, rows.object_list),
        shown=rows.paginator.count,
        total=sum(facet.count for facet in found),
    )
