"""The API's own tables: a program sends next year's file, and gets told what it changes."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from rodtrad.accounts.models import User
from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.text import is_key
from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.indicators.models import Batch, Dataset
from rodtrad.indicators.operations.table import TableProposal, accept_table, propose, send_table
from rodtrad.indicators.permissions import table_powers
from rodtrad.indicators.presenters import ToldFigure, tell
from rodtrad.indicators.queries.own_tables import find_own_table, names_in
from rodtrad.organisations.api import page_address, root_or_404
from rodtrad.organisations.api_writing import Headers, Token, WriteQuery, Written, answer_write
from rodtrad.organisations.models import Root, Scope

router = Router(tags=["tables"])
_LARGEST_NAME = 200


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
    response={201: SentTable},
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
    """Read a file by the table's mapping, and tell what it changes. It waits for somebody, or is taken in at once."""
    root, _viewer = root_or_404(request, slug)
    dataset = find_own_table(root, table) if is_key(table) else None
    powers = table_powers(request.user, root) if isinstance(request.user, User) else None
    if dataset is None or powers is None or not powers.sees_tables:
        raise Http404
    if not powers.fills:
        raise NotAllowedError(_("Rollen din lar deg ikke sende tabeller her."))

    def write() -> Written:
        try:
            return Written(201, _sent(request, root, dataset, how))
        except SheetError as error:
            raise FieldErrors({"file": str(error)}) from error

    return answer_write(request, root, write, key=headers.idempotency_key, dry_run=how.dry_run)


def _sent(request: HttpRequest, root: Root, dataset: Dataset, how: SendQuery) -> SentTable:
    person = request.user if isinstance(request.user, User) else None
    content = request.body
    proposal = propose(dataset, content)
    batch = send_table(dataset=dataset, content=content, file_name=how.file_name, person=person)
    url = page_address(request, "own_table_proposal", root.slug, dataset.key, str(batch.pk))
    told = _told(dataset, proposal, batch, url)
    if how.accept and not proposal.left_out:
        taken = accept_table(batch=batch, person=person).batch
        here = page_address(request, "own_table", root.slug, dataset.key)
        return told.model_copy(update={"state": taken.state, "url": here})
    return told


def _told(dataset: Dataset, proposal: TableProposal, batch: Batch, url: str) -> SentTable:
    told = tell(proposal, *names_in(dataset, proposal.figures.areas))
    return SentTable(
        table=dataset.key,
        state=batch.state,
        made=told.made,
        changed=told.changed,
        same=told.same,
        left_out=told.left_out,
        hidden=told.hidden,
        changes=[_figure(one) for one in told.changes],
        new=[_figure(one) for one in told.news],
        faults=[LeftOut(cells=list(one.cells), detail=one.message, remedy=one.remedy) for one in told.faults],
        hidden_figures=[
            HiddenFigure(indicator=one.indicator, area=one.area, period=one.period, row=one.row, why=one.why)
            for one in told.hidden_figures
        ],
        unknown_areas=list(told.unknown_areas),
        notes=list(told.notes),
        url=url,
    )


def _figure(one: ToldFigure) -> FigureChange:
    return FigureChange(
        indicator=one.key,
        area=one.code,
        period=one.period,
        breakdown=one.breakdown,
        before=one.before,
        after=one.after,
    )
