"""Work with a table that takes time: put in the queue, begun, and ended, whoever does it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.sheets.problems import SheetError
from rodtrad.indicators.models import OPEN, Batch, BatchState, Dataset, ImportRun, RunKind, RunState
from rodtrad.indicators.operations.fetch import FetchReport, fetch_dataset
from rodtrad.indicators.operations.load import Taken
from rodtrad.indicators.operations.progress import Progress, Stage, Telling, silent
from rodtrad.indicators.operations.table import TableProposal, accept_table, proposal_of

#: Work that has not been heard of for so long is taken to be over.
SILENT_FOR = timedelta(hours=1)


class UnderWayError(Exception):
    """Somebody has already begun, or asked for, work with the table."""


def ask_for(
    *, dataset: Dataset, kind: RunKind, person: User | None = None, batch: Batch | None = None
) -> ImportRun:
    """Write down that work with the table is wanted. Raises UnderWayError while other work is."""
    _give_up_the_silent(dataset)
    dataset.runs.exclude(state__in=OPEN).delete()
    try:
        with transaction.atomic():
            return ImportRun.objects.create(
                dataset=dataset, kind=kind, person=person, batch=batch, asked_at=timezone.now()
            )
    except IntegrityError as error:
        raise UnderWayError from error


def _give_up_the_silent(dataset: Dataset) -> None:
    heard = timezone.now() - SILENT_FOR
    for run in dataset.runs.filter(state__in=OPEN):
        if (run.told_at or run.started_at or run.asked_at) < heard:
            _end(run, failure=_("Arbeidet ble brutt av. Tallene fra før står."))


def run_fetch(*, dataset: Dataset, progress: Progress = silent, takes_over: bool = False) -> FetchReport:
    """Fetch a table, and let pages see how far it has come. Raises UnderWayError while another does the same.

    A job that is tried again `takes_over` what the one before it left when it was killed.
    """
    with _begun(dataset, RunKind.FETCH, takes_over) as (run, telling):
        report = fetch_dataset(dataset=dataset, progress=_both(telling, progress))
        _end(run, batch=report.batch, failure=report.batch.failure)
    return report


def run_take_in(*, run: ImportRun, progress: Progress = silent) -> Taken | None:
    """Take in the table that a run waits with. None where it is gone, or was taken in already."""
    batch = run.batch
    if batch is None or batch.state != BatchState.WAITING:
        _end(run, failure=_("Forslaget er alt tatt inn eller kastet."))
        return None
    with _begun(run.dataset, RunKind.TAKE_IN, takes_over=True) as (begun, telling):
        taken = accept_table(batch=batch, person=run.person, progress=_both(telling, progress))
        _end(begun, batch=taken.batch)
    return taken


def run_read(
    *, run: ImportRun, tell: Callable[[TableProposal], Mapping[str, object]], progress: Progress = silent
) -> None:
    """Read the file that a program sent, and take it in where that was asked for and nothing is left out.

    `tell` says what it changes, which is kept with the run. Raises SheetError; then the file is not kept.
    """
    batch = run.batch
    if batch is None or batch.state != BatchState.WAITING:
        _end(run, failure=_("En annen fil er kommet i stedet, eller fila er alt tatt inn eller kastet."))
        return
    try:
        with _begun(run.dataset, RunKind.READ, takes_over=True) as (begun, telling):
            both = _both(telling, progress)
            both(Stage.READ, 0, 1)
            proposal = proposal_of(batch)
            begun.told = dict(tell(proposal))
            begun.save(update_fields=["told"])
            if begun.accepts and not proposal.left_out:
                batch = accept_table(batch=batch, person=run.person, progress=both).batch
            _end(begun, batch=batch)
    except SheetError:
        Batch.objects.filter(pk=batch.pk, state=BatchState.WAITING).delete()
        raise


@contextmanager
def _begun(dataset: Dataset, kind: RunKind, takes_over: bool) -> Iterator[tuple[ImportRun, Telling]]:
    """Give the run that waits in the queue, or a new one; whatever breaks it off is written with it."""
    waiting = OPEN if takes_over else [RunState.QUEUED]
    run = dataset.runs.filter(state__in=waiting, kind=kind).first()
    run = run or ask_for(dataset=dataset, kind=kind)
    run.state, run.started_at, run.told_at = RunState.RUNNING, timezone.now(), timezone.now()
    run.save(update_fields=["state", "started_at", "told_at"])
    try:
        with Telling(run) as telling:
            yield run, telling
    except Exception as error:
        told = str(error) if isinstance(error, SheetError) else ""
        _end(run, failure=told or _("Noe gikk galt hos oss, og ingenting er lagret. Tallene fra før står."))
        raise


def _end(run: ImportRun, *, batch: Batch | None = None, failure: str = "") -> None:
    run.state = RunState.FAILED if failure else RunState.DONE
    run.failure, run.batch, run.ended_at = failure, batch, timezone.now()
    run.save(update_fields=["state", "failure", "batch", "ended_at"])


def _both(one: Progress, other: Progress) -> Progress:
    def tell(stage: Stage, done: int, total: int) -> None:
        one(stage, done, total)
        other(stage, done, total)

    return tell
