"""Takes a folder of Open SDG in as a root's own indicators and their figures: all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.core.sheets.problems import CellProblem
from rodtrad.geography.models import Area
from rodtrad.indicators.errors import IndicatorError, TwiceError
from rodtrad.indicators.models import Batch, Dataset, Indicator, Provider
from rodtrad.indicators.operations.define import Outcome, define
from rodtrad.indicators.operations.load import Response, load_figures
from rodtrad.indicators.operations.opensdg_definitions import Held
from rodtrad.indicators.operations.opensdg_pairs import Reader, Ready
from rodtrad.indicators.operations.progress import Progress, Stage, silent
from rodtrad.indicators.small_numbers import hide_in_figures
from rodtrad.indicators.sources.opensdg.folder import FileProblem, Pair, sort_files
from rodtrad.organisations.models import Root
from rodtrad.sdg.models import SdgTarget

CSV, MARKDOWN = "text/csv", "text/markdown"


class FolderRefusedError(IndicatorError):
    """Some of the folder cannot be read; nothing was stored."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class TakenPair:
    """One indicator's files, what they define, and what became of their figures."""

    pair: Pair
    indicators: tuple[tuple[str, str], ...]
    batch: Batch


@dataclass
class OpenSdgReport:
    """What came of a folder. `problems` were left out; the files of `without_figures` and `others` tell no figures."""

    root: Root
    dry_run: bool
    outcome: Outcome = field(default_factory=Outcome)
    tables: Outcome = field(default_factory=Outcome)
    taken: list[TakenPair] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    without_figures: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    hidden: int = 0

    @property
    def changes_nothing(self) -> bool:
        defined = any(one.made or one.changed for one in (self.outcome, self.tables))
        return not defined and not any(one.batch.made or one.batch.changed for one in self.taken)


def take_in_open_sdg(
    *,
    root: Root,
    files: Mapping[str, bytes],
    units: Mapping[str, str] | None = None,
    visibility: Visibility = Visibility.PUBLIC,
    person: User | None = None,
    dry_run: bool = False,
    leave_out: bool = False,
    progress: Progress = silent,
    at: datetime | None = None,
) -> OpenSdgReport:
    """Make and change the root's own indicators by the metadata, and store the figures, in one transaction.

    `files` are by path from the folder. `units` are our codes by what the files call them, or by the number of an
    indicator. What cannot be read is left out of a dry run, and else only where `leave_out` says so. Raises
    FolderRefusedError, and DefinitionsRefusedError; then nothing is stored.
    """
    received_at = at or timezone.now()
    with transaction.atomic():
        root = Root.objects.select_for_update(of=("self",)).select_related("area").get(pk=root.pk)
        found = sort_files(files)
        report = OpenSdgReport(root, dry_run, problems=found.problems, others=found.others)
        report.without_figures = found.without_figures
        reader = Reader(root.area.code if root.area else "", _held(root), units or {}, visibility)
        ready = []
        for done, pair in enumerate(found.pairs):
            progress(Stage.READ, done, len(found.pairs))
            ready += reader.read(pair, files)
        report.problems += reader.problems
        report.without_figures += reader.without_figures
        if report.problems and not (leave_out or dry_run):
            raise FolderRefusedError(report.problems)
        _store(report, ready, files, received_at, person, progress)
        transaction.set_rollback(dry_run)
    return report


def _held(root: Root) -> Held:
    everyone = Q(root=root) | Q(root=None)
    taken = set(Indicator.objects.filter(everyone).values_list("key", flat=True))
    return Held(
        tables={one.key: one for one in Dataset.objects.filter(root=root, provider=Provider.OPENSDG)},
        indicators={one.key: one for one in Indicator.objects.filter(root=root)},
        taken=taken,
        targets=frozenset(SdgTarget.objects.values_list("code", flat=True)),
    )


def _store(
    report: OpenSdgReport,
    ready: Sequence[Ready],
    files: Mapping[str, bytes],
    received_at: datetime,
    person: User | None,
    progress: Progress,
) -> None:
    defined = define(
        root=report.root,
        datasets=[one.defined.table for one in ready],
        indicators=[indicator for one in ready for indicator in one.defined.indicators],
        today=timezone.localdate(received_at),
    )
    report.outcome, report.tables = defined.indicators, defined.datasets
    parents = dict(
        Area.objects.filter(valid_to=None, parent__isnull=False).values_list("code", "parent__code")
    )
    for done, one in enumerate(ready):
        progress(Stage.STORED, done, len(ready))
        thresholds = {row.key: row.hidden_below for row in one.defined.indicators if row.hidden_below}
        shown = hide_in_figures(one.figures, thresholds=thresholds, parent_of=parents)
        report.hidden += len(shown.hidden)
        try:
            taken = load_figures(
                dataset=defined.tables[one.defined.table.key],
                figures=shown.figures,
                received_at=received_at,
                responses=[
                    Response(files[one.pair.data], CSV),
                    Response(files[one.pair.metadata], MARKDOWN),
                ],
                file_name=one.pair.data,
                person=person,
            )
        except TwiceError as error:
            raise FolderRefusedError([_twice(one.pair, error)]) from error
        names = tuple((row.key, row.name) for row in one.defined.indicators)
        report.taken.append(TakenPair(one.pair, names, taken.batch))


def _twice(pair: Pair, error: TwiceError) -> FileProblem:
    message = _("Det står to tall for %(area)s i %(period)s (rad %(rows)s).") % {
        "area": error.area,
        "period": error.period,
        "rows": _(" og ").join(str(row) for row in error.rows[:2]),
    }
    return FileProblem(pair.data, CellProblem("", message, _("Ta bort det ene.")))
