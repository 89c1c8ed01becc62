"""Jobs that fetch figures and take in tables. Times are UTC: at night in Norway, well before SSB's own work at five."""

from dataclasses import asdict

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from rodtrad.accounts.models import User
from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.indicators.models import Batch, Dataset, ImportRun, RunKind
from rodtrad.indicators.operations.fetch import can_be_fetched
from rodtrad.indicators.operations.runs import UnderWayError, ask_for, run_fetch, run_read, run_take_in
from rodtrad.indicators.operations.table import TableProposal, keep_table
from rodtrad.indicators.presenters import tell
from rodtrad.indicators.queries.own_tables import names_in


class FetchedNothingError(Exception):
    """The source did not answer; the job is tried again. The reason is written with the table."""


#: For some eight hours: longer than a service is usually away.
_AGAIN = RetryStrategy(max_attempts=6, wait=900, linear_wait=1800, retry_exceptions={FetchedNothingError})


@app.periodic(cron="10 0 * * *")
@app.task(name="indicators.fetch_nightly", queueing_lock="indicators.fetch_nightly")
def fetch_nightly(timestamp: int) -> None:
    """Put a job in the queue for each table that is fetched at night; they run one at a time."""
    for dataset in Dataset.objects.filter(is_nightly=True).order_by("checked_at"):
        if not can_be_fetched(dataset):
            continue
        try:
            with transaction.atomic():
                fetch_one.configure(queueing_lock=f"indicators.fetch:{dataset.pk}").defer(
                    number=str(dataset.pk)
                )
        except AlreadyEnqueued:
            continue  # last night's is still to be tried again


@app.task(name="indicators.fetch", lock="indicators.fetch", retry=_AGAIN)
def fetch_one(number: str) -> None:
    """Fetch one table."""
    dataset = Dataset.objects.get(pk=number)
    try:
        report = run_fetch(dataset=dataset, takes_over=True)
    except UnderWayError:
        return  # a table is being taken in, or was asked for twice; the night comes again
    if report.is_passing:
        raise FetchedNothingError(dataset.key)


@app.task(name="indicators.take_in", lock="indicators.take_in")
def take_in(number: int) -> None:
    """Take in a table that somebody has looked at and said yes to."""
    run = ImportRun.objects.select_related("dataset", "batch__dataset", "person").filter(pk=number).first()
    if run is None or not run.is_open:
        return
    try:
        run_take_in(run=run)
    except (SheetError, UnderWayError):
        return  # the reason is written with the run, and nothing is stored


@app.task(name="indicators.read_sent", lock="indicators.take_in")
def read_sent(number: int) -> None:
    """Read a large file that a program sent, and take it in if it asked for that."""
    run = ImportRun.objects.select_related("dataset", "batch__dataset", "person").filter(pk=number).first()
    if run is None or not run.is_open:
        return
    dataset = run.dataset

    def words(proposal: TableProposal) -> dict[str, object]:
        return asdict(tell(proposal, *names_in(dataset, proposal.figures.areas)))

    try:
        run_read(run=run, tell=words)
    except (SheetError, UnderWayError, ChangedMeanwhileError):
        return  # the reason is written with the run, and nothing is stored


@transaction.atomic
def fetch_soon(*, dataset: Dataset, person: User | None) -> ImportRun:
    """Let a worker fetch the table as soon as one is free. Raises UnderWayError."""
    run = ask_for(dataset=dataset, kind=RunKind.FETCH, person=person)
    fetch_one.defer(number=str(dataset.pk))  # beside one that is to be tried again later
    return run


@transaction.atomic
def take_in_soon(*, batch: Batch, person: User | None) -> ImportRun:
    """Let a worker take in a table that waits. Raises UnderWayError."""
    run = ask_for(dataset=batch.dataset, kind=RunKind.TAKE_IN, person=person, batch=batch)
    take_in.defer(number=run.pk)
    return run


@transaction.atomic
def read_soon(
    *, dataset: Dataset, content: bytes, file_name: str, person: User | None, accepts: bool
) -> ImportRun:
    """Keep a file, and let a worker read it as soon as one is free. Raises UnderWayError."""
    run = ask_for(dataset=dataset, kind=RunKind.READ, person=person)
    run.batch = keep_table(dataset=dataset, content=content, file_name=file_name, person=person)
    run.accepts = accepts
    run.save(update_fields=["batch", "accepts"])
    read_sent.defer(number=run.pk)
    return run
