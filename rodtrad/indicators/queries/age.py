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
    """When the latest figure came. `published` is empty where the provider does not say.

    `failure` is why the last fetch gave nothing, where it did not.
    """

    period: Period | None
    published: datetime | None
    received: datetime | None
    checked: datetime | None
    next_due: date | None
    is_late: bool
    failure: str


def age_of(indicator: Indicator, line: Line, today: date) -> Age:
    """Return the age of an area's latest figure."""
    shown, dataset = latest(line), indicator.dataset
    if dataset is None:
        return Age(shown.period if shown else None, None, None, None, None, False, "")
    batches = {one.pk: one for one in Batch.objects.filter(pk__in=[shown.batch] if shown else [])}
    came = batches.get(shown.batch) if shown else None
    due = next_due(dataset, shown.period if shown else None)
    return Age(
        period=shown.period if shown else None,
        published=came.published_at if came else None,
        received=came.received_at if came else None,
        checked=dataset.checked_at,
        next_due=due,
        is_late=due is not None and due < today,
        failure=_failure(dataset),
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
