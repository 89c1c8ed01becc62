"""How old figures are: when they were published and fetched, when the next is due, what was revised."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import BatchState, Dataset, Indicator, Observation, Vintage
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.queries.catalogue import Line, latest
from rodtrad.indicators.queries.origins import Came, came_from
from rodtrad.indicators.small_numbers import is_small


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


def age_of(indicator: Indicator, line: Line, today: date, held: Iterable[Came] | None = None) -> Age:
    """Return the age of the latest figure of a line; `held` is where the line's figures came from, if it is read."""
    shown = latest(line)
    sources = came_from([line]) if held is None else held
    came = next((one.batches[shown.batch] for one in sources if shown and shown.batch in one.batches), None)
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
    """A figure that was replaced: what it was and what it became, and when it came and went."""

    area: UUID
    period: Period
    value: float | None
    status: ObservationStatus
    value_after: float | None
    status_after: ObservationStatus
    came: datetime
    went: datetime


def revisions_of(indicator: Indicator, areas: Collection[UUID], most: int = 50) -> list[Revision]:
    """Return what figures of these areas were before, the latest replaced first: two queries.

    What is hidden now is hidden in what it was too, else what hides it could be read there. So is what was small
    before there was a threshold; and of a root's own that have one, all, for together they would tell.
    """
    if _may_tell_small(indicator):
        return []
    rows = Vintage.objects.filter(indicator=indicator, breakdown=TOTAL, area__in=areas).order_by("-id")
    told = rows.values_list(
        "area", "period", "value", "status", "batch__received_at", "replaced_by__received_at"
    )[:most]
    later = _standing(indicator, areas, {period for _area, period, *_rest in told})
    found = []
    for area, period, value, number, came, went in told:
        status = ObservationStatus(number)
        after = later.get((area, period), (None, ObservationStatus.MISSING))
        if ObservationStatus.CONFIDENTIAL in (status, after[1]) or is_small(value, indicator.hidden_below):
            later[area, period] = (None, ObservationStatus.CONFIDENTIAL)
            continue
        later[area, period] = (value, status)
        found.append(Revision(area, Period.from_code(period), value, status, *after, came, went))
    return found


def _may_tell_small(indicator: Indicator) -> bool:
    """Tell whether a root hides small numbers of an indicator, or of one that it is reckoned from."""
    if indicator.root_id is None:
        return False
    parts = Q(pk__in=[indicator.numerator_id, indicator.denominator_id]) | Q(
        pk__in=indicator.terms.values("operand")
    )
    of_parts = Indicator.objects.filter(parts, root__isnull=False, hidden_below__gt=0)
    return indicator.hidden_below > 0 or of_parts.exists()


def _standing(
    indicator: Indicator, areas: Collection[UUID], periods: Collection[int]
) -> dict[tuple[UUID, int], tuple[float | None, ObservationStatus]]:
    """Return the figures that stand for these periods, by area and period."""
    rows = Observation.objects.filter(
        indicator=indicator, breakdown=TOTAL, area__in=areas, period__in=periods
    )
    cells = rows.values_list("area", "period", "value", "status") if periods else []
    return {(area, period): (value, ObservationStatus(status)) for area, period, value, status in cells}
