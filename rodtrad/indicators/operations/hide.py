"""Hides small numbers: in figures on their way in, seen together with those that stand, and among those that stand."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Q

from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import Figures, Mark, ObservationStatus
from rodtrad.indicators.models import Derivation, Indicator, Observation, Provider, Quantity
from rodtrad.indicators.operations.resolve import areas_by_code
from rodtrad.indicators.operations.settle import settle_defined
from rodtrad.indicators.small_numbers import Hidden, Why, hide_in_figures

#: What a register gives is hidden by the register.
_REGISTERS = (Provider.SSB, Provider.KOSTRA, Provider.KLASS)
_GIVEN = (
    "unnest(%s::integer[], %s::integer[], %s::integer[], %s::uuid[]) AS g(indicator, breakdown, period, area)"
)
_SAME_CELL = """o.indicator_id = g.indicator AND o.breakdown_id = g.breakdown
    AND o.period = g.period AND o.area_id = g.area"""
_COLUMNS = "indicator_id, breakdown_id, period, area_id, value, status, derivation, batch_id"
_KEEP = f"""
    INSERT INTO indicators_vintage ({_COLUMNS}, replaced_by_id)
    SELECT {", ".join(f"o.{name}" for name in _COLUMNS.split(", "))}, COALESCE(%s, o.batch_id)
    FROM indicators_observation o JOIN {_GIVEN} ON {_SAME_CELL}
"""
_CONCEAL = f"""
    UPDATE indicators_observation o SET value = NULL, status = {ObservationStatus.CONFIDENTIAL.value}
    FROM {_GIVEN} WHERE {_SAME_CELL}
