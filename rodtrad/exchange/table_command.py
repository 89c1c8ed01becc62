"""What the console command `import table` does: a root's own table from a file, by the mapping it has."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.core.history import told_by
from rodtrad.core.sheets.problems import SheetError
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.plan_file.from_disk import content_of
from rodtrad.exchange.queries import person_named, root_named
from rodtrad.indicators.errors import UnderWayError
from rodtrad.indicators.models import BatchState, Dataset, RunKind
from rodtrad.indicators.operations.progress import Progress, silent
from rodtrad.indicators.operations.runs import ask_for, run_take_in
from rodtrad.indicators.operations.table import propose, send_table
from rodtrad.indicators.presenters import as_lines, tell, under_way_words
from rodtrad.indicators.queries.own_tables import find_own_table, names_in, own_tables
from rodtrad.organisations.models import Root


def import_table(
    path: Path,
    slug: str,
    key: str,
    *,
    dry_run: bool = False,
    leave_out: bool = False,
    actor: str = "",
    progress: Progress = silent,
) -> str:
    """Read a table from disk and store it; return the report. Raises ExchangeError.

    Nothing is stored while some of it cannot be read, unless that is to be left out.
    """
    root, person = root_named(slug), person_named(actor) if actor else None
    dataset = _table(root, key)
    content = content_of(path)
    try:
        proposal = propose(dataset, content)
        told = as_lines(tell(proposal, *names_in(dataset, proposal.figures.areas)))
        if dry_run:
            return "\n".join([_("Prøvekjøring av %s. Ingenting er lagret.") % dataset.title, *told])
        if proposal.left_out and not leave_out:
            raise ExchangeError("\n".join([*told, _("Ingenting er lagret. --leave-out tar inn resten.")]))
        with told_by(user=person and person.pk):
            with transaction.atomic():
                run = ask_for(dataset=dataset, kind=RunKind.TAKE_IN, person=person)
                run.batch = send_table(dataset=dataset, content=content, file_name=path.name, person=person)
                run.save(update_fields=["batch"])
            taken = run_take_in(run=run, progress=progress)
    except SheetError as error:
        raise ExchangeError(str(error)) from error
    except UnderWayError as error:
        raise ExchangeError(under_way_words(error)) from error
    if taken is None or taken.batch.state == BatchState.UNCHANGED:
        return _("%s: ingenting er endret siden sist.") % dataset.title
    return "\n".join([_("Lest inn: %s.") % dataset.title, *told])


def _table(root: Root, key: str) -> Dataset:
    found = find_own_table(root, key)
    if found is None:
        known = ", ".join(one.key for one in own_tables(root)) or "–"
        text = _("%(root)s har ingen egen tabell «%(key)s». De som finnes: %(known)s.")
        raise ExchangeError(text % {"root": root.name, "key": key, "known": known})
    return found
