"""Takes in what Klass tells of areas: which codes became which, and who belongs to which group."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from rodtrad.geography.operations import ImportReport, import_area_changes, import_group_members
from rodtrad.indicators.models import Batch, BatchState, Dataset
from rodtrad.indicators.operations.load import Response, keep_responses
from rodtrad.indicators.operations.settle import settle_all, wait_for_turn
from rodtrad.indicators.sources.klass.query import Members, read_query
from rodtrad.indicators.sources.klass.reading import read_changes, read_members
from rodtrad.indicators.sources.order import Fetched

SOURCE = "Statistisk sentralbyrå, Klass %s"


@dataclass(frozen=True)
class TakenAreas:
    """What became of a batch of changes or members, and what somebody should know of it."""

    batch: Batch
    notes: Sequence[str] = field(default=())


@transaction.atomic
def take_areas(*, dataset: Dataset, fetched: Fetched) -> TakenAreas:
    """Store what a fetch tells of areas; where codes have changed, figures are followed anew. Raises SourceError."""
    wait_for_turn()
    batch = Batch.objects.create(
        dataset=dataset,
        state=BatchState.STORED,
        received_at=fetched.fetched,
        published_at=fetched.published,
    )
    report = _store(fetched, batch)
    batch.made, batch.changed, batch.same = report.made, report.changed, report.same
    if report.made or report.changed:
        keep_responses(batch, [Response(raw.content, raw.media_type) for raw in fetched.responses])
    else:
        batch.state = BatchState.UNCHANGED
    batch.save()
    return TakenAreas(batch, report.notes)


def _store(fetched: Fetched, batch: Batch) -> ImportReport:
    if isinstance(read_query(fetched.order), Members):
        source = SOURCE % fetched.order.table
        return import_group_members(memberships=read_members(fetched), source=source)
    report = import_area_changes(changes=read_changes(fetched))
    if report.made or report.changed:
        settle_all(cause=batch.pk)
    return report
