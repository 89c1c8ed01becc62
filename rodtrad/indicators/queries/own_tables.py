"""A root's own tables, each with what last came and when the next is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.indicators.models import (
    OPEN,
    Batch,
    BatchState,
    Dataset,
    ImportRun,
    Indicator,
    Observation,
    Provider,
)
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.queries.age import next_due
from rodtrad.indicators.queries.under_way import broken_off
from rodtrad.organisations.models import Root


@dataclass(frozen=True)
class TableState:
    """A table as it stands: the last that came (or should have), the last that gave figures, and the work under way.

    `latest` is the last period that any of its indicators has figures for. `is_broken_off` tells that whoever was at
    work with it was stopped, and nobody has taken it up.
    """

    dataset: Dataset
    last: Batch | None
    last_stored: Batch | None
    waiting: Batch | None
    run: ImportRun | None
    latest: Period | None
    due: date | None
    indicators: int
    is_broken_off: bool = False

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


def own_tables(root: Root) -> list[Dataset]:
    return list(Dataset.objects.filter(root=root, provider=Provider.TABLE).order_by("title", "key"))


def find_own_table(root: Root, key: str) -> Dataset | None:
    return Dataset.objects.filter(root=root, provider=Provider.TABLE, key=key).first()


def find_waiting(dataset: Dataset, number: int) -> Batch | None:
    rows = dataset.batches.filter(pk=number, state=BatchState.WAITING)
    return rows.select_related("dataset", "person").first()


def states_of(datasets: Sequence[Dataset]) -> list[TableState]:
    """Return how the tables stand: six queries, however many they are, and one where any is at work."""
    numbers = [one.pk for one in datasets]
    rows = Batch.objects.filter(dataset__in=numbers).select_related("person").order_by("dataset_id", "-id")
    last = rows.exclude(state=BatchState.WAITING).distinct("dataset_id")
    stored = rows.filter(state__in=[BatchState.STORED, BatchState.UNCHANGED]).distinct("dataset_id")
    waiting = rows.filter(state=BatchState.WAITING).distinct("dataset_id")
    runs = list(ImportRun.objects.filter(dataset__in=numbers, state__in=OPEN))
    gone = broken_off(runs)
    by_table = [{one.dataset_id: one for one in found} for found in (last, stored, waiting)]
    under_way = {run.dataset_id: run for run in runs if run.pk not in gone}
    left = {run.dataset_id for run in runs if run.pk in gone}
    latest, counts = _latest_periods(numbers)
    found = []
    for one in datasets:
        period = latest.get(one.pk)
        found.append(
            TableState(
                dataset=one,
                last=by_table[0].get(one.pk),
                last_stored=by_table[1].get(one.pk),
                waiting=by_table[2].get(one.pk),
                run=under_way.get(one.pk),
                latest=period,
                due=next_due(one, period),
                indicators=counts.get(one.pk, 0),
                is_broken_off=one.pk in left,
            )
        )
    return found


def _latest_periods(numbers: Sequence[UUID]) -> tuple[dict[UUID, Period], dict[UUID, int]]:
    """Return the latest period of each table's indicators, and how many they are: one look in the index for each."""
    latest = (
        Observation.objects.filter(indicator=OuterRef("pk"), breakdown=TOTAL)
        .order_by("-period")
        .values("period")[:1]
    )
    rows = Indicator.objects.filter(dataset__in=numbers).annotate(latest=Subquery(latest))
    periods: dict[UUID, Period] = {}
    counts: dict[UUID, int] = {}
    for table, code in rows.values_list("dataset", "latest"):
        counts[table] = counts.get(table, 0) + 1
        if code is not None:
            period = Period.from_code(code)
            periods[table] = max(period, periods.get(table, period))
    return periods, counts


def names_in(dataset: Dataset, codes: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of a table's indicators by key, and of areas by code."""
    names = {one.key: one.title for one in dataset.indicators.all()}
    rows = Area.objects.filter(code__in=codes).order_by(
        "valid_to"
    )  # one in force, which has none, comes last
    return names, dict(rows.values_list("code", "name"))
