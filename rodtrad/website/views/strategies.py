"""The planstrategi: the list of terms, one as a page, Word and PDF, its items, and how two terms differ."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.core.documents import Document, as_html, as_pdf, as_word
from rodtrad.core.text import shorten
from rodtrad.goals.permissions import powers_in
from rodtrad.planning.models import PlanningStrategy, StrategyItem
from rodtrad.planning.permissions import may_start_strategy, may_write_strategy
from rodtrad.planning.queries.strategies import (
    StrategyContent,
    find_item,
    find_strategy,
    items_of,
    not_taken_up,
    read_strategy,
    strategies_without_content,
    visible_strategies,
)
from rodtrad.planning.queries.terms import compare_terms
from rodtrad.plans.models import LOCKED
from rodtrad.website.filters import cleaned
from rodtrad.website.page import Crumb, Page, root_page
from rodtrad.website.presenters.strategy_document import page_document, strategy_document
from rodtrad.website.presenters.strategy_pages import (
    difference_groups,
    headings_of,
    left_plans,
    registered_rows,
    strategy_actions,
    strategy_facts,
    strategy_parts,
    strategy_rows,
)
from rodtrad.website.presenters.wording import plan_status
from rodtrad.website.views.history import has_role

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def found_strategy(page: Page, key: str) -> PlanningStrategy:
    found = find_strategy(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def found_item(page: Page, strategy: PlanningStrategy, identity: UUID) -> StrategyItem:
    found = find_item(strategy, page.viewer, identity)
    if found is None:
        raise Http404
    return found


def strategy_crumbs(page: Page, strategy: PlanningStrategy | None = None, last: str = "") -> list[Crumb]:
    crumbs: list[Crumb] = [
        (page.address("plans"), _("Planer")),
        (page.address("strategies"), _("Planstrategi")),
    ]
    if strategy:
        crumbs.append(
            (page.address("strategy", strategy.plan.key), f"{strategy.term_from}–{strategy.term_to}")
        )
    if last:
        return [*crumbs, (None, shorten(last, 60))]
    return [*crumbs[:-1], (None, crumbs[-1][1])]


def writes(page: Page, strategy: PlanningStrategy) -> bool:
    """Tell whether the person may write in the strategy as it stands."""
    powers = powers_in(page.request.user, page.own_root)
    return strategy.plan.status not in LOCKED and may_write_strategy(powers, strategy.plan)


@require_safe
@root_page
def strategies(page: Page) -> HttpResponse:
    """List the root's planstrategier, the latest term first."""
    found = list(visible_strategies(page.own_root, page.viewer))
    return page.render(
        "website/strategies.html",
        current="plans",
        crumbs=strategy_crumbs(page),
        rows=strategy_rows(page.own_root, found),
        registered=registered_rows(page.own_root, strategies_without_content(page.own_root, page.viewer)),
        may_start=may_start_strategy(powers_in(page.request.user, page.own_root)),
    )


@require_safe
@root_page
def strategy(page: Page, key: str) -> HttpResponse:
    """Show a planstrategi; who writes in it finds the way to each of its parts."""
    found = found_strategy(page, key)
    content = read_strategy(found, page.viewer)
    document = page_document(content, address=lambda item: _item_address(page, found, item))
    may_write = writes(page, found)
    return page.render(
        "website/strategy.html",
        current="plans",
        crumbs=strategy_crumbs(page, found),
        strategy=found,
        status_of=plan_status(found.plan),
        facts=strategy_facts(content),
        headings=headings_of(document),
        has_role=has_role(page),
        written=as_html(document),
        actions=strategy_actions(page.own_root, found) if may_write else [],
        parts=strategy_parts(page.own_root, content) if may_write else [],
        left=left_plans(page.own_root, key, not_taken_up(found, page.viewer)) if may_write else None,
        others=[one for one in visible_strategies(page.own_root, page.viewer) if one.pk != found.pk],
    )


def _item_address(page: Page, strategy: PlanningStrategy, item: StrategyItem) -> str:
    return page.request.build_absolute_uri(page.address("strategy_item", strategy.plan.key, str(item.pk)))


@require_safe
@root_page
def strategy_as_word(page: Page, key: str) -> HttpResponse:
    content, document = _document(page, key)
    return _file(as_word(document), WORD, f"{content.strategy.plan.key}.docx")


@require_safe
@root_page
def strategy_as_pdf(page: Page, key: str) -> HttpResponse:
    content, document = _document(page, key)
    return _file(as_pdf(document), "application/pdf", f"{content.strategy.plan.key}.pdf")


def _document(page: Page, key: str) -> tuple[StrategyContent, Document]:
    """Write the document in the language of the root's own words: that is what goes to a council."""
    found = found_strategy(page, key)
    content = read_strategy(found, page.viewer)
    language = page.own_root.language
    with translation.override(language):
        document = strategy_document(
            content, language=language, address=lambda item: _item_address(page, found, item)
        )
    return content, document


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
@root_page
def compare_strategies(page: Page, key: str) -> HttpResponse:
    """Compare with the strategy that `med` names, else with the one it follows."""
    found = found_strategy(page, key)
    others = [one for one in visible_strategies(page.own_root, page.viewer) if one.pk != found.pk]
    wanted = cleaned(page.request.GET, "med")
    before = next((one for one in others if one.plan.key == wanted), None)
    if wanted and before is None:
        raise Http404
    before = before or next((one for one in others if one.pk == found.follows_id), None)
    groups = []
    if before:
        if before.term_from > found.term_from:
            found, before = before, found
        differences = compare_terms(items_of(before, page.viewer), items_of(found, page.viewer))
        groups = difference_groups(page.own_root, differences)
    return page.render(
        "website/compare_strategies.html",
        current="plans",
        crumbs=strategy_crumbs(page, found, _("Sammenlikn")),
        strategy=found,
        before=before,
        others=others,
        groups=groups,
    )
