"""Work with a table that takes time: put in the queue, begun, and ended, whoever does it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.indicators.errors import OtherProposalError, UnderWayError
from rodtrad.indicators.models import OPEN, Batch, BatchState, Dataset, ImportRun, RunKind, RunState
from rodtrad.indicators.operations.alone import alone_with, try_alone
from rodtrad.indicators.operations.fetch import FetchReport, fetch_dataset
from rodtrad.indicators.operations.load import Taken
from rodtrad.indicators.operations.progress import Progress, Stage, Telling, silent
from rodtrad.indicators.operations.table import TableProposal, accept_table, proposal_of

#: A job that nobody has taken for so long is taken to be gone.
SILENT_FOR = timedelta(hours=1)
#: Seconds that a job waits for a table that a page or a program is at work with.
PATIENCE = 60.0


@transaction.atomic
def ask_for(
    *,
    dataset: Dataset,
    kind: RunKind,
    person: User | None = None,
    batch: Batch | None = None,
    seen: str = "",
) -> ImportRun:
    """Write down that work with the table is wanted. Raises UnderWayError while other work is.

    `seen` is the digest of what somebody said yes to.
    """
    stand_alone(dataset=dataset)
    dataset.runs.exclude(state__in=OPEN).delete()
    return ImportRun.objects.create(
        dataset=dataset, kind=kind, person=person, batch=batch, seen=seen, asked_at=timezone.now()
    )


def stand_alone(*, dataset: Dataset) -> None:
    """Let nobody else begin work with the table before this transaction ends. Raises UnderWayError when one has."""
    if not try_alone(dataset):
        raise _under_way(dataset)
    _give_up_the_gone(dataset)
    if dataset.runs.filter(state__in=OPEN).exists():
        raise _under_way(dataset)


def _under_way(dataset: Dataset) -> UnderWayError:
    run = dataset.runs.filter(state__in=OPEN).select_related("person").first()
    if run is None:
        return UnderWayError()
    waits = run.state == RunState.QUEUED
    since = run.asked_at if waits else run.started_at
    return UnderWayError(run.kind, who=run.person.name if run.person else "", since=since, waits=waits)


def _give_up_the_gone(dataset: Dataset) -> None:
    """End what nobody is at work with any more. Whoever asks holds the table."""
    for run in dataset.runs.filter(state__in=OPEN):
        if run.state == RunState.RUNNING or run.asked_at < timezone.now() - SILENT_FOR:
            _end(run, failure=_broken_off())


def _broken_off() -> str:
    return _("Arbeidet ble brutt av. Ingen tall er endret. Prøv igjen.")


def give_up(*, run: ImportRun) -> None:
    """End a run that waits, and that nobody will begin: the table was not free for as long as its job had patience."""
    waiting = ImportRun.objects.filter(pk=run.pk, state=RunState.QUEUED).first()
    if waiting is not None:
        _end(waiting, failure=_("Noen andre arbeidet med tabellen, og dette ble ikke gjort. Prøv igjen."))


def run_fetch(*, dataset: Dataset, progress: Progress = silent) -> FetchReport:
    """Fetch a table, and let pages see how far it has come. Raises UnderWayError while another is at work with it."""
    with _begun(dataset, RunKind.FETCH) as (run, telling):
        report = fetch_dataset(dataset=dataset, progress=_both(telling, progress))
        _end(run, batch=report.batch, failure=report.batch.failure)
    return report


def take_in_now(*, batch: Batch, person: User | None, seen: str) -> Taken | None:
    """Take in a table that waits, here and now, if what it would do is what was `seen`. Raises as `run_take_in`."""
    run = ask_for(dataset=batch.dataset, kind=RunKind.TAKE_IN, person=person, batch=batch, seen=seen)
    return run_take_in(run=run)


def run_take_in(*, run: ImportRun, progress: Progress = silent, patience: float = 0.0) -> Taken | None:
    """Take in the table that a run waits with. None where it is gone, or was taken in already.

    Raises SheetError, OtherProposalError and UnderWayError; then nothing is stored.
    """
    with _begun(run.dataset, RunKind.TAKE_IN, run=run, patience=patience) as (begun, telling):
        batch = begun.batch
        if batch is None or batch.state != BatchState.WAITING:
            _end(begun, failure=_taken_meanwhile())
            return None
        both = _both(telling, progress)
        taken = accept_table(batch=batch, person=begun.person, seen=begun.seen, progress=both)
        _end(begun, batch=taken.batch)
    return taken


def run_read(
    *,
    run: ImportRun,
    tell: Callable[[TableProposal], Mapping[str, object]],
    progress: Progress = silent,
    patience: float = 0.0,
) -> None:
    """Read the file that a program sent, and take it in where that was asked for and nothing is left out.

    `tell` says what it changes, which is kept with the run. Raises SheetError; then the file is not kept.
    """
    number = run.batch_id
    try:
        with _begun(run.dataset, RunKind.READ, run=run, patience=patience) as (begun, telling):
            batch = begun.batch
            if batch is None or batch.state != BatchState.WAITING:
                _end(begun, failure=_taken_meanwhile())
                return
            both = _both(telling, progress)
            both(Stage.READ, 0, 1)
            proposal = proposal_of(batch)
            begun.told = dict(tell(proposal))
            begun.save(update_fields=["told"])
            if begun.accepts and not proposal.left_out:
                batch = accept_table(batch=batch, person=begun.person, progress=both).batch
            _end(begun, batch=batch)
    except SheetError:
        run.dataset.batches.filter(pk__in=[number], state=BatchState.WAITING).delete()
        raise


def _taken_meanwhile() -> str:
    return _("En annen fil er kommet i stedet, eller fila er alt tatt inn eller kastet.")


@contextmanager
def _begun(
    dataset: Dataset, kind: RunKind, *, run: ImportRun | None = None, patience: float = 0.0
) -> Iterator[tuple[ImportRun, Telling]]:
    """Give the run that waits, or a new one, and hold the table; whatever breaks it off is written with it."""
    with alone_with(dataset, patience=patience) as is_alone:
        if not is_alone:
            raise _under_way(dataset)
        begun = _taken_up(dataset, kind, run)
        begun.state, begun.started_at, begun.told_at = RunState.RUNNING, timezone.now(), timezone.now()
        begun.save(update_fields=["state", "started_at", "told_at"])
        try:
            with Telling(begun) as telling:
                yield begun, telling
        except BaseException as error:
            with suppress(DatabaseError):  # without a connection it is seen by the lock, which went with that
                _end(begun, failure=_reason(error))
            raise


def _taken_up(dataset: Dataset, kind: RunKind, run: ImportRun | None) -> ImportRun:
    """Return the run to begin. One that is under way, though we hold the table, was left by somebody who was killed."""
    waiting = dataset.runs.filter(state__in=OPEN, kind=kind)
    if run is not None:
        waiting = waiting.filter(pk=run.pk)
    found = waiting.select_related("batch__dataset", "person").first()
    if found is None and run is not None:
        raise _under_way(dataset)
    return found or ask_for(dataset=dataset, kind=kind)


def _reason(error: BaseException) -> str:
    """Return why a piece of work was broken off, in words for those who look at the table."""
    if isinstance(error, SheetError):
        return str(error)
    if isinstance(error, ChangedMeanwhileError):
        return _taken_meanwhile()
    if isinstance(error, OtherProposalError):
        return _("Noe er endret siden noen så på tabellen. Ingenting er lagret. Se over den på nytt.")
    if not isinstance(error, Exception):  # stopped by somebody, by the keyboard or a signal
        return _broken_off()
    return _("Noe gikk galt hos oss, og ingenting er lagret. Ingen tall er endret.")


def _end(run: ImportRun, *, batch: Batch | None = None, failure: str = "") -> None:
    run.state = RunState.FAILED if failure else RunState.DONE
    run.failure, run.batch, run.ended_at = failure, batch, timezone.now()
    run.save(update_fields=["state", "failure", "batch", "ended_at"])


def _both(one: Progress, other: Progress) -> Progress:
    def tell(stage: Stage, done: int, total: int) -> None:
        one(stage, done, total)
        other(stage, done, total)

    return tell
