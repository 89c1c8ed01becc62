"""The list of cases, and one case with its way through the bodies."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.cases.models import CaseStatus
from rodtrad.cases.permissions import may_write_case, may_write_instructions, may_write_some_case
from rodtrad.cases.queries.cases import (
    CaseChoice,
    chosen_cases,
    find_attachment,
    visible_cases,
    way_of,
    years_of,
)
from rodtrad.cases.queries.meetings import bodies_of
from rodtrad.core.files.giving import give_file
from rodtrad.goals.queries.conflicts import visible_conflicts
from rodtrad.organisations.permissions import powers_in
from rodtrad.planning.queries.clocks import clocks_of_case
from rodtrad.plans.queries import visible_plans
from rodtrad.website.filters import YEARS, cleaned
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.cases.case import (
    adopted_plans,
    attachment_lines,
    case_facts,
    case_rows,
    case_status,
    in_one_sentence,
    point_lines,
    stops,
)
from rodtrad.website.presenters.cases.filters import case_filters
from rodtrad.website.presenters.cases.instruction import instruction_rows
from rodtrad.website.presenters.clocks import meeting_lines
from rodtrad.website.presenters.conflict import conflict_lines
from rodtrad.website.views.cases.guard import found_case
from rodtrad.website.views.history import has_role

ROWS_ON_A_PAGE = 100


def choice_of(page: Page) -> CaseChoice:
    """Read what is asked of the list from the address. Raises 404 for what is not among the choices."""
    asked = page.request.GET
    status, year = cleaned(asked, "status"), cleaned(asked, "ar")
    if status not in ("", *CaseStatus.values):
        raise Http404
    if year and not (year.isdecimal() and len(year) == 4 and int(year) in YEARS):
        raise Http404
    return CaseChoice(cleaned(asked, "q"), status, cleaned(asked, "organ"), int(year) if year else None)


@require_safe
@root_page
def cases(page: Page) -> HttpResponse:
    """List the cases that the reader may see."""
    root, choice = page.own_root, choice_of(page)
    rows = Paginator(chosen_cases(root, page.viewer, choice), ROWS_ON_A_PAGE).get_page(
        page.request.GET.get("page")
    )
    total = visible_cases(root, page.viewer).count()
    fields, chosen = case_filters(choice, bodies_of(root), years_of(root, page.viewer))
    return page.render(
        "website/cases/cases.html",
        current="plans",
        crumbs=[(None, _("Saker"))],
        rows=case_rows(root, rows.object_list),
        page=rows,
        fields=fields,
        chosen=chosen,
        total=total,
        shown=rows.paginator.count,
        may_write=may_write_some_case(powers_in(page.request.user, root)),
    )


@require_safe
@root_page
def case(page: Page, key: str) -> HttpResponse:
    """Show one case in plain words."""
    root, today = page.own_root, timezone.localdate()
    found = found_case(page, key)
    way = way_of(found, page.viewer)
    powers = powers_in(page.request.user, root)
    may_write = may_write_case(powers, found)
    conflicts = [one for one in visible_conflicts(root, page.viewer) if one.conflict.case_id == found.pk]
    return page.render(
        "website/cases/case.html",
        current="plans",
        crumbs=[(page.address("cases"), _("Saker")), (None, f"{found.number} {found.title}")],
        case=found,
        mark=case_status(found),
        sentence=in_one_sentence(found, way, today),
        facts=case_facts(found),
        stops=stops(root, way, may_write=may_write),
        recommendation=point_lines(way.recommendation),
        attachments=attachment_lines(root, found, way.attachments),
        instructions=instruction_rows(root, way.instructions, way.open_cases, today),
        closed=[
            row
            for one, row in zip(
                way.closed, instruction_rows(root, way.closed, way.open_cases, today), strict=True
            )
            if one.case_id in way.open_cases
        ],
        plans=adopted_plans(root, visible_plans(root, page.viewer).filter(case=found)),
        clocks=meeting_lines(root, [one for one in clocks_of_case(found, page.viewer) if not one.is_over]),
        conflicts=conflict_lines(root, conflicts),
        has_role=has_role(page),
        may_write=may_write,
        may_instruct=may_write_instructions(powers, found),
    )


@require_safe
@root_page
def attachment(page: Page, key: str, attachment_id: UUID) -> StreamingHttpResponse:
    """Give a file of a case that the reader may see."""
    found = find_attachment(found_case(page, key), attachment_id)
    if found is None:
        raise Http404
    return give_file(found.file, found.name)
