"""Takes in figures that documents give, without putting them in the place of what a register has given."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import numpy as np
from django.db import transaction
from django.db.models import QuerySet

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import Figures, Mark, ObservationStatus
from rodtrad.indicators.models import Dataset, Derivation, Indicator, Observation
from rodtrad.indicators.operations.hide import Publishable, conceal, publishable
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.operations.settle import wait_for_turn

_Place = tuple[str, str, int, str]
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True)
class Quoted:
    """One figure: of which indicator, for which area and period, and what stands there."""

    indicator: str
    area: str
    period: Period
    value: float | None
    status: ObservationStatus = ObservationStatus.FIGURE
    breakdown: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> _Place:
        return (
            self.indicator,
            Mark(self.indicator, self.breakdown).breakdown_key,
            self.period.code,
            self.area,
        )


@dataclass(frozen=True)
class Quotation:
    """How many figures were new, changed, the same, and left out because another source has given them."""

    made: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0


@transaction.atomic
def quote_figures(*, dataset: Dataset, figures: Sequence[Quoted], received_at: datetime) -> Quotation:
    """Store the figures of a document; where another source has given one, that one stays.

    The turn is held from before that is looked at. Raises what `load_figures` raises; then nothing is stored.
    """
    wait_for_turn()
    held = _held(dataset, figures)
    wanted = [one for one in figures if held.get(one.place, (dataset.pk,))[0] == dataset.pk]
    shown = _publishable(dataset, wanted)
    wanted = _as_shown(wanted, shown.figures)
    new = [one for one in wanted if one.place not in held]
    same = [one for one in wanted if held.get(one.place, ())[1:] == (one.value, one.status)]
    if len(same) < len(wanted):
        taken = load_figures(dataset=dataset, figures=shown.figures, received_at=received_at)
        conceal(shown.telling, cause=taken.batch.pk)
    return Quotation(
        made=len(new),
        changed=len(wanted) - len(new) - len(same),
        same=len(same),
        left=len(figures) - len(wanted),
    )


def observations_for(dataset: Dataset, figures: Sequence[Quoted]) -> QuerySet[Observation]:
    """Return what stands where the figures would, and somewhat more, of the set that the table belongs to."""
    return Observation.objects.filter(
        indicator__root=dataset.root_id,
        indicator__key__in={one.indicator for one in figures},
        period__in={one.period.code for one in figures},
        area__code__in={one.area for one in figures},
    )


def _held(dataset: Dataset, figures: Sequence[Quoted]) -> Mapping[_Place, tuple[object, ...]]:
    published = observations_for(dataset, figures).filter(derivation=Derivation.PUBLISHED)
    rows = published.values_list(
        "indicator__key", "breakdown__key", "period", "area__code", "batch__dataset", "value", "status"
    )
    return {(row[0], row[1], row[2], row[3]): row[4:] for row in rows}


def _publishable(dataset: Dataset, figures: Sequence[Quoted]) -> Publishable:
    """Hide small numbers that a root has itself; what is in the common set is published already."""
    columns = _columns(figures)
    keys = {one.indicator for one in figures}
    own = Indicator.objects.filter(root=dataset.root_id, key__in=keys) if dataset.root_id else ()
    return publishable(columns, own)


def _as_shown(figures: Sequence[Quoted], shown: Figures) -> list[Quoted]:
    hidden = (shown.status == ObservationStatus.CONFIDENTIAL).tolist()
    return [
        replace(one, value=None, status=ObservationStatus.CONFIDENTIAL) if is_hidden else one
        for one, is_hidden in zip(figures, hidden, strict=True)
    ]


def _columns(figures: Sequence[Quoted]) -> Figures:
    areas = _places(one.area for one in figures)
    periods = _places(one.period for one in figures)
    marks = _places(Mark(one.indicator, one.breakdown) for one in figures)
    return Figures(
        areas=tuple(areas),
        periods=tuple(periods),
        marks=tuple(marks),
        area=np.array([areas[one.area] for one in figures], np.int32),
        period=np.array([periods[one.period] for one in figures], np.int32),
        series=np.array([marks[Mark(one.indicator, one.breakdown)] for one in figures], np.int32),
        value=np.array([np.nan if one.value is None else one.value for one in figures], np.float64),
        status=np.array([one.status for one in figures], np.uint8),
    )


def _places(values: Iterable[Value]) -> dict[Value, int]:
    """Return each different value with its place among them, in the order they come."""
    return {value: place for place, value in enumerate(dict.fromkeys(values))}
