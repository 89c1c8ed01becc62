"""Brings files in and out. Every import is all or nothing, and running it again changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.collecting import collector_paused
from rodtrad.core.history import told_by
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.plan_file.entries import PlanFile
from rodtrad.exchange.plan_file.load import Loader
from rodtrad.exchange.plan_file.outside import look_outside
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.exchange.plan_file.prune import prune_root
from rodtrad.exchange.plan_file.resolve import resolve
from rodtrad.exchange.plan_file.set_aside import set_aside
from rodtrad.exchange.refusals import in_words
from rodtrad.exchange.upsert import Tally
from rodtrad.organisations.models import Root
from rodtrad.planning.operations.keep_adopted import keep_adopted
from rodtrad.search.operations import MOST_ONE_BY_ONE, follow_write

#: Opens the adoption lock while a file is looked at; it is written nowhere, since nothing is kept.
TRIAL = "trial"


@dataclass(frozen=True)
class ImportReport:
    """What an import made, changed and left; `dry_run` tells that nothing was stored."""

    root: Root
    tally: Tally
    dry_run: bool

    def as_text(self) -> str:
        head = _("Prøvekjøring av %s. Ingenting er lagret.") if self.dry_run else _("Lest inn: %s.")
        body = (
            _("Ingenting er endret.")
            if self.tally.changes_nothing and not self.tally.left
            else self.tally.as_text()
        )
        return head % self.root.name + "\n" + body


@collector_paused()
def import_plan_file(
    *,
    content: bytes,
    dry_run: bool = False,
    prune: bool = False,
    correction: str = "",
    actor: User | None = None,
) -> ImportReport:
    """Store a plan file: all of it or nothing.

    `prune` deletes what stands in the root but not in the file. `correction` is the reason for changing adopted
    text; without it such a change is refused. `actor` is who the audit trail names, when no request says so already.
    Raises PlanFileError, or ExchangeError when the database refuses.
    """
    return store_plan_file(
        file=parse_plan_file(content), dry_run=dry_run, prune=prune, correction=correction, actor=actor
    )


@collector_paused()
def store_plan_file(
    *,
    file: PlanFile,
    dry_run: bool = False,
    prune: bool = False,
    correction: str = "",
    actor: User | None = None,
) -> ImportReport:
    """Store the entries of a plan file, read from one or made of another format."""
    who = told_by(user=actor and actor.pk)
    with who, loaded(file, keep=not dry_run, prune=prune, correction=correction) as loader:
        report = ImportReport(loader.root, loader.tally, dry_run)
        keep_adopted(loader.root)
    if not dry_run:
        follow_write(roots=[report.root.id], most=MOST_ONE_BY_ONE, wait=True)
    return report


@contextmanager
def loaded(file: PlanFile, *, keep: bool, prune: bool, correction: str) -> Iterator[Loader]:
    """Store what the file holds, and let the caller look; afterwards it is taken back unless it is to be kept."""
    with _stored(file, correction) as loader:
        prune_root(loader, loader.root, delete=prune)
        connection.check_constraints()
        yield loader
        if not keep:
            transaction.set_rollback(True)


@contextmanager
def loaded_alone(file: PlanFile) -> Iterator[tuple[Loader, frozenset[str]]]:
    """Store what the file holds, let the caller look at it with all else of the root away, and take it back.

    What is stored never refuses. Gives with it the keys of stored plans that are still there, repealed and empty.
    """
    with _stored(file, TRIAL) as loader:
        yield loader, set_aside(loader, loader.root)
        transaction.set_rollback(True)


@contextmanager
def _stored(file: PlanFile, correction: str) -> Iterator[Loader]:
    outside = look_outside(file.root.slug)
    loader = Loader(resolve(file, outside), outside, correction=correction)
    try:
        with transaction.atomic():
            set_correction(correction)
            loader.load()
            yield loader
    except DatabaseError as error:
        raise ExchangeError(in_words(error)) from error


def set_correction(reason: str) -> None:
    """Open the adoption lock for the rest of this transaction; the lock writes the reason down."""
    with connection.cursor() as cursor:
        # Not a SELECT: those tell the database nothing of who writes, and neither does COPY, which comes next.
        cursor.execute("SET LOCAL rodtrad.correction = %s", [reason])
