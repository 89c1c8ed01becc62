"""Which indicators a reader may see in a root, and the latest figure of each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from rodtrad.core.models import Visibility
from rodtrad.core.periods import Period
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Batch, Breakdown, Dataset, Derivation, Indicator, Observation
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it stands. `value` is None where there is none; `status` says why."""

    period: Period
    value: float | None
    status: ObservationStatus
    derivation: Derivation
    batch: int

    @property
    def is_provisional(self) -> bool:
        return self.status is ObservationStatus.PROVISIONAL


#: An area's figures of one indicator, the earliest first.
Line = list[Shown]


def visible_indicators(root: Root, viewer: Viewer) -> QuerySet[Indicator]:
    """Return the common set and the root's own, as far as the viewer may see."""
    return visible_in_roots({root.pk: viewer})


def visible_in_roots(viewers: Mapping[UUID, Viewer]) -> QuerySet[Indicator]:
    """Return the common set and the roots' own, as far as the viewer of each may see."""
    seen = Q(root__isnull=True)
    for root, viewer in viewers.items():
        seen |= Q(root=root, visibility__lte=Visibility.TEAM if viewer.sees_all else viewer.ceiling)
    return Indicator.objects.filter(seen).select_related("dataset", "root")


def find_indicator(root: Root, viewer: Viewer, key: str) -> Indicator | None:
    """Return the indicator with the key; the root's own before the common one."""
    rows = visible_indicators(root, viewer).filter(key=key)
    return rows.order_by("root_id").first()


def lines_of_area(indicators: Iterable[Indicator], area: UUID | None) -> dict[int, Line]:
    """Return the totals of many indicators for one area, by the indicator's number: one query."""
    if area is None:
        return {}
    numbers = [one.pk for one in indicators]
    found: dict[int, Line] = {number: [] for number in numbers}
    rows = Observation.objects.filter(area=area, breakdown=TOTAL, indicator__in=numbers).order_by("period")
    for number, *cell in rows.values_list("indicator", *_CELL):
        found[number].append(_shown(*cell))
    return found


def told_of_in(indicators: Iterable[Indicator], areas: Collection[UUID]) -> set[int]:
    """Return the numbers of those indicators that have a total in any of these areas: one query, or none."""
    numbers = [one.pk for one in indicators]
    if not numbers or not areas:
        return set()
    rows = Observation.objects.filter(area__in=areas, breakdown=TOTAL, indicator__in=numbers)
    return set(rows.order_by().values_list("indicator", flat=True).distinct())


def lines_of(indicator: Indicator, areas: Collection[UUID], breakdown: int = TOTAL) -> dict[UUID, Line]:
    """Return one indicator's figures for several areas, by area: one query."""
    found: dict[UUID, Line] = {area: [] for area in areas}
    rows = Observation.objects.filter(indicator=indicator, breakdown=breakdown, area__in=found).order_by(
        "period"
    )
    for area, *cell in rows.values_list("area", *_CELL):
        found[area].append(_shown(*cell))
    return found


def lines_in(pairs: Collection[tuple[int, UUID]]) -> dict[tuple[int, UUID], Line]:
    """Return the totals of indicators, each for its own area, by both: one query."""
    found: dict[tuple[int, UUID], Line] = {pair: [] for pair in pairs}
    if not found:
        return found
    rows = Observation.objects.filter(
        breakdown=TOTAL,
        indicator__in={number for number, _area in pairs},
        area__in={area for _number, area in pairs},
    ).order_by("period")
    for number, area, *cell in rows.values_list("indicator", "area", *_CELL):
        if (number, area) in found:
            found[number, area].append(_shown(*cell))
    return found


def broken_down(indicator: Indicator, area: UUID, most: int = 200) -> list[tuple[Breakdown, Shown]]:
    """Return an area's figures by what they are broken down by, without the total, in the latest period: one query."""
    parts = Observation.objects.filter(indicator=indicator, area=area).exclude(breakdown=TOTAL)
    rows = (
        parts.filter(period=parts.order_by("-period").values("period")[:1])
        .select_related("breakdown")
        .order_by("breakdown")
    )
    return [
        (row.breakdown, _shown(row.period, row.value, row.status, row.derivation, row.batch_id))
        for row in rows[:most]
    ]


def sources_of(lines: Iterable[Line]) -> dict[int, Dataset]:
    """Return the table that each line's latest figure came from, by batch."""
    return {number: batch.dataset for number, batch in batches_of(lines).items()}


def batches_of(lines: Iterable[Line]) -> dict[int, Batch]:
    """Return the batch that each line's latest figure came with, by its number: one query."""
    wanted = {shown.batch for line in lines if (shown := latest(line))}
    return Batch.objects.select_related("dataset").in_bulk(wanted)


def latest(line: Line) -> Shown | None:
    """Return the latest that has a figure."""
    return next((one for one in reversed(line) if one.value is not None), None)


def newest_of(lines: Sequence[Line]) -> Line:
    """Return the first line if it has a figure, else the one with the newest; empty where none has."""
    if lines and latest(lines[0]):
        return lines[0]
    held = [line for line in lines if latest(line)]
    return max(held, key=lambda line: line[-1].period, default=[])


_CELL = ("period", "value", "status", "derivation", "batch")


def _shown(period: int, value: float | None, status: int, derivation: int, batch: int) -> Shown:
    return Shown(Period.from_code(period), value, ObservationStatus(status), Derivation(derivation), batch)
