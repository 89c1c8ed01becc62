"""The lists of the pages as Excel and CSV: what the reader may see, with the choices of the page."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.exchange.workbook.plain_list import PlainList, list_as_csv, list_as_excel
from rodtrad.exchange.workbook.write import EXCEL
from rodtrad.goals.check_cache import cached_check
from rodtrad.goals.checking import visible_to
from rodtrad.goals.queries.history_feed import feed_of
from rodtrad.goals.queries.overview import matching_elements
from rodtrad.goals.queries.reviews import waiting_in
from rodtrad.goals.queries.sdg_serving import serving
from rodtrad.sdg import queries as sdg_queries
from rodtrad.search.queries.names import names_in
from rodtrad.search.queries.within import home_among
from rodtrad.targets.queries import targets_by_element
from rodtrad.website.filters import asked_of_table
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters import check as check_words
from rodtrad.website.presenters import lists as tables
from rodtrad.website.presenters.plans import in_order
from rodtrad.website.presenters.sdg import sdg_rows
from rodtrad.website.presenters.search import Searched
from rodtrad.website.presenters.search_asked import wish_of
from rodtrad.website.views.check import choices, only
from rodtrad.website.views.conflicts import chosen_conflicts
from rodtrad.website.views.find import chosen_themes
from rodtrad.website.views.history import require_role
from rodtrad.website.views.plans import chosen_plans
from rodtrad.website.views.search import found_by

#: Each hit is read whole; more are reached by narrowing the search.
MOST_HITS = 2000
#: So many of the last times that somebody changed something.
MOST_TIMES = 2000


@require_safe
@root_page
def plans(page: Page, ending: str) -> HttpResponse:
    asked = chosen_plans(page)
    table = tables.plan_list(page.own_root, in_order(asked.chosen, asked.by), absolute(page))
    return give_list(page, table, "planer", ending)


@require_safe
@root_page
def conflicts(page: Page, ending: str) -> HttpResponse:
    _everything, shown = chosen_conflicts(page)
    return give_list(
        page, tables.conflict_list(page.own_root, shown, absolute(page)), "malkonflikter", ending
    )


@require_safe
@root_page
def findings(page: Page, ending: str) -> HttpResponse:
    """Give the findings that the choices of the page let through, and, where no group is chosen, the exceptions."""
    by, severity = choices(page)
    result = only(visible_to(cached_check(page.own_root, timezone.localdate()), page.viewer), severity)
    key = page.request.GET.get("bare")
    if key is not None:
        found = check_words.findings_of(result, key)
        if found is None:
            raise Http404
    else:
        groups = result.by_organisation() if by == "enhet" else result.by_rule()
        found = [finding for group in groups.values() for finding in group]
    wanted = check_words.SEVERITY_ADDRESSES.get(severity)
    excepted = [
        one
        for one in result.excepted
        if key is None and wanted in (None, result.rules[one.finding.rule].severity)
    ]
    return give_list(page, tables.finding_list(result, found, excepted, absolute(page)), "funn", ending)


@require_safe
@root_page
def themes(page: Page, ending: str) -> HttpResponse:
    groups, opened = chosen_themes(page)
    table = tables.theme_list(page.own_root, opened or groups, absolute(page))
    return give_list(page, table, "temaer", ending)


@require_safe
@root_page
def targets(page: Page, ending: str) -> HttpResponse:
    """Give the targets of the elements that the choices of the list of elements let through, with how they stand."""
    root, asked = page.own_root, asked_of_table(page.request.GET, page.own_root, page.viewer)
    elements = list(matching_elements(root, page.viewer, asked.filters))
    held = targets_by_element(root, page.viewer, [one.pk for one in elements])
    rows = [one for element in elements for one in held.get(element.pk, [])]
    return give_list(page, tables.target_list(rows, absolute(page)), "maltall", ending)


@require_safe
@root_page
def sdg(page: Page, ending: str) -> HttpResponse:
    root = page.own_root
    by_target, by_goal = serving(root, page.viewer)
    local = sdg_queries.local_targets(root).values()
    rows = sdg_rows(root, list(sdg_queries.goals()), local, by_target, by_goal, "")
    return give_list(page, tables.sdg_list(rows, absolute(page)), "barekraftsmal", ending)


@require_safe
@root_page
def reviews(page: Page, ending: str) -> HttpResponse:
    require_role(page)
    waiting = waiting_in(page.own_root, page.viewer)
    table = tables.waiting_list(page.own_root, waiting, absolute(page))
    return give_list(page, table, "gjennomgang", ending)


@require_safe
@root_page
def history(page: Page, ending: str) -> HttpResponse:
    require_role(page)
    feed = feed_of(page.own_root, page.viewer, 1, MOST_TIMES)
    return give_list(page, tables.history_list(page.own_root, feed), "historikk", ending)


@require_safe
def hits(request: HttpRequest, ending: str) -> HttpResponse:
    """Give what is found in all organisations that the reader may see."""
    return _hits(Page(request), ending)


@require_safe
@root_page
def root_hits(page: Page, ending: str) -> HttpResponse:
    """Give what is found in one organisation."""
    return _hits(page, ending)


def _hits(page: Page, ending: str) -> HttpResponse:
    wish = wish_of(page.request.GET, in_root=page.root is not None)
    found, roots, viewers = found_by(page, wish, 0, MOST_HITS)
    home = page.root or home_among(roots.values(), viewers)
    searched = Searched(wish, found, (), names_in(found, viewers.values()), roots, page.root, home)
    return give_list(page, tables.hit_list(searched, absolute(page)), "treff", ending)


def absolute(page: Page) -> Callable[[str], str]:
    """Return what makes an address in a file whole; nothing stays nothing."""
    return lambda url: page.request.build_absolute_uri(url) if url else ""


def give_list(page: Page, table: PlainList, name: str, ending: str) -> HttpResponse:
    content = list_as_excel(table) if ending == "xlsx" else list_as_csv(table)
    file_name = f"{page.root.slug}-{name}.{ending}" if page.root else f"{name}.{ending}"
    return HttpResponse(
        content,
        content_type=EXCEL if ending == "xlsx" else "text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )
