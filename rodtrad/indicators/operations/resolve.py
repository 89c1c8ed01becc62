"""Turns the codes of figures into our own numbers."""

from collections.abc import Iterable
from uuid import UUID

import numpy as np
from django.db.models import F, Q
from numpy.typing import NDArray

from rodtrad.geography.models import Area
from rodtrad.indicators.columns import LONGEST_BREAKDOWN, Figures, Mark
from rodtrad.indicators.errors import LongBreakdownError, TwiceError, UnknownIndicatorsError
from rodtrad.indicators.models import Breakdown, Dataset, Derivation, Indicator, Provider


def resolve(dataset: Dataset, figures: Figures) -> tuple[dict[str, NDArray[np.generic]], tuple[str, ...]]:
    """Return the columns with our own numbers, in the order of the store's index, and the codes we know no area of."""
    _refuse_twice(figures)
    indicators, breakdowns = _numbers_of(dataset, figures.marks)
    areas = areas_by_code(figures.areas)
    known = np.array([code in areas for code in figures.areas], bool)
    identities = [areas.get(code, UUID(int=0)).bytes for code in figures.areas]
    keep = known[figures.area] if not known.all() else np.ones(len(figures), bool)
    order = np.flatnonzero(keep)
    order = order[np.argsort(_packed(figures, identities)[order], kind="stable")]
    periods = np.array([one.code for one in figures.periods], np.int32)
    series = figures.series[order]
    columns: dict[str, NDArray[np.generic]] = {
        "indicator": np.array(indicators, np.int32)[series],
        "breakdown": np.array(breakdowns, np.int32)[series],
        "period": periods[figures.period[order]],
        "area": np.array(identities, "V16")[figures.area[order]],
        "value": figures.value[order],
        "status": figures.status[order].astype(np.int16),
        "derivation": np.full(len(order), Derivation.PUBLISHED, np.int16),
    }
    return columns, tuple(code for code in figures.areas if code not in areas)


def _packed(figures: Figures, identities: list[bytes]) -> NDArray[np.int64]:
    """Return one number for each figure that sorts as the store's index does."""
    rank_of_area = _ranks(identities)
    rank_of_period = _ranks([one.code for one in figures.periods])
    series = figures.series.astype(np.int64)
    periods, areas = max(len(rank_of_period), 1), max(len(rank_of_area), 1)
    return (series * periods + rank_of_period[figures.period]) * areas + rank_of_area[figures.area]


def _ranks(values: list[bytes] | list[int]) -> NDArray[np.int64]:
    ranks = np.empty(len(values), np.int64)
    ranks[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return ranks


def _refuse_twice(figures: Figures) -> None:
    cells = (figures.series.astype(np.int64) * len(figures.periods) + figures.period) * len(
        figures.areas
    ) + figures.area
    ordered = np.sort(cells)
    again = np.flatnonzero(ordered[1:] == ordered[:-1])
    if not len(again):
        return
    places = np.flatnonzero(cells == ordered[again[0]])
    place = places[0]
    raise TwiceError(
        figures.marks[figures.series[place]].indicator,
        figures.areas[figures.area[place]],
        str(figures.periods[figures.period[place]]),
        [int(figures.rows[one]) for one in places] if len(figures.rows) else (),
    )


def _numbers_of(dataset: Dataset, marks: tuple[Mark, ...]) -> tuple[list[int], list[int]]:
    """Return the numbers of each mark's indicator and breakdown; breakdowns are made as they come."""
    held = dict(Indicator.objects.filter(_may_tell_of(dataset)).values_list("key", "id"))
    if missing := sorted({mark.indicator for mark in marks} - held.keys()):
        raise UnknownIndicatorsError(missing)
    keys = {mark.breakdown_key: mark for mark in marks}
    if too_long := next((key for key in keys if len(key) > LONGEST_BREAKDOWN), ""):
        raise LongBreakdownError(keys[too_long].indicator, too_long)
    Breakdown.objects.bulk_create(
        [
            Breakdown(
                key=key,
                parts=[list(part) for part in mark.breakdown],
                label=", ".join(p[1] for p in mark.breakdown),
            )
            for key, mark in keys.items()
        ],
        ignore_conflicts=True,
    )
    numbers = dict(Breakdown.objects.filter(key__in=keys).values_list("key", "id"))
    return [held[mark.indicator] for mark in marks], [numbers[mark.breakdown_key] for mark in marks]


def _may_tell_of(dataset: Dataset) -> Q:
    """Return which indicators a table gives figures of: its own; a document tells of any in its set."""
    return Q(root=dataset.root_id) if dataset.provider == Provider.DOCUMENT else Q(dataset=dataset)


def areas_by_code(codes: Iterable[str]) -> dict[str, UUID]:
    """Return the areas with these codes; of several with one code, the one in force, else the latest."""
    rows = Area.objects.filter(code__in=list(codes)).order_by(F("valid_from").asc(nulls_first=True))
    found: dict[str, UUID] = {}
    in_force: set[str] = set()
    for code, identity, valid_to in rows.values_list("code", "id", "valid_to"):
        if code not in in_force:
            found[code] = identity
        if valid_to is None:
            in_force.add(code)
    return found