"""

Value = TypeVar("Value", bound=Hashable)
#: A figure that stands: indicator, breakdown, period and area by their numbers.
Cell = tuple[int, int, int, UUID]


@dataclass(frozen=True)
class Publishable:
    """Figures as they may be stored, and which that stand must be hidden when they are.

    `hidden` is by place in `seen`: the figures that came, and after them those that stand. `cells` are the latter.
    """

    figures: Figures
    seen: Figures
    hidden: Mapping[int, Hidden[int]] = field(default_factory=dict)
    thresholds: Mapping[str, int] = field(default_factory=dict)
    cells: Sequence[Cell] = ()

    @property
    def telling(self) -> list[Cell]:
        """Return the figures that stand, and would tell one that is hidden."""
        first = len(self.figures)
        return [self.cells[row - first] for row in self.hidden if row >= first]


def publishable(figures: Figures, indicators: Iterable[Indicator]) -> Publishable:
    """Hide what may not be published of figures, seen together with those that stand of the same periods.

    `indicators` are those that the figures may be of. Where none of them hides anything nothing is asked. It must run
    in the transaction that stores them, with the turn held; without, it only tells what would come of it.
    """
    counts = [one for one in indicators if one.quantity == Quantity.COUNT]
    if not any(one.hidden_below for one in counts):
        return Publishable(figures, figures)
    standing = _standing(counts, [one.code for one in figures.periods])
    seen, cells = _together(figures, standing)
    return _hide(figures, seen, cells, counts)


def conceal(cells: Sequence[Cell], *, cause: int | None) -> None:
    """Hide figures that stand, and what is derived from them; what they were is kept.

    `cause` is the batch that brought it about, where one did. It must run in a transaction that holds the turn.
    """
    if not cells:
        return
    columns = [list(column) for column in zip(*cells, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [cause, *columns])
        cursor.execute(_CONCEAL, columns)
    settle_defined(indicators={cell[0] for cell in cells})


def hide_standing(indicators: Collection[int]) -> None:
    """Hide what their thresholds say among all figures that stand of these indicators, and what would tell it.

    Not where the figures are a register's: they are published as they are. It must hold the turn.
    """
    told = Q(dataset=None) | ~Q(dataset__provider__in=_REGISTERS)
    touched = list(Indicator.objects.filter(told, pk__in=indicators, quantity=Quantity.COUNT))
    beside = Q(dataset__in={one.dataset_id for one in touched if one.dataset_id})
    near = Indicator.objects.filter(beside | Q(pk__in=[one.pk for one in touched]), quantity=Quantity.COUNT)
    by_dataset: dict[int | UUID, list[Indicator]] = {}
    for one in near:
        by_dataset.setdefault(one.dataset_id or one.pk, []).append(one)
    for counts in by_dataset.values():
        if any(one.hidden_below for one in counts):
            seen, cells = _together(_NOTHING, _standing(counts, None))
            conceal(_hide(_NOTHING, seen, cells, counts).telling, cause=None)


def _hide(figures: Figures, seen: Figures, cells: Sequence[Cell], counts: Sequence[Indicator]) -> Publishable:
    parents = Area.objects.filter(valid_to=None, parent__isnull=False).values_list("code", "parent__code")
    thresholds = {one.key: one.hidden_below for one in counts}
    found = hide_in_figures(
        seen, thresholds=thresholds, parent_of=dict(parents), units={one.key: one.unit for one in counts}
    )
    came = len(figures)
    hidden = {row: why for row, why in found.hidden.items() if row < came or why.why is not Why.ALREADY}
    shown = replace(figures, value=found.figures.value[:came], status=found.figures.status[:came])
    return Publishable(shown, seen, hidden, thresholds, cells)


@dataclass(frozen=True)
class _Standing:
    mark: Mark
    period: int
    area: str
    value: float | None
    status: int
    cell: Cell


def _standing(indicators: Sequence[Indicator], periods: list[int] | None) -> list[_Standing]:
    """Return the published figures that stand of some indicators, in some periods or all."""
    keys = {one.pk: one.key for one in indicators}
    rows = Observation.objects.filter(indicator__in=keys, derivation=Derivation.PUBLISHED)
    if periods is not None:
        rows = rows.filter(period__in=periods)
    told = rows.values_list(
        "indicator_id",
        "breakdown_id",
        "period",
        "area_id",
        "area__code",
        "breakdown__parts",
        "value",
        "status",
    )
    found = []
    for indicator, breakdown, period, area, code, parts, value, status in told.iterator(chunk_size=20_000):
        mark = Mark(keys[indicator], tuple((part[0], part[1]) for part in parts))
        found.append(_Standing(mark, period, code, value, status, (indicator, breakdown, period, area)))
    areas = areas_by_code({one.area for one in found})
    return [one for one in found if areas[one.area] == one.cell[3]]


def _together(figures: Figures, standing: Sequence[_Standing]) -> tuple[Figures, list[Cell]]:
    """Return the figures with those that stand after them, but for those that they replace."""
    codes = [one.code for one in figures.periods]
    came = {
        (figures.marks[series], codes[period], figures.areas[area])
        for series, period, area in zip(
            figures.series.tolist(), figures.period.tolist(), figures.area.tolist(), strict=True
        )
    }
    left = [one for one in standing if (one.mark, one.period, one.area) not in came]
    areas = _places(figures.areas, (one.area for one in left))
    periods = _places(codes, (one.period for one in left))
    marks = _places(figures.marks, (one.mark for one in left))
    return Figures(
        areas=tuple(areas),
        periods=tuple(Period.from_code(code) for code in periods),
        marks=tuple(marks),
        area=np.append(figures.area, np.array([areas[one.area] for one in left], np.int32)),
        period=np.append(figures.period, np.array([periods[one.period] for one in left], np.int32)),
        series=np.append(figures.series, np.array([marks[one.mark] for one in left], np.int32)),
        value=np.append(figures.value, np.array([one.value for one in left], np.float64)),
        status=np.append(figures.status, np.array([one.status for one in left], np.uint8)),
        rows=figures.rows,
    ), [one.cell for one in left]


def _places(first: Iterable[Value], then: Iterable[Value]) -> dict[Value, int]:
    return {value: place for place, value in enumerate(dict.fromkeys([*first, *then]))}


_NOTHING = Figures(
    areas=(),
    periods=(),
    marks=(),
    area=np.empty(0, np.int32),
    period=np.empty(0, np.int32),
    series=np.empty(0, np.int32),
    value=np.empty(0, np.float64),
    status=np.empty(0, np.uint8),
)
