"""Brings files in and out. Every import is all or nothing, and running it again changes nothing."""

from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from rodtrad.core.collecting import collector_paused
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.plan_file.load import Loader
from rodtrad.exchange.plan_file.outside import look_outside
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.exchange.plan_file.prune import prune_root
from rodtrad.exchange.plan_file.resolve import resolve
from rodtrad.exchange.refusals import in_words
from rodtrad.exchange.upsert import Tally
from rodtrad.organisations.models import Root


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


class _DryRunOver(Exception):  # noqa: N818  # not an error: it rolls the trial back
    pass


@collector_paused()
def import_plan_file(
    *, content: bytes, dry_run: bool = False, prune: bool = False, correction: str = ""
) -> ImportReport:
    """Store a plan file: all of it or nothing.

    `prune` deletes what stands in the root but not in the file. `correction` is the reason for changing adopted
    text; without it such a change is refused. Raises PlanFileError, or ExchangeError when the database refuses.
    """
    file = parse_plan_file(content)
    outside = look_outside(file.root.slug)
    loader = Loader(resolve(file, outside), outside)
    try:
        with transaction.atomic():
            set_correction(correction)
            root = loader.load()
            prune_root(loader, root, delete=prune)
            connection.check_constraints()
            if dry_run:
                raise _DryRunOver
    except _DryRunOver:
        pass
    except DatabaseError as error:
        raise ExchangeError(in_words(error)) from error
    return ImportReport(loader.root, loader.tally, dry_run)


def set_correction(reason: str) -> None:
    """Open the adoption lock for the rest of this transaction; the lock writes the reason down."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rodtrad.correction', %s, true)", [reason])
