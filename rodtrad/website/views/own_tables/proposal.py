"""A file that waits: what it would change, cell by cell, and yes or no."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.indicators.models import Batch, BatchState
from rodtrad.indicators.operations.own_tables import throw_away_proposal
from rodtrad.indicators.operations.runs import UnderWayError
from rodtrad.indicators.operations.table import (
    MOST_AT_ONCE,
    TableProposal,
    accept_table,
    content_of,
    proposal_of,
)
from rodtrad.indicators.permissions import TablePowers
from rodtrad.indicators.presenters import tell
from rodtrad.indicators.queries.own_tables import find_own_table, find_waiting, names_in
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.indicators.tasks import take_in_soon
from rodtrad.website.page import Page
from rodtrad.website.presenters import table_proposal as words
from rodtrad.website.views.editing.guard import person_of
from rodtrad.website.views.own_tables.guard import fills, table_or_404, tables_page


@tables_page(fills)
def own_table_proposal(page: Page, powers: TablePowers, key: str, number: int) -> HttpResponse:
    """Show what a file would do, and do it on yes."""
    dataset = table_or_404(page, key)
    batch = find_waiting(dataset, number)
    if batch is None:
        raise Http404
    if page.request.method == "POST" and page.request.POST.get("gjor") == "kast":
        return _thrown_away(page, batch)
    if not TableMapping.from_json(dataset.query).indicators:
        return redirect("own_table_columns", page.own_root.slug, key)
    try:
        proposal = proposal_of(batch)
    except SheetError as error:
        return _refused(page, batch, error)
    if page.request.method == "POST":
        return _accepted(page, batch, proposal)
    names, areas = names_in(dataset, proposal.figures.areas)
    told = tell(proposal, names, areas)
    return page.render(
        "website/own_table_proposal.html",
        current="indicators",
        crumbs=_crumbs(page, batch),
        table=dataset,
        batch=batch,
        told=told,
        tally=words.tally_of(told),
        digest=proposal.digest,
        storing=told.made + told.changed,
        is_long=len(proposal.figures) > MOST_AT_ONCE,
    )


def _refused(page: Page, batch: Batch, error: SheetError) -> HttpResponse:
    """Show why the file cannot be read: most often a column that has got another name."""
    return page.render(
        "website/own_table_refused.html",
        current="indicators",
        crumbs=_crumbs(page, batch),
        table=batch.dataset,
        batch=batch,
        problem="\n".join(str(one) for one in error.problems),
        columns=words.columns_changed(content_of(batch), TableMapping.from_json(batch.dataset.query)),
    )


def _accepted(page: Page, batch: Batch, proposal: TableProposal) -> HttpResponse:
    posted, root, dataset = page.request.POST, page.own_root, batch.dataset
    if posted.get("gjor") != "ta-inn":
        raise BadRequest
    here = redirect("own_table_proposal", root.slug, dataset.key, batch.pk)
    if posted.get("sett", "") != proposal.digest:
        messages.warning(
            page.request,
            _("Noe er endret siden du så på tabellen. Ingenting er lagret. Se over den på nytt."),
        )
        return here
    try:
        if len(proposal.figures) > MOST_AT_ONCE:
            take_in_soon(batch=batch, person=person_of(page))
            messages.success(
                page.request, _("Tabellen leses inn nå. Du kan gå herfra; den kommer inn likevel.")
            )
            return redirect("own_table", root.slug, dataset.key)
        taken = accept_table(batch=batch, person=person_of(page)).batch
    except UnderWayError:
        messages.warning(page.request, _("Tabellen leses inn alt. Vent til den er ferdig."))
        return redirect("own_table", root.slug, dataset.key)
    except ChangedMeanwhileError:
        messages.warning(page.request, _("Noen andre har alt tatt inn eller kastet fila."))
        return redirect("own_table", root.slug, dataset.key)
    except SheetError as error:
        messages.error(page.request, str(error))
        return here
    messages.success(page.request, _taken_words(taken))
    return redirect("own_table", root.slug, dataset.key)


def _taken_words(taken: Batch) -> str:
    if taken.state == BatchState.UNCHANGED:
        return _("Ingenting var endret siden sist.")
    stored = taken.made + taken.changed
    return ngettext("%d tall er tatt inn.", "%d tall er tatt inn.", stored) % stored


def _thrown_away(page: Page, batch: Batch) -> HttpResponse:
    throw_away_proposal(batch=batch)
    messages.success(page.request, _("Fila er kastet. Ingenting er endret."))
    if find_own_table(page.own_root, batch.dataset.key) is None:
        return redirect("own_tables", page.own_root.slug)
    return redirect("own_table", page.own_root.slug, batch.dataset.key)


def _crumbs(page: Page, batch: Batch) -> list[tuple[str | None, str]]:
    return [
        (page.address("own_tables"), _("Egne tabeller")),
        (page.address("own_table", batch.dataset.key), batch.dataset.title),
        (None, batch.file_name or _("Fil som venter")),
    ]
