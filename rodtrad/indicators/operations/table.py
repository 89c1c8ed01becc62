"""A municipality's own table: sent, looked at, taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import decompress

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.periods import Frequency
from rodtrad.core.sheets.problems import CellProblem, refusal
from rodtrad.core.sheets.read import read_sheets
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import Figures
from rodtrad.indicators.errors import TwiceError, UnknownIndicatorsError
from rodtrad.indicators.models import Batch, BatchState, Dataset
from rodtrad.indicators.operations.differences import Differences, differences_of
from rodtrad.indicators.operations.load import Response, Taken, keep_responses, load_figures
from rodtrad.indicators.small_numbers import hide_in_figures
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.indicators.sources.table.places import KnownArea, Places
from rodtrad.indicators.sources.table.reading import TableReading, read_table

_ZIP = b"PK\x03\x04"
EXCEL, CSV = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"


@dataclass(frozen=True)
class TableProposal:
    """What a table would do: `problems` are cells that would be left out, `differences` the rest."""

    figures: Figures
    differences: Differences
    problems: Sequence[CellProblem]
    notes: Sequence[str]
    #: How many figures are made confidential because they, or what they would tell, are too small.
    hidden: int = 0


def send_table(*, dataset: Dataset, content: bytes, file_name: str, person: User | None) -> Batch:
    """Keep a table until the person has looked at what it would change.

    Raises SheetError when it cannot be read with the dataset's mapping; then it is not kept.
    """
    propose(dataset, content)
    with transaction.atomic():
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
    return TableProposal(published.figures, differences, reading.problems, reading.notes, published.hidden)


def accept_table(*, batch: Batch, person: User | None) -> Taken:
    """Take in a table that waits. Cells that could not be read are left out. Raises SheetError."""
    content = content_of(batch)
    figures = _published(batch.dataset, content).figures
    try:
        with transaction.atomic():
            taken = load_figures(
                dataset=batch.dataset,
                figures=figures,
                received_at=batch.received_at,
                responses=[Response(content, EXCEL if content.startswith(_ZIP) else CSV)],
                file_name=batch.file_name,
                person=person,
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
    hidden: int


def _published(dataset: Dataset, content: bytes) -> _Published:
    reading = _read(dataset, content)
    thresholds = dict(dataset.indicators.filter(hidden_below__gt=0).values_list("key", "hidden_below"))
    if not thresholds:
        return _Published(reading, reading.figures, 0)
    parents = Area.objects.filter(valid_to=None, parent__isnull=False).values_list("code", "parent__code")
    found = hide_in_figures(reading.figures, thresholds=thresholds, parent_of=dict(parents))
    return _Published(reading, found.figures, len(found.hidden))


def _read(dataset: Dataset, content: bytes) -> TableReading:
    mapping = TableMapping.from_json(dataset.query)
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
