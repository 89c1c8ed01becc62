"""Where figures come from, for those who run it: what was asked, what came, and a fetch now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rodtrad.indicators.operations.fetch import can_be_fetched
from rodtrad.indicators.operations.runs import UnderWayError
from rodtrad.indicators.permissions import TablePowers, may_read_answers
from rodtrad.indicators.queries.own_tables import states_of
from rodtrad.indicators.queries.sources import answer_of, batches_of, kept_of, visible_sources
from rodtrad.indicators.tasks import fetch_soon
from rodtrad.website.page import Page
from rodtrad.website.presenters import sources as words
from rodtrad.website.presenters.own_tables import TOP, run_view
from rodtrad.website.views.editing.guard import person_of
from rodtrad.website.views.own_tables.guard import fetches, has_role, source_of, table_or_404, tables_page


@require_safe
@tables_page(has_role)
def sources(page: Page, powers: TablePowers) -> HttpResponse:
    """List every table: when it was last asked, what came, how old it is by its calendar."""
    today = timezone.localdate()
    states = words.in_order(states_of(visible_sources(page.own_root, page.viewer)), today)
    own = [one for one in states if one.dataset.root_id is not None]
    common = [one for one in states if one.dataset.root_id is None]
    return page.render(
        "website/sources.html",
        current="indicators",
        crumbs=[(page.address("indicators"), _("Indikatorer")), (None, _("Kilder"))],
        tally=words.tally_of(states, today),
        groups=[
            (heading, [words.source_row(page.own_root, one, today) for one in rows])
            for heading, rows in ((_("Egne"), own), (_("Felles for alle"), common))
            if rows
        ],
        fills=powers.sees_tables,
    )


@require_safe
@tables_page(has_role, source_of)
def source(page: Page, powers: TablePowers, key: str) -> HttpResponse:
    """Show one table with each time it came."""
    dataset = table_or_404(page, key, source_of)
    [state] = states_of([dataset])
    batches = batches_of(dataset)
    opens = may_read_answers(dataset, page.own_root, powers)
    rows = words.batches_of(page.own_root, dataset, batches, kept_of(batches), opens=opens)
    return page.render(
        "website/source.html",
        current="indicators",
        crumbs=[
            (page.address("indicators"), _("Indikatorer")),
            (page.address("sources"), _("Kilder")),
            (None, dataset.title),
        ],
        table=dataset,
        state=state,
        facts=words.source_facts(page.own_root, state, timezone.localdate()),
        run=run_view(state.run) if state.run else None,
        failure=state.last.failure if state.last else "",
        indicators=dataset.indicators.order_by("position", "sort_key"),
        batches=rows[:TOP],
        more_batches=rows[TOP:],
        may_fetch=can_be_fetched(dataset) and powers.fetches,
        can_be_fetched=can_be_fetched(dataset),
    )


@require_safe
@tables_page(has_role, source_of)
def source_answer(page: Page, powers: TablePowers, key: str, number: int, position: int) -> HttpResponse:
    """Give one of the answers that are kept as proof of the figures, as it came."""
    dataset = table_or_404(page, key, source_of)
    found = answer_of(dataset, number, position)
    if found is None:
        raise Http404
    if not may_read_answers(dataset, page.own_root, powers):
        raise PermissionDenied
    kind, ending = words.safe_kind(found.media_type)
    answer = HttpResponse(found.content, content_type=kind)
    name = f"{dataset.key}-{number}-{position + 1}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@tables_page(fetches, source_of)
def fetch_source(page: Page, powers: TablePowers, key: str) -> HttpResponse:
    """Let a worker fetch the table as soon as one is free."""
    dataset = table_or_404(page, key, source_of)
    if not can_be_fetched(dataset):
        raise PermissionDenied
    try:
        fetch_soon(dataset=dataset, person=person_of(page))
        messages.success(page.request, _("Tabellen er satt i kø. De gamle tallene står til de nye er her."))
    except UnderWayError:
        messages.warning(page.request, _("Tabellen hentes alt."))
    return redirect("source", page.own_root.slug, dataset.key)
