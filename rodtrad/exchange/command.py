"""What the console commands `import …` and `export …` do with a root."""

from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.history import told_by
from rodtrad.core.text import is_key
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.plan_file.from_disk import content_of
from rodtrad.exchange.queries import name_of, person_named, root_named, stored_batches
from rodtrad.exchange.stratml.operations import import_stratml as import_stratml_file
from rodtrad.exchange.stratml.write import as_stratml
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.operations import SheetReport, import_sheet
from rodtrad.exchange.workbook.problems import WorkbookError
from rodtrad.exchange.workbook.progress import BackProgress, BackStage, Progress, silent
from rodtrad.exchange.workbook.undo import Undo, take_back, undo_of, why_not
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.exchange.workbook.write import as_csv, as_excel
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY
from rodtrad.plans.models import Plan
from rodtrad.search.operations import MOST_ONE_BY_ONE, follow_write


def import_plan(
    path: Path, *, dry_run: bool = False, prune: bool = False, correction: str = "", actor: str = ""
) -> str:
    """Read a plan file from disk and store it; return the report. Raises ExchangeError with what to do.

    `actor` is the e-mail address of the person on whose behalf it is done.
    """
    person = person_named(actor) if actor else None
    content = content_of(path)
    report = import_plan_file(
        content=content, dry_run=dry_run, prune=prune, correction=correction, actor=person
    )
    return report.as_text()


def export_plan(slug: str) -> str:
    """Return the root as a plan file. Raises ExchangeError when there is no such root."""
    return dump_root(root_named(slug))


def export_workbook(slug: str, ending: str) -> bytes:
    """Return the root's elements as a workbook (`.xlsx`) or CSV. Raises ExchangeError."""
    here = Here(root_named(slug))
    if ending == ".xlsx":
        return as_excel(here)
    if ending == ".csv":
        return as_csv(here)
    raise ExchangeError(_("Filnavnet må slutte på .xlsx eller .csv."))


def export_stratml(slug: str, part: int) -> str:
    """Return what everyone may see of the root as StratML. Raises ExchangeError."""
    return as_stratml(root_named(slug), NOBODY, part=part).decode()


def import_workbook(
    path: Path,
    slug: str,
    *,
    plan: str = "",
    dry_run: bool = False,
    actor: str = "",
    progress: Progress = silent,
) -> str:
    """Read a sheet from disk and store it; return the report. Raises ExchangeError with cells and remedies."""
    root, person = root_named(slug), person_named(actor) if actor else None
    if plan and not Plan.objects.filter(root=root, key=plan).exists():
        raise ExchangeError(_("Fant ingen plan «%s». Ingenting er lagret.") % plan)
    with told_by(user=person and person.pk):
        report = import_sheet(
            root=root,
            content=content_of(path),
            file_name=path.name,
            plan=plan,
            dry_run=dry_run,
            actor=person,
            progress=progress,
        )
    if report.problems and not dry_run:
        raise WorkbookError(report.problems)
    return _told(root, report, dry_run=dry_run)


def _told(root: Root, report: SheetReport, *, dry_run: bool) -> str:
    counts = report.counts
    head = _("Prøvekjøring av %s. Ingenting er lagret.") if dry_run else _("Lest inn: %s.")
    lines = [head % root.name, *report.notes]
    lines.append(
        _("%(made)d nye, %(changed)d endret, %(same)d uendret, %(refused)d avvist.")
        % {name.value: counts[name] for name in Outcome}
    )
    return "\n".join([*lines, *map(str, report.problems)])


def imports_to_take_back(slug: str = "") -> str:
    """Tell of every import that can be taken back, with its number. Raises ExchangeError for an unknown root."""
    if slug:
        root_named(slug)
    rows = [batch for batch in stored_batches(slug) if not why_not(batch)]
    if not rows:
        return _("Ingen importer kan tas tilbake.")
    return "\n".join([_("Disse importene kan tas tilbake:"), *map(_told_of, rows)])


def _told_of(batch: ImportBatch) -> str:
    counts = _("%(made)d laget, %(changed)d endret") % {"made": batch.made, "changed": batch.changed}
    day = date_format(timezone.localtime(batch.done_at), "j. F Y H.i")
    told = [
        str(batch.id),
        batch.root.slug,
        name_of(batch),
        day,
        counts,
        batch.person.name if batch.person else "",
    ]
    return "  ".join(filter(None, told))


def take_back_import(
    number: str, *, dry_run: bool = False, actor: str = "", progress: BackProgress = silent
) -> str:
    """Take an import back; return what became of it. Raises ExchangeError when nothing of it can be taken back."""
    person = person_named(actor) if actor else None
    batch = _batch(number)
    if dry_run:
        return "\n".join(
            [_("Prøvekjøring av %s. Ingenting er lagret.") % name_of(batch), *_told_back(undo_of(batch))]
        )
    try:
        with told_by(user=person and person.pk):
            undo = take_back(batch=batch, person=person, progress=progress)
    except ChangedMeanwhileError as error:
        raise ExchangeError(_("Arket er alt tatt tilbake.")) from error
    progress(BackStage.TAKEN_FROM_INDEX, 0, 1)
    follow_write(roots=[batch.root_id], most=MOST_ONE_BY_ONE, wait=True)
    return "\n".join([_("Tatt tilbake: %s.") % name_of(batch), *_told_back(undo)])


def _batch(number: str) -> ImportBatch:
    """Return the import with this number. Raises ExchangeError when there is none, or nothing of it to take back."""
    try:
        batch = ImportBatch.objects.select_related("root").filter(id=UUID(number)).first()
    except ValueError:
        batch = None
    if batch is None or batch.state == BatchState.WAITING:
        raise ExchangeError(
            _("Fant ingen import med nummeret «%s». «rodtrad import take-back» uten nummer lister dem opp.")
            % number
        )
    if batch.state == BatchState.TAKEN_BACK:
        raise ExchangeError(_("Arket er alt tatt tilbake."))
    if why := why_not(batch):
        raise ExchangeError(why)
    return batch


def _told_back(undo: Undo) -> list[str]:
    restored = len(undo.restored)
    lines = [ngettext("%d element er som før.", "%d elementer er som før.", restored) % restored]
    if undo.kept:
        lines.append(_("Dette blir stående") + ":")
    for one in undo.kept:
        name = f"{one.title} ({one.key})" if one.key else _("Et slettet element")
        lines.append(f"- {name}: {one.why}")
    return lines


def import_stratml(path: Path, slug: str, *, plan: str = "", dry_run: bool = False, actor: str = "") -> str:
    """Read a StratML file from disk as a plan of the root; return the report. Raises ExchangeError."""
    person = person_named(actor) if actor else None
    if plan and not is_key(plan):
        raise ExchangeError(
            _("«%s» er ikke en gyldig nøkkel. Bruk små bokstaver a–z, tall og bindestrek.") % plan
        )
    report, mended = import_stratml_file(
        root=root_named(slug), content=content_of(path), plan=plan, dry_run=dry_run, actor=person
    )
    return "\n".join([*mended, report.as_text()])
