"""What the console command `import opensdg` does: a folder of Open SDG as a root's own indicators."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from rodtrad.core.history import told_by
from rodtrad.core.sheets.problems import TOLD
from rodtrad.core.sheets.read import LARGEST_FILE
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.queries import person_named, root_named
from rodtrad.indicators.operations.definitions import DefinitionsRefusedError
from rodtrad.indicators.operations.opensdg import (
    FolderRefusedError,
    OpenSdgReport,
    TakenPair,
    take_in_open_sdg,
)
from rodtrad.indicators.operations.progress import Progress, silent
from rodtrad.indicators.sources.opensdg.folder import PLACES
from rodtrad.indicators.units.unit import UnitError, parse_unit
from rodtrad.search.operations import MOST_ONE_BY_ONE, follow_write

#: The UN has 231 indicators; a site may have some of each of them more.
MOST_FILES = 2000
LARGEST_FOLDER = 200 * 1024 * 1024


def import_open_sdg(
    folder: Path,
    slug: str,
    *,
    units: Iterable[str] = (),
    dry_run: bool = False,
    leave_out: bool = False,
    actor: str = "",
    progress: Progress = silent,
) -> str:
    """Read a folder from disk and store it; return the report. Raises ExchangeError.

    Nothing is stored while some of it cannot be read, unless that is to be left out. `units` are as «Total=person».
    """
    root, person = root_named(slug), person_named(actor) if actor else None
    told = dict(map(_unit, units))
    files = _files(folder)
    try:
        with told_by(user=person and person.pk):
            report = take_in_open_sdg(
                root=root,
                files=files,
                units=told,
                person=person,
                dry_run=dry_run,
                leave_out=leave_out,
                progress=progress,
            )
    except FolderRefusedError as error:
        lines = [*_listed(error.problems), _("Ingenting er lagret. --leave-out tar inn resten.")]
        raise ExchangeError("\n".join(lines)) from error
    except DefinitionsRefusedError as error:
        raise ExchangeError(_("Indikatorene kan ikke lagres: %s. Ingenting er lagret.") % error) from error
    if not dry_run:
        follow_write(roots=[root.id], most=MOST_ONE_BY_ONE, wait=True)
    return "\n".join(_told(report))


def _unit(text: str) -> tuple[str, str]:
    name, equals, code = (part.strip() for part in text.rpartition("="))
    try:
        parse_unit(code)
    except UnitError as error:
        raise ExchangeError(str(error)) from error
    if not (name and equals):
        raise ExchangeError(_("«%s» skal være slik: --unit 'Total=person'.") % text)
    return name, code


def _files(folder: Path) -> dict[str, bytes]:
    """Return the files of the folder, `data` and `meta` by path. Raises ExchangeError."""
    if not folder.is_dir():
        raise ExchangeError(
            _("Fant ikke mappa %s. Oppgi mappa som har «data» og «meta» i seg, ikke en fil.") % folder
        )
    paths = [path for place in PLACES for path in sorted((folder / place).glob("*")) if path.is_file()]
    if len(paths) > MOST_FILES:
        raise ExchangeError(
            _("Mappa har %(count)d filer; grensen er %(limit)d. Er det riktig mappe?")
            % {"count": len(paths), "limit": MOST_FILES}
        )
    sizes = {path: path.stat().st_size for path in paths}
    for path, size in sizes.items():
        if size > LARGEST_FILE:
            message = _("%(file)s er på %(size)d MB; grensen er %(limit)d MB. Ta den bort, eller del den.")
            told = {"file": path, "size": size // 2**20, "limit": LARGEST_FILE // 2**20}
            raise ExchangeError(message % told)
    if sum(sizes.values()) > LARGEST_FOLDER:
        message = _("Filene er på %(size)d MB til sammen; grensen er %(limit)d MB. Ta inn noen om gangen.")
        told = {"size": sum(sizes.values()) // 2**20, "limit": LARGEST_FOLDER // 2**20}
        raise ExchangeError(message % told)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _told(report: OpenSdgReport) -> list[str]:
    head = _("Prøvekjøring av %s. Ingenting er lagret.") if report.dry_run else _("Lest inn: %s.")
    lines = [head % report.root.name]
    if not report.taken:
        lines.append(_("Ingen indikatorer med både tall og metadata."))
    elif report.changes_nothing:
        lines.append(_("Ingenting er endret."))
    else:
        done = report.outcome
        lines.append(
            _("Indikatorer: %(made)d nye, %(changed)d endret, %(same)d som før.")
            % {"made": len(done.made), "changed": len(done.changed), "same": len(done.same)}
        )
    lines += map(_told_of, report.taken)
    if report.hidden:
        lines.append(_("%d små tall er skjult.") % report.hidden)
    if report.problems:
        lines += [_("Utelatt:"), *_listed(report.problems)]
    if report.without_figures:
        lines.append(_("Uten tall: %s.") % _named(report.without_figures))
    if report.others:
        lines.append(_("Ikke Open SDG, ikke lest: %s.") % _named(report.others))
    return lines


def _told_of(taken: TakenPair) -> str:
    batch = taken.batch
    counts = _("%(made)d nye tall, %(changed)d endret, %(same)d som før")
    counts %= {"made": batch.made, "changed": batch.changed, "same": batch.same}
    return "\n".join(
        [f"{taken.pair.data}: {counts}", *(f"  {key}: {name}" for key, name in taken.indicators)]
    )


def _listed(problems: Iterable[object]) -> list[str]:
    lines = [f"- {one}" for one in problems]
    more = len(lines) - TOLD
    return [*lines[:TOLD], _("… og %(count)d til.") % {"count": more}] if more > 0 else lines


def _named(files: list[str]) -> str:
    more = len(files) - 10
    told = ", ".join(files[:10])
    return f"{told} … (+ {more})" if more > 0 else told
