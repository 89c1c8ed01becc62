"""What the console commands `import meetings` and `import cases` do."""

from collections import Counter
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.errors import CasesError
from rodtrad.cases.operations.calendar import Change, compare_calendar, settled_note, take_in_calendar
from rodtrad.cases.operations.missing_series import missing_note, missing_series
from rodtrad.cases.queries.meetings import find_body
from rodtrad.core.history import told_by
from rodtrad.exchange.case_sheet.operations import Outcome, propose_cases, take_in_cases
from rodtrad.exchange.case_sheet.read import read_cases
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.meeting_calendar.read import read_calendar
from rodtrad.exchange.plan_file.from_disk import content_of
from rodtrad.exchange.queries import person_named, root_named
from rodtrad.search.operations import MOST_ONE_BY_ONE, follow_write


def import_meetings(path: Path, slug: str, key: str, *, dry_run: bool = False, actor: str = "") -> str:
    """Read a calendar from disk as the meetings of a body; return the report. Raises ExchangeError."""
    root, person = root_named(slug), person_named(actor) if actor else None
    body = find_body(root, key)
    if body is None:
        raise ExchangeError(_("Fant ikke organet «%s». Ingenting er lagret.") % key)
    read = read_calendar(content_of(path), today=timezone.localdate(), called=body.name)
    try:
        if dry_run:
            lines = compare_calendar(body, read.meetings, read.series)
        else:
            with told_by(user=person and person.pk):
                lines = take_in_calendar(actor=person, body=body, meetings=read.meetings, series=read.series)
    except CasesError as error:
        raise ExchangeError(_("%s Ingenting er lagret.") % error) from error
    counts = Counter(line.change for line in lines)
    missing = sum(len(one.meetings) for one in missing_series(body, read.meetings, read.series))
    return "\n".join(
        [
            _head(root.name, dry_run=dry_run),
            *read.notes,
            _("Møter: %(made)d nye, %(moved)d endret, %(cancelled)d avlyst, %(same)d som før.")
            % {change.value: counts[change] for change in Change},
            *([settled_note(number)] if (number := counts[Change.SETTLED]) else []),
            *([missing_note(missing)] if missing else []),
        ]
    )


def import_cases(path: Path, slug: str, *, dry_run: bool = False, actor: str = "") -> str:
    """Read a sheet of cases from disk; return the report. Raises ExchangeError with cells and remedies."""
    root, person = root_named(slug), person_named(actor) if actor else None
    rows = read_cases(content_of(path))
    take_in = propose_cases if dry_run else take_in_cases
    with told_by(user=person and person.pk):
        lines = take_in(actor=person, root=root, rows=rows)
    if not dry_run:
        follow_write(roots=[root.id], most=MOST_ONE_BY_ONE, wait=True)
    counts = Counter(line.outcome for line in lines)
    told = _("Saker: %(made)d nye, %(changed)d endret, %(same)d som før.")
    return "\n".join([_head(root.name, dry_run=dry_run), told % {one.value: counts[one] for one in Outcome}])


def _head(name: str, *, dry_run: bool) -> str:
    return (_("Prøvekjøring av %s. Ingenting er lagret.") if dry_run else _("Lest inn: %s.")) % name
