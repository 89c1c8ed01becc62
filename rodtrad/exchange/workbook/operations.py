"""A sheet in: looked at, accepted, stored in one transaction."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import pghistory
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.collecting import collector_paused
from rodtrad.core.sheets.problems import CellProblem
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.exchange.copying import among, look_at_anew
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.exchange.refusals import in_words
from rodtrad.exchange.upsert import Tally
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.problems import refusal
from rodtrad.exchange.workbook.progress import Progress, Stage, silent
from rodtrad.exchange.workbook.propose import Proposal, propose
from rodtrad.exchange.workbook.read import read_sheets
from rodtrad.exchange.workbook.store import store
from rodtrad.exchange.workbook.targets.store import store_targets
from rodtrad.exchange.workbook.trail import marks_now, tables, tell_the_trail
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, Viewer, viewer_for
from rodtrad.search.operations import MOST_ONE_BY_ONE, follow_write

#: A page that compares many more rows than this keeps the person waiting; the command has no such limit.
MOST_ROWS_ON_PAGE = 5_000
#: From so many rows on, the database is told that its tables have grown.
_MANY = 1_000


@dataclass(frozen=True)
class SheetReport:
    """What an import did, or would do."""

    batch: ImportBatch | None
    counts: Counter[Outcome]
    tally: Tally = field(default_factory=Tally)
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def stored(self) -> int:
        return self.counts[Outcome.MADE] + self.counts[Outcome.CHANGED]


def send_sheet(*, root: Root, person: User, content: bytes, file_name: str, plan: str = "") -> ImportBatch:
    """Keep a sheet until the person has looked at what it would do. Raises WorkbookError when it cannot be read.

    Cells that were pasted have no `file_name`. What the same person sent before and never accepted goes.
    """
    rows = sum(len(sheet.rows) for sheet in read_sheets(content, pasted=not file_name).sheets)
    if rows > MOST_ROWS_ON_PAGE:
        message = _("Arket har %(rows)d rader; på nettsiden går det %(most)d om gangen.")
        raise refusal(
            message % {"rows": rows, "most": MOST_ROWS_ON_PAGE},
            _("Del det, eller be driften kjøre «rodtrad import workbook»."),
        )
    with transaction.atomic():
        ImportBatch.objects.filter(root=root, person=person, state=BatchState.WAITING).delete()
        return ImportBatch.objects.create(
            root=root, person=person, content=content, file_name=file_name[:200], plan=plan
        )


def proposal_of(batch: ImportBatch) -> Proposal:
    """Return what a waiting sheet would do now. Raises WorkbookError."""
    assert batch.person is not None
    here = Here(batch.root, viewer=viewer_for(batch.person, batch.root), person=batch.person)
    return propose(read_sheets(bytes(batch.content), pasted=not batch.file_name), here, plan=batch.plan)


@collector_paused()
def accept_sheet(*, batch: ImportBatch, digest: str) -> SheetReport:
    """Store what the person saw: the same `digest`, or ChangedMeanwhileError. Refused rows are left out."""
    assert batch.person is not None
    with _kept_whole(batch.root):
        waiting = (
            ImportBatch.objects.select_for_update().filter(id=batch.id, state=BatchState.WAITING).first()
        )
        if waiting is None:
            raise ChangedMeanwhileError
        proposal = proposal_of(batch)
        if proposal.digest != digest:
            raise ChangedMeanwhileError
        return _stored(batch, proposal)


@collector_paused()
def import_sheet(
    *,
    root: Root,
    content: bytes,
    file_name: str = "",
    plan: str = "",
    dry_run: bool = False,
    actor: User | None = None,
    viewer: Viewer = EVERYTHING,
    progress: Progress = silent,
) -> SheetReport:
    """Read a sheet and store it whole: with a refused row nothing is stored. For commands, which may see everything.

    Raises WorkbookError when the sheet cannot be read, ExchangeError when the database refuses.
    """
    sheets = read_sheets(content)
    progress(Stage.READ, 1, 1)
    with _kept_whole(root):
        proposal = propose(sheets, Here(root, viewer=viewer), plan=plan, progress=progress)
        if dry_run or proposal.problems:
            return SheetReport(None, proposal.counts, problems=proposal.problems, notes=proposal.notes)
        batch = ImportBatch.objects.create(root=root, person=actor, file_name=file_name[:200], plan=plan)
        report = _stored(batch, proposal, progress)
    progress(Stage.INDEXED, 0, 1)
    follow_write(roots=[root.id], most=MOST_ONE_BY_ONE, wait=True)
    progress(Stage.INDEXED, 1, 1)
    return report


@contextmanager
def _kept_whole(root: Root) -> Iterator[None]:
    """Open one transaction that nobody else writes links into, with the database's refusals in words."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                # The lock that the circle check takes (goals/sql/circle.sql).
                cursor.execute(
                    "SELECT pg_advisory_xact_lock(hashtextextended('rodtrad links ' || %s, 0))",
                    [str(root.id)],
                )
            yield
    except DatabaseError as error:
        raise ExchangeError(in_words(error)) from error


def _stored(batch: ImportBatch, proposal: Proposal, progress: Progress = silent) -> SheetReport:
    with pghistory.context(batch=str(batch.id)) as told:
        _refuse_if_changed(proposal)
        tell_the_trail()
        tally = store(proposal.here, proposal.touched, progress=progress)
        store_targets(proposal.here, proposal.touched_targets, tally)
        if len(proposal.touched) >= _MANY:
            look_at_anew(*(model for table in tables() for model in (table.model, table.events)))
        connection.check_constraints()
        context: UUID = told.id
    counts = proposal.counts
    batch.made, batch.changed = counts[Outcome.MADE], counts[Outcome.CHANGED]
    batch.same, batch.refused = counts[Outcome.SAME], counts[Outcome.REFUSED]
    batch.state, batch.done_at, batch.content = BatchState.DONE, timezone.now(), b""
    batch.context, batch.marks = context, marks_now(proposal.here.root)
    batch.save()
    return SheetReport(batch, counts, tally, proposal.problems, proposal.notes)


def _refuse_if_changed(proposal: Proposal) -> None:
    """Lock the elements that will change, and see that they are still what the rows were compared with."""
    ids = [wish.element.id for wish in proposal.touched if wish.element]
    fields = [field.attname for field in Element._meta.concrete_fields]
    for row in Element.objects.select_for_update().filter(id__in=among(ids)).order_by("id"):
        read = proposal.here.thread.elements[row.id]
        if any(getattr(row, name) != getattr(read, name) for name in fields):
            raise ChangedMeanwhileError
