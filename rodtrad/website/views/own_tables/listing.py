"""The root's own tables, a new one, and one of them: what came, next year's file, who may see it."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.models import Visibility
from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.text import visible
from rodtrad.indicators.errors import UnderWayError
from rodtrad.indicators.models import Dataset
from rodtrad.indicators.operations.own_tables import (
    LONGEST_TITLE,
    HasFiguresError,
    begin_table,
    delete_table,
    open_indicators,
    send_next,
)
from rodtrad.indicators.permissions import TablePowers
from rodtrad.indicators.presenters import under_way_words
from rodtrad.indicators.queries.own_tables import own_tables as tables_of
from rodtrad.indicators.queries.own_tables import states_of
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.website.page import Page
from rodtrad.website.presenters import own_tables as words
from rodtrad.website.views.editing.guard import person_of
from rodtrad.website.views.own_tables.guard import fills, sees, sent_file, table_or_404, tables_page


@tables_page(sees)
def own_tables(page: Page, powers: TablePowers) -> HttpResponse:
    """List the root's own tables: what last came, how old it is, when the next is due."""
    today = timezone.localdate()
    return page.render(
        "website/own_tables.html",
        current="indicators",
        crumbs=[(page.address("indicators"), _("Indikatorer")), (None, _("Egne tabeller"))],
        rows=[words.table_row(page.own_root, one, today) for one in states_of(tables_of(page.own_root))],
        fills=powers.fills,
    )


@tables_page(fills)
def new_own_table(page: Page, powers: TablePowers) -> HttpResponse:
    """Take the first file of a table."""
    title = " ".join(visible(page.request.POST.get("tittel", "")).split())
    problem = _("Skriv hva tabellen heter, med høyst 300 tegn.") if len(title) > LONGEST_TITLE else ""
    if page.request.method == "POST" and not problem:
        try:
            content, name = sent_file(page)
            dataset = begin_table(
                root=page.own_root,
                content=content,
                file_name=name,
                title=title or name.rpartition(".")[0] or name,
                person=person_of(page),
            )
            return redirect("own_table_columns", page.own_root.slug, dataset.key)
        except SheetError as error:
            problem = str(error)
    return page.render(
        "website/own_table_new.html",
        current="indicators",
        crumbs=[*_crumbs(page), (None, _("Ny tabell"))],
        status=422 if problem else 200,
        problem=problem,
        title=title,
    )


@tables_page(sees)
def own_table(page: Page, powers: TablePowers, key: str) -> HttpResponse:
    """Show a table with each time it came, and take its next file."""
    dataset = table_or_404(page, key)
    problem = ""
    if page.request.method == "POST":
        answer = _done(page, powers, dataset)
        if isinstance(answer, HttpResponse):
            return answer
        problem = answer
    [state] = states_of([dataset])
    indicators = list(dataset.indicators.order_by("position", "sort_key"))
    return page.render(
        "website/own_table.html",
        current="indicators",
        crumbs=[*_crumbs(page), (None, dataset.title)],
        status=422 if problem else 200,
        problem=problem,
        table=dataset,
        state=state,
        run=words.run_view(state.run) if state.run else None,
        last_run=None if state.run else dataset.runs.exclude(failure="").first(),
        facts=words.facts_of(state, timezone.localdate()),
        batches=words.batch_rows(dataset),
        is_mapped=bool(TableMapping.from_json(dataset.query).indicators),
        indicators=indicators,
        unseen=sum(one.visibility > Visibility.PUBLIC for one in indicators),
        powers=powers,
    )


def _done(page: Page, powers: TablePowers, dataset: Dataset) -> HttpResponse | str:
    """Do what the form asks for; return where to go, or what is wrong with the file."""
    what, here = page.request.POST.get("gjor", "send"), redirect("own_table", page.own_root.slug, dataset.key)
    if what == "vis-alle":
        if not powers.publishes:
            raise PermissionDenied
        count = open_indicators(dataset=dataset)
        text = ngettext("%d indikator er nå åpen for alle.", "%d indikatorer er nå åpne for alle.", count)
        messages.success(page.request, text % count)
        return here
    if not powers.fills:
        raise PermissionDenied
    if what == "slett":
        return _deleted(page, dataset)
    if what != "send":
        raise BadRequest
    try:
        content, name = sent_file(page)
        batch = send_next(dataset=dataset, content=content, file_name=name, person=person_of(page))
    except SheetError as error:
        return str(error)
    except UnderWayError as error:
        return under_way_words(error)
    return redirect("own_table_proposal", page.own_root.slug, dataset.key, batch.pk)


def _deleted(page: Page, dataset: Dataset) -> HttpResponse:
    try:
        delete_table(dataset=dataset)
    except HasFiguresError:
        messages.error(page.request, _("Tabellen har gitt tall som er i bruk. Den kan ikke slettes."))
        return redirect("own_table", page.own_root.slug, dataset.key)
    except UnderWayError as error:
        messages.warning(page.request, under_way_words(error))
        return redirect("own_table", page.own_root.slug, dataset.key)
    messages.success(page.request, _("Tabellen er slettet. Indikatorene står igjen, uten tall."))
    return redirect("own_tables", page.own_root.slug)


def _crumbs(page: Page) -> list[tuple[str | None, str]]:
    return [
        (page.address("indicators"), _("Indikatorer")),
        (page.address("own_tables"), _("Egne tabeller")),
    ]
