"""A municipality's own table: sent, looked at, taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from zlib import decompress

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.periods import Frequency
from rodtrad.core.sheets.problems import CellProblem, refusal
from rodtrad.core.sheets.read import read_sheets
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import Figures
from rodtrad.indicators.errors import TwiceError, UnknownIndicatorsError
from rodtrad.indicators.models import Batch, BatchState, Dataset
from rodtrad.indicators.operations.differences import Differences, differences_of
from rodtrad.indicators.operations.load import Response, Taken, hash_of, keep_responses, load_figures
from rodtrad.indicators.operations.progress import Progress, Stage, silent
from rodtrad.indicators.small_numbers import Hidden, hide_in_figures
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.indicators.sources.table.places import KnownArea, Places
from rodtrad.indicators.sources.table.reading import TableReading, read_table

#: A table of more figures is taken in by a worker, and the page tells how far it has come.
MOST_AT_ONCE = 20_000
#: A file of more bytes than this is read by a worker too, when a program sends it.
LARGEST_AT_ONCE = 500_000
_ZIP = b"PK\x03\x04"
EXCEL, CSV = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"


@dataclass(frozen=True)
class TableProposal:
    """What a table would do: `problems` are cells that would be left out, `differences` the rest."""

    figures: Figures
    differences: Differences
    problems: Sequence[CellProblem]
    notes: Sequence[str]
    #: Figures that are made confidential because they, or what they would tell, are too small: by place in `figures`.
    hidden_figures: Mapping[int, Hidden[int]]
    thresholds: Mapping[str, int]
    #: Another as soon as what the table would do is another.
    digest: str

    @property
    def hidden(self) -> int:
        return len(self.hidden_figures)

    @property
    def left_out(self) -> int:
        return len(self.problems) + len(self.differences.unknown_areas)


def send_table(*, dataset: Dataset, content: bytes, file_name: str, person: User | None) -> Batch:
    """Keep a table until somebody has looked at what it would change.

    Raises SheetError when it cannot be read with the dataset's mapping; then it is not kept.
    """
    propose(dataset, content)
    return keep_table(dataset=dataset, content=content, file_name=file_name, person=person)


@transaction.atomic
def keep_table(*, dataset: Dataset, content: bytes, file_name: str, person: User | None) -> Batch:
    """Keep a file as it is, until somebody has looked at it. What was sent before and waits still is replaced."""
    dataset.batches.filter(state=BatchState.WAITING).delete()
    batch = Batch.objects.create(
        dataset=dataset,
        state=BatchState.WAITING,
        received_at=timezone.now(),
        file_name=file_name[:200],
        person=person,
    )
    keep_responses(batch, [Response(content, EXCEL if content.startswith(_ZIP) else CSV)])
    return batch


def proposal_of(batch: Batch) -> TableProposal:
    """Return what a waiting table would do now. Raises SheetError."""
    return propose(batch.dataset, content_of(batch))


def content_of(batch: Batch) -> bytes:
    return decompress(batch.responses.get(position=0).content)


def propose(dataset: Dataset, content: bytes) -> TableProposal:
    """Compare a table with what stands; nothing is stored. Raises SheetError."""
    published = _published(dataset, content)
    reading = published.reading
    try:
        differences = differences_of(dataset=dataset, figures=published.figures)
    except TwiceError as error:
        raise _twice(error) from error
    except UnknownIndicatorsError as error:
        message = _("Tabellen er koblet til indikatorer den ikke lenger har: %s.") % ", ".join(error.keys)
        raise refusal(message, _("Se over koblingen av tabellen.")) from error
    return TableProposal(
        published.figures,
        differences,
        reading.problems,
        reading.notes,
        published.hidden,
        published.thresholds,
        _digest_of(published, differences),
    )


def _digest_of(published: "_Published", differences: Differences) -> str:
    counts = (differences.made, differences.changed, differences.same, len(published.reading.problems))
    changes = [(one.indicator.pk, one.period, one.area.code, one.before) for one in differences.changes]
    made = blake2b(digest_size=16)
    made.update(repr((hash_of(published.figures), counts, changes)).encode())
    return made.hexdigest()


def accept_table(*, batch: Batch, person: User | None, progress: Progress = silent) -> Taken:
    """Take in a table that waits. Cells that could not be read are left out.

    Raises SheetError, and ChangedMeanwhileError where somebody else has taken it in or thrown it away.
    """
    try:
        with transaction.atomic():
            waiting = Batch.objects.select_for_update().filter(pk=batch.pk, state=BatchState.WAITING)
            if not waiting.exists():
                raise ChangedMeanwhileError
            content = content_of(batch)
            progress(Stage.READ, 0, 1)
            taken = load_figures(
                dataset=batch.dataset,
                figures=_published(batch.dataset, content).figures,
                received_at=batch.received_at,
                responses=[Response(content, EXCEL if content.startswith(_ZIP) else CSV)],
                file_name=batch.file_name,
                person=person,
                progress=partial(progress, Stage.STORED),
            )
            batch.delete()
    except TwiceError as error:
        raise _twice(error) from error
    return taken


@dataclass(frozen=True)
class _Published:
    """A table as it may be published: small counts are hidden, and those that would tell them."""

    reading: TableReading
    figures: Figures
    hidden: Mapping[int, Hidden[int]]
    thresholds: Mapping[str, int]


def _published(dataset: Dataset, content: bytes) -> _Published:
    reading = _read(dataset, content)
    thresholds = dict(dataset.indicators.filter(hidden_below__gt=0).values_list("key", "hidden_below"))
    if not thresholds:
        return _Published(reading, reading.figures, {}, {})
    parents = Area.objects.filter(valid_to=None, parent__isnull=False).values_list("code", "parent__code")
    found = hide_in_figures(reading.figures, thresholds=thresholds, parent_of=dict(parents))
    return _Published(reading, found.figures, found.hidden, thresholds)


def _read(dataset: Dataset, content: bytes) -> TableReading:
    mapping = TableMapping.from_json(dataset.query)
    if not mapping.indicators:
        raise refusal(_("Tabellen er ikke koblet ennå."), _("Si først hva kolonnene er."))
    places = Places.of(known_areas(), mapping.area_kind)
    is_text = not content.startswith(_ZIP)
    return read_table(read_sheets(content), mapping, places, Frequency(dataset.frequency), is_text=is_text)


def known_areas() -> list[KnownArea]:
    rows = Area.objects.values_list("code", "name", "kind", "other_names", "valid_to")
    return [
        KnownArea(code, name, kind, other_names, is_in_force=valid_to is None)
        for code, name, kind, other_names, valid_to in rows
    ]


def _twice(error: TwiceError) -> Exception:
    message = _("Det står to tall for %(indicator)s i %(area)s i %(period)s (rad %(rows)s).") % {
        "indicator": error.indicator,
        "area": error.area,
        "period": error.period,
        "rows": _(" og ").join(str(row) for row in error.rows[:2]),
    }
    return refusal(message, _("Ta bort det ene, eller koble en kolonne som skiller dem."))
