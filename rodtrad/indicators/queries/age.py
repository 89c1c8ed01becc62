"""How old figures are: when they were published and fetched, when the next is due, what was revised."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Batch, BatchState, Dataset, Indicator, Vintage
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.queries.catalogue import Line, latest


@dataclass(frozen=True)
class Age:
    """Where the latest figure came from, and when. `published` is empty where the provider does not say.

    A figure may come from another table than the one that is to give the next: a document, until it is fetched.

    `failure` is why the last fetch gave nothing, where it did not.
    """

    period: Period | None
    dataset: Dataset | None
    published: datetime | None
    received: datetime | None
    checked: datetime | None
    next_due: date | None
    is_late: bool
    failure: str


def age_of(indicator: Indicator, line: Line, today: date) -> Age:
    """Return the age of an area's latest figure."""
    shown = latest(line)
    came = Batch.objects.select_related("dataset").filter(pk=shown.batch).first() if shown else None
    dataset = indicator.dataset
    due = next_due(dataset, shown.period if shown else None) if dataset else None
    return Age(
        period=shown.period if shown else None,
        dataset=came.dataset if came else dataset,
        published=came.published_at if came else None,
        received=came.received_at if came else None,
        checked=dataset.checked_at if dataset else None,
        next_due=due,
        is_late=due is not None and due < today,
        failure=_failure(dataset) if dataset else "",
    )


def next_due(dataset: Dataset, latest_period: Period | None) -> date | None:
    return dataset.due_for(latest_period.next()) if latest_period else None


def _failure(dataset: Dataset) -> str:
    last = dataset.batches.exclude(state=BatchState.WAITING).first()
    return last.failure if last else ""


@dataclass(frozen=True)
class Revision:
    """A figure that was replaced: what it was, and when it came and went."""

    period: Period
    value: float | None
    status: ObservationStatus
    came: datetime
    went: datetime


def revisions_of(indicator: Indicator, area: UUID, most: int = 50) -> list[Revision]:
    """Return what an area's figures were before, the latest replaced first."""
    rows = Vintage.objects.filter(indicator=indicator, breakdown=TOTAL, area=area).order_by("-id")
    told = rows.values_list("period", "value", "status", "batch__received_at", "replaced_by__received_at")
    return [
        Revision(Period.from_code(period), value, ObservationStatus(status), came, went)
        for period, value, status, came, went in told[:most]
    ]
