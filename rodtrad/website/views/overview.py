from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from rodtrad.core.panels import PanelScope
from rodtrad.goals.models import Element
from rodtrad.goals.permissions import powers_in
from rodtrad.goals.queries.counts import OverviewCounts, overview_counts
from rodtrad.goals.queries.facets import facets
from rodtrad.goals.queries.overview import level_of, levels, matching_elements
from rodtrad.goals.queries.sheet import answers_to, named_elements, read_sheet
from rodtrad.organisations.queries import visible_members
from rodtrad.plans.queries import visible_plans
from rodtrad.sdg import queries as sdg
from rodtrad.targets.queries import has_targets, targets_by_element
from rodtrad.website.filters import Asked, asked_for, asked_of_table, cleaned
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.element_table import present_rows
from rodtrad.website.presenters.filter_form import filter_form
from rodtrad.website.presenters.matrix import Weave, woven_levels
from rodtrad.website.presenters.overview import (
    findings_fact,
    is_drawn,
    levels_to_read,
    present_members,
    present_overview,
)
from rodtrad.website.presenters.panels import findings_in
from rodtrad.website.presenters.reader_marks import last_time, mark_elements
from rodtrad.website.presenters.sheet_view import Given
from rodtrad.website.presenters.sheets import WHY, current_sheet, sheets_of
from rodtrad.website.presenters.targets import TargetMarks, marks_of

PAGE_SIZE = 100


@root_page
def overview(page: Page) -> HttpResponse:
    """Show the root's thread as a map; `lys` lights an element's thread, `blad` chooses the sheet."""
    root = page.own_root
    asked = asked_for(page.request.GET, "blad", "lys")
    counts = overview_counts(root, page.viewer, asked.filters)
    given = _given(page, asked, counts)
    mark_elements(page.request, root, {element.pk: element.key for element in given.read.elements})
    findings = findings_fact(findings_in(root, PanelScope(page.viewer)), page.address("check"))
    members, members_origin = present_members(
        root.regionmembers.select_related("member"), visible_members(root, page.request.user)
    )
    return page.render(
        "website/overview.html",
        current="overview",
        view=present_overview(given, _weave(page, given), findings),
        form=filter_form(asked, levels=counts.levels, facets=facets(root, page.viewer), goals=sdg.goals()),
        members=members,
        members_origin=members_origin,
    )


def _given(page: Page, asked: Asked, counts: OverviewCounts) -> Given:
    """Choose the sheet from the counts, and read what it names."""
    root, viewer = page.own_root, page.viewer
    lit = cleaned(page.request.GET, "lys")
    sheets = sheets_of(counts)
    beside = level_of(root, viewer, lit) if lit and not cleaned(page.request.GET, "blad") else None
    sheet = current_sheet(asked, counts, sheets, beside)
    why = {level.id for level in sheet.levels if level.role in WHY}
    return Given(
        root=root,
        asked=asked,
        counts=counts,
        sheets=sheets,
        sheet=sheet,
        read=read_sheet(root, viewer, asked.filters, levels_to_read(counts, sheet, sheets), lit),
        answers=answers_to(
            root, viewer, why if is_drawn(counts, sheet) or woven_levels(counts, sheet) else ()
        ),
        plans=list(visible_plans(root, viewer)),
        lit=lit or None,
    )


def _weave(page: Page, given: Given) -> Weave | None:
    """Read the elements to weave, unless they stand on the sheet already."""
    levels = woven_levels(given.counts, given.sheet)
    if levels is None:
        return None
    is_read = is_drawn(given.counts, given.sheet) and given.asked.filters.is_empty
    elements = (
        given.read.elements if is_read else named_elements(page.own_root, page.viewer, levels=levels.ids)
    )
    return Weave(levels, elements, given.answers)


@root_page
def table(page: Page) -> HttpResponse:
    """Show all of the root's elements as a table with the same filters."""
    root = page.own_root
    asked = asked_of_table(page.request.GET, root, page.viewer)
    held = has_targets(root, page.viewer)
    found = facets(root, page.viewer)
    elements = matching_elements(root, page.viewer, asked.filters)
    rows = Paginator(elements, PAGE_SIZE).get_page(page.request.GET.get("page"))
    user = page.request.user
    mark_elements(page.request, root, {row.pk: row.key for row in rows.object_list})
    return page.render(
        "website/element_table.html",
        current="overview",
        crumbs=[(None, _("Alle elementer"))],
        form=filter_form(
            asked, levels=levels(root), facets=found, goals=sdg.goals(), with_text=True, with_targets=held
        ),
        page=rows,
        rows=present_rows(root, rows.object_list, _target_marks(page, rows.object_list) if held else {}),
        has_targets=held,
        may_change=powers_in(user, root).may_write_something,
        last_time=last_time(page.request, root, page.viewer),
        shown=rows.paginator.count,
        chosen="" if asked.filters.is_empty else asked.address(),
        total=sum(facet.count for facet in found),
    )


def _target_marks(page: Page, elements: Iterable[Element]) -> dict[UUID, TargetMarks]:
    return marks_of(targets_by_element(page.own_root, page.viewer, [one.pk for one in elements]))
