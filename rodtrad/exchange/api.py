"""The API's own tables: a program sends next year's file, and gets told what it changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from rodtrad.accounts.models import User
from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.text import is_key
from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.indicators.models import Batch, BatchState, Dataset, ImportRun, RunKind, RunState
from rodtrad.indicators.operations.progress import Stage, seconds_left, share_done
from rodtrad.indicators.operations.runs import stand_alone
from rodtrad.indicators.operations.table import LARGEST_AT_ONCE, accept_table, propose, send_table
from rodtrad.indicators.permissions import TablePowers, table_powers
from rodtrad.indicators.presenters import tell
from rodtrad.indicators.queries.own_tables import find_own_table, names_in
from rodtrad.indicators.queries.under_way import broken_off
from rodtrad.indicators.tasks import read_soon
from rodtrad.organisations.api import page_address, root_or_404
from rodtrad.organisations.api_writing import Headers, Token, WriteQuery, Written, answer_write
from rodtrad.organisations.models import Root, Scope

router = Router(tags=["tables"])
_LARGEST_NAME = 200
#: No row has a larger number.
_LARGEST_NUMBER = 2**63


class FigureChange(BaseModel):
    """A figure that is new or changes, as it is written; `before` is empty for a new one."""

    indicator: str
    area: str = Field(description="The area's code.")
    period: str
    breakdown: str
    before: str
    after: str


class LeftOut(BaseModel):
    """What could not be read, in which cells, and what to do."""

    cells: list[str]
    detail: str
    remedy: str


class HiddenFigure(BaseModel):
    """A figure that is made confidential, and why."""

    indicator: str
    area: str
    period: str
    row: int
    why: str
    #: What it is broken down by; empty for the total.
    breakdown: str = ""


class SentTable(BaseModel):
    """What a file changes, or would change. The lists hold the first of what is counted."""

    table: str
    state: str = Field(
        description="stored: taken in; unchanged: it said the same as last time; waiting: somebody must look at it."
    )
    made: int
    changed: int
    same: int
    left_out: int = Field(description="Cells and rows that could not be read, and places that are unknown.")
    hidden: int = Field(description="Figures that are, or would tell, too few to be published.")
    changes: list[FigureChange]
    new: list[FigureChange]
    faults: list[LeftOut]
    hidden_figures: list[HiddenFigure]
    unknown_areas: list[str]
    notes: list[str]
    url: str = Field(description="The page where somebody looks at what waits, or at the table.")


class SentFile(BaseModel):
    """A large file on its way in: how far it has come, and what came of it."""

    table: str
    run: int
    state: str = Field(description="queued, running, done or failed.")
    progress: float = Field(description="How much of the work is done, from 0 to 1.")
    seconds_left: int | None = Field(
        None, description="Reckoned by how long it has taken; null while unknown."
    )
    asked_at: datetime
    ended_at: datetime | None = None
    detail: str = Field("", description="Why it failed. Then the file is not kept, and the figures stand.")
    result: SentTable | None = Field(
        None, description="When it is done: what a small file is answered at once."
    )
    url: str = Field(description="Where this is read again.")


class SendQuery(WriteQuery):
    accept: bool = Field(
        False,
        description="Take the figures in at once, when nothing is left out; otherwise the file waits for somebody.",
    )
    file_name: Annotated[str, Field(max_length=_LARGEST_NAME, pattern=r"^[^\x00-\x1f]*$")] = Field(
        "", description="What the file is called."
    )


@router.post(
    "/organisations/{slug}/tables/{table}/files",
    response={201: SentTable, 202: SentFile},
    auth=Token(Scope.WRITE_TABLES),
    summary="Send a table's next file",
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "The file as it is: an Excel workbook (.xlsx) or CSV.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def send_file(
    request: HttpRequest, slug: str, table: str, how: Query[SendQuery], headers: Headers
) -> HttpResponse:
    """Read a file by the table's mapping, and tell what it changes. It waits for somebody, or is taken in at once.

    A file of more than 500 kB is read by a worker: the answer is 202, with the address where it is told how it goes.
    """
    root, _viewer = root_or_404(request, slug)
    dataset, powers = _found(request, root, table)
    if not powers.fills:
        raise NotAllowedError(_("Rollen din lar deg ikke sende tabeller her."))

    def write() -> Written:
        if len(request.body) > LARGEST_AT_ONCE and not how.dry_run:
            sent = _begun(request, root, dataset, how)
            return Written(202, sent, {"Location": sent.url})
        try:
            return Written(201, _sent(request, root, dataset, how))
        except SheetError as error:
            raise FieldErrors({"file": str(error)}) from error

    return answer_write(request, root, write, key=headers.idempotency_key, dry_run=how.dry_run)


def _begun(request: HttpRequest, root: Root, dataset: Dataset, how: SendQuery) -> SentFile:
    person = request.user if isinstance(request.user, User) else None
    run = read_soon(
        dataset=dataset, content=request.body, file_name=how.file_name, person=person, accepts=how.accept
    )
    return _run_told(request, root, dataset, run)


@router.get(
    "/organisations/{slug}/tables/{table}/files/{int:run}",
    response=SentFile,
    summary="How far a large file has come",
)
def sent_file(request: HttpRequest, slug: str, table: str, run: int) -> SentFile:
    """Tell how far a file has come, and what came of it. The last one of a table is kept."""
    root, _viewer = root_or_404(request, slug)
    dataset, _powers = _found(request, root, table)
    found = dataset.runs.filter(pk=run, kind=RunKind.READ).first() if run < _LARGEST_NUMBER else None
    if found is None:
        raise Http404
    return _run_told(request, root, dataset, found)


def _found(request: HttpRequest, root: Root, table: str) -> tuple[Dataset, TablePowers]:
    """Return the table, and what the person may do. Raises Http404 for who may not know of it."""
    dataset = find_own_table(root, table) if is_key(table) else None
    powers = table_powers(request.user, root) if isinstance(request.user, User) else None
    if dataset is None or powers is None or not powers.sees_tables:
        raise Http404
    return dataset, powers


def _run_told(request: HttpRequest, root: Root, dataset: Dataset, run: ImportRun) -> SentFile:
    is_broken_off = bool(broken_off([run]))
    done = 1.0 if not run.is_open else 0.0
    left = None
    if run.state == RunState.RUNNING and run.stage:
        done = share_done(Stage(run.stage), run.done, run.total, is_fetched=False)
        left = seconds_left((timezone.now() - (run.started_at or run.asked_at)).total_seconds(), done)
    return SentFile(
        table=dataset.key,
        run=run.pk,
        state=RunState.FAILED if is_broken_off else run.state,
        progress=round(done, 3),
        seconds_left=None if left is None else round(left),
        asked_at=run.asked_at,
        ended_at=run.ended_at,
        detail=_("Arbeidet ble brutt av. Ingen tall er endret. Prøv igjen.")
        if is_broken_off
        else run.failure,
        result=_result(request, root, dataset, run),
        url=page_address(request, "api:sent_file", root.slug, dataset.key, str(run.pk)),
    )


def _result(request: HttpRequest, root: Root, dataset: Dataset, run: ImportRun) -> SentTable | None:
    """Return what a file changed, or would change while it waits for somebody."""
    if run.state != RunState.DONE or not run.told:
        return None
    batch = run.batch
    if batch is None:  # taken in by somebody else since, or thrown away
        return _told(dataset, run.told, "gone", page_address(request, "own_table", root.slug, dataset.key))
    return _told(dataset, run.told, batch.state, _page_of(request, root, batch))


def _page_of(request: HttpRequest, root: Root, batch: Batch) -> str:
    key = batch.dataset.key
    if batch.state == BatchState.WAITING:
        return page_address(request, "own_table_proposal", root.slug, key, str(batch.pk))
    return page_address(request, "own_table", root.slug, key)


def _sent(request: HttpRequest, root: Root, dataset: Dataset, how: SendQuery) -> SentTable:
    person = request.user if isinstance(request.user, User) else None
    content = request.body
    stand_alone(dataset=dataset)
    proposal = propose(dataset, content)
    batch = send_table(dataset=dataset, content=content, file_name=how.file_name, person=person)
    told = asdict(tell(proposal, *names_in(dataset, proposal.figures.areas)))
    if how.accept and not proposal.left_out:
        batch = accept_table(batch=batch, person=person).batch
    return _told(dataset, told, batch.state, _page_of(request, root, batch))


def _told(dataset: Dataset, told: Mapping[str, Any], state: str, url: str) -> SentTable:
    """Return what a file changes; `told` is a `ToldProposal` as plain data."""
    return SentTable(
        table=dataset.key,
        state=state,
        **{name: told[name] for name in ("made", "changed", "same", "left_out", "hidden")},
        changes=[_figure(one) for one in told["changes"]],
        new=[_figure(one) for one in told["news"]],
        faults=[
            LeftOut(cells=list(one["cells"]), detail=one["message"], remedy=one["remedy"])
            for one in told["faults"]
        ],
        hidden_figures=[HiddenFigure(**one) for one in told["hidden_figures"]],
        unknown_areas=list(told["unknown_areas"]),
        notes=list(told["notes"]),
        url=url,
    )


def _figure(one: Mapping[str, Any]) -> FigureChange:
    return FigureChange(
        indicator=one["key"],
        area=one["code"],
        **{name: one[name] for name in ("period", "breakdown", "before", "after")},
    )
