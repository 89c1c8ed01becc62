"""The history of a case, a process and a planstrategi, for those with a role; to others it does not exist."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.core.text import shorten
from rodtrad.planning.queries.record_history import (
    RecordHistory,
    history_of_case,
    history_of_process,
    history_of_strategy,
)
from rodtrad.website.page import Crumb, Page, root_page
from rodtrad.website.presenters.record_history import present_record
from rodtrad.website.views.cases.guard import found_case
from rodtrad.website.views.clocks import clock_crumbs, found_plan
from rodtrad.website.views.history import ENTRIES_ON_A_PAGE, require_role
from rodtrad.website.views.strategies import found_strategy, strategy_crumbs


@require_safe
@root_page
def case_history(page: Page, key: str) -> HttpResponse:
    require_role(page)
    case = found_case(page, key)
    title, address = f"{case.number} {case.title}", page.address("case", key)
    crumbs: list[Crumb] = [
        (page.address("cases"), _("Saker")),
        (address, shorten(title, 60)),
        (None, _("Historikk")),
    ]
    return _show(page, history_of_case(case, page.viewer), "case", title, address, crumbs)


@require_safe
@root_page
def process_history(page: Page, key: str) -> HttpResponse:
    require_role(page)
    plan = found_plan(page, key)
    title = _("Framdriftsplan for %s") % plan.title
    crumbs = clock_crumbs(page, plan, _("Historikk"))
    address = page.address("plan_clocks", key)
    return _show(page, history_of_process(plan, page.viewer), "process", title, address, crumbs)


@require_safe
@root_page
def strategy_history(page: Page, key: str) -> HttpResponse:
    require_role(page)
    strategy = found_strategy(page, key)
    crumbs = strategy_crumbs(page, strategy, _("Historikk"))
    address, title = page.address("strategy", key), strategy.plan.title
    return _show(page, history_of_strategy(strategy, page.viewer), "strategy", title, address, crumbs)


def _show(
    page: Page, told: RecordHistory, kind: str, title: str, address: str, crumbs: list[Crumb]
) -> HttpResponse:
    shown = Paginator(told.history.entries, ENTRIES_ON_A_PAGE).get_page(page.request.GET.get("page"))
    return page.render(
        "website/history.html",
        current="plans",
        crumbs=crumbs,
        gone=False,
        kept=None,
        title=title,
        address=address,
        entries=present_record(told, list(shown), kind),
        page=shown,
    )
