"""Which tables the figures of a page came from: a series may rest on more than one."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from rodtrad.core.periods import Period
from rodtrad.indicators.models import Batch, Dataset
from rodtrad.indicators.queries.catalogue import Line


@dataclass(frozen=True)
class Came:
    """What came from one table: for which periods, and when the latest of it was published and came to us."""

    dataset: Dataset
    periods: tuple[Period, ...]
    batches: Mapping[int, Batch]
    published: datetime | None
    received: datetime


def came_from(lines: Iterable[Line]) -> list[Came]:
    """Return the tables that the figures of these lines came from, the one with the newest period first: one query."""
    periods: dict[int, set[Period]] = {}
    for line in lines:
        for shown in line:
            periods.setdefault(shown.batch, set()).add(shown.period)
    return came_with(periods)


def came_with(periods: Mapping[int, Set[Period]]) -> list[Came]:
    """Return the same of batches by number, each with the periods of its figures."""
    batches = Batch.objects.select_related("dataset").filter(pk__in=periods).order_by("-received_at", "-pk")
    by_dataset: dict[object, list[Batch]] = {}
    for batch in batches:
        by_dataset.setdefault(batch.dataset_id, []).append(batch)
    found = [_came(held, periods) for held in by_dataset.values()]
    return sorted(found, key=lambda one: one.periods[-1], reverse=True)


def _came(batches: list[Batch], periods: Mapping[int, Set[Period]]) -> Came:
    published = [one.published_at for one in batches if one.published_at]
    told: set[Period] = set().union(*(periods[one.pk] for one in batches))
    return Came(
        dataset=batches[0].dataset,
        periods=tuple(sorted(told)),
        batches={one.pk: one for one in batches},
        published=max(published, default=None),
        received=batches[0].received_at,
    )
