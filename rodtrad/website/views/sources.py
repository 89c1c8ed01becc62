"""Where figures come from, for those who run it: what was asked, what came, and a fetch now."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodtrad.core.models import Visibility
from rodtrad.indicators.models import Dataset
from rodtrad.indicators.operations.fetch import can_be_fetched
from rodtrad.indicators.operations.runs import UnderWayError
from rodtrad.indicators.permissions import table_powers
from rodtrad.indicators.queries.own_tables import states_of
from rodtrad.indicators.queries.sources import batches_of, find_source, kept_of, visible_sources
from rodtrad.indicators.tasks import fetch_soon
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters import sources as words
from rodtrad.website.presenters.own_tables import TOP, run_view
from rodtrad.website.views.editing.guard import person_of


def _source_or_404(page: Page, key: str) -> Dataset:
    """Return a table of those with a role here; for others there is none."""
    found = find_source(page.own_root, page.viewer, key)
    if found is None or page.viewer.ceiling < Visibility.INTERNAL:
        raise Http404
    return found


@root_page
def sources(page: Page) -> HttpResponse:
    """List every table: when it was last asked, what came, how old it is by its calendar."""
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    if page.viewer.ceiling < Visibility.INTERNAL:
        raise PermissionDenied
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
        fills=table_powers(page.request.user, page.own_root).sees_tables,
    )


@root_page
def source(page: Page, key: str) -> HttpResponse:
    """Show one table with each time it came."""
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    dataset = _source_or_404(page, key)
    [state] = states_of([dataset])
    batches = batches_of(dataset)
    rows = words.batches_of(batches, kept_of(batches))
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
        may_fetch=can_be_fetched(dataset) and table_powers(page.request.user, page.own_root).fetches,
        can_be_fetched=can_be_fetched(dataset),
    )


@require_POST
@root_page
def fetch_source(page: Page, key: str) -> HttpResponse:
    """Let a worker fetch the table as soon as one is free."""
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    dataset = _source_or_404(page, key)
    if not can_be_fetched(dataset) or not table_powers(page.request.user, page.own_root).fetches:
        raise PermissionDenied
    try:
        fetch_soon(dataset=dataset, person=person_of(page))
        messages.success(page.request, _("Tabellen er satt i kø. De gamle tallene står til de nye er her."))
    except UnderWayError:
        messages.warning(page.request, _("Tabellen hentes alt."))
    return redirect("source", page.own_root.slug, dataset.key)
