"""Indicators compared: one's own figure among its peers, for the same period, with rank, spread and what is chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, isfinite
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.geography.queries import PeerKind, PeerSet
from rodtrad.indicators import comparing
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.comparing import CommonPeriod, Doubt, GroupValue, Ranking, Spread, Standing
from rodtrad.indicators.models import Direction, Formula, Indicator, Quantity
from rodtrad.indicators.queries.at_one_time import COMMON_SHARE, AtOneTime, at_common_period, figures_at
from rodtrad.indicators.queries.formulas import ratio_factor
from rodtrad.indicators.units import parse_unit
from rodtrad.indicators.units.names import COUNTED

_RATIOS = {Formula.SHARE, Formula.PER_CAPITA}


@dataclass(frozen=True)
class Field:
    """Who is compared: one's own area if there is one, the set, and the areas whose figures stand beside."""

    own: Area | None
    peers: PeerSet
    country: Area | None

    @cached_property
    def ranked(self) -> tuple[Area, ...]:
        """Return those that are ranked: one's own and the set."""
        return (*([self.own] if self.own else []), *self.peers.members)

    @cached_property
    def besides(self) -> tuple[Area, ...]:
        found = {one.id: one for one in (self.peers.group, self.country) if one is not None}
        return tuple(found.values())

    @property
    def whole(self) -> Area | None:
        """Return what the units are parts of, where parts of one are compared."""
        return self.peers.group if self.peers.kind is PeerKind.PARTS else None

    def place_of(self, beside: Area) -> int:
        """Return where the figure of one that stands beside is among the values."""
        return self._places[beside.id]

    @cached_property
    def _places(self) -> dict[UUID, int]:
        return {one.id: place for place, one in enumerate(self.besides, start=len(self.ranked))}


@dataclass(frozen=True, eq=False)
class Comparison:
    """An indicator in one period. `values` are in the order of the field's `ranked`.

    `group` is one figure for the others, without one's own; of parts it says what one of them is like, not the whole.
    """

    indicator: Indicator
    field: Field
    at: AtOneTime
    #: What a ratio is a ratio of, in the order of the field's `ranked`.
    numerators: NDArray[np.float64] | None
    group: GroupValue | None

    @property
    def period(self) -> Period:
        return self.at.period

    @property
    def values(self) -> NDArray[np.float64]:
        return self.at.values[: len(self.field.ranked)]

    @property
    def own(self) -> float | None:
        return self.value_at(0) if self.field.own else None

    @property
    def country(self) -> float | None:
        if self.field.country is None:
            return None
        return self.value_at(self.field.place_of(self.field.country))

    @property
    def whole(self) -> float | None:
        """Return the whole's own figure, where its parts are compared."""
        return self.value_at(self.field.place_of(self.field.whole)) if self.field.whole else None

    def value_at(self, place: int) -> float | None:
        value = float(self.at.values[place])
        return value if isfinite(value) else None

    def status_at(self, place: int) -> ObservationStatus | None:
        return self.at.statuses[place]

    @cached_property
    def ranking(self) -> Ranking:
        indicator = self.indicator
        if indicator.band_low is not None and indicator.band_high is not None:
            distance = comparing.distance_to_band(
                comparing.as_written(self.values, indicator.decimals),
                low=indicator.band_low,
                high=indicator.band_high,
            )
            # What the decimals cut has been cut; the rest is noise of the subtraction.
            return comparing.rank(distance, Direction.LOWER, decimals=indicator.decimals + 6)
        return comparing.rank(self.values, indicator.direction, decimals=indicator.decimals)

    @property
    def standing(self) -> Standing | None:
        """Return one's own place; None without a figure, or where there is nobody to be ranked among."""
        if self.field.own is None or self.ranking.count < 2:
            return None
        return self.ranking.standing(0)

    @cached_property
    def spread(self) -> Spread:
        return comparing.spread_of(self.values)

    @property
    def z(self) -> float | None:
        """Return how many robust scales one's own figure is from the middle."""
        if self.own is None or self.spread.count < 3:
            return None
        z = self.spread.robust_z(self.own)
        return z if isfinite(z) else None

    @property
    def lacking(self) -> tuple[Area, ...]:
        """Return those that have no figure for the period, by name."""
        held = np.isfinite(self.values)
        return tuple(one for one, has in zip(self.field.ranked, held, strict=True) if not has)

    @property
    def common(self) -> CommonPeriod[Period]:
        """Return the period with who lacks it, for words."""
        lacking = tuple(one.name for one in self.lacking)
        return CommonPeriod(
            self.period,
            self.at.own_latest,
            len(self.field.ranked) - len(lacking),
            lacking,
            has_own=self.field.own is not None,
        )

    @property
    def is_common(self) -> bool:
        """Tell whether so many of the others have a figure that the period is a common one."""
        members = len(self.field.peers.members)
        held = int(np.isfinite(self.values[len(self.field.ranked) - members :]).sum())
        return held >= ceil(COMMON_SHARE * members)

    @cached_property
    def events(self) -> NDArray[np.float64] | None:
        """Return how many things were counted in each unit; None where the figures do not count things."""
        counted = self.indicator if self.numerators is None else self.indicator.numerator
        counts = self.values if self.numerators is None else self.numerators
        is_events = counted is not None and _is_events(counted) and not bool((counts < 0).any())
        return counts if is_events else None

    def doubt_at(self, place: int) -> Doubt | None:
        """Return why a unit's figure may be chance: its events where they are known, else how few live there."""
        if self.value_at(place) is None:
            return None
        if self.events is not None:
            events = float(self.events[place])
            if isfinite(events):
                return comparing.doubt_about(events=events)
        if self.indicator.quantity == Quantity.COUNT:
            return None
        return comparing.doubt_about(population=self.field.ranked[place].population)

    @property
    def doubt(self) -> Doubt | None:
        return self.doubt_at(0) if self.field.own else None

    @cached_property
    def doubtful(self) -> tuple[int, ...]:
        """Return the places of all whose figure may be chance."""
        return tuple(place for place in range(len(self.field.ranked)) if self.doubt_at(place))


def compare(
    indicators: Iterable[Indicator], field: Field, *, year: int | None = None, alone: bool = False
) -> list[Comparison]:
    """Return the indicators that can be compared, in their order, each for its latest common period.

    With `alone`, also those that nobody else has a figure of. Two queries: figures, and what ratios are made of.
    """
    rows = list(indicators)
    if not field.ranked:
        return []
    found = at_common_period(
        [one.id for one in rows],
        own=field.own.id if field.own else None,
        others=[one.id for one in field.peers.members],
        besides=[one.id for one in field.besides],
        year=year,
        alone=alone,
    )
    held = [one for one in rows if one.id in found]
    parts = _Parts.of(held, found, field)
    return [_comparison(one, field, found[one.id], parts) for one in held]


def _comparison(indicator: Indicator, field: Field, at: AtOneTime, parts: "_Parts") -> Comparison:
    above, below = parts.above.get(indicator.id), parts.below.get(indicator.id)
    values = at.values[: len(field.ranked)]
    factor = ratio_factor(indicator) if above is not None else None
    others = slice(1 if field.own else 0, None)
    group = comparing.group_value(
        values[others],
        published=None if indicator.quantity == Quantity.COUNT else _published(field, at),
        numerators=above[others] if factor and above is not None else None,
        denominators=below[others] if factor and below is not None else None,
        scale=factor or 1.0,
    )
    return Comparison(indicator, field, at, above, group)


def _published(field: Field, at: AtOneTime) -> float | None:
    """Return the figure that is published for the set. For a count it is a sum, which says nothing of a unit's."""
    if field.peers.group is None:
        return None
    value = float(at.values[field.place_of(field.peers.group)])
    return value if isfinite(value) else None


def _is_events(indicator: Indicator) -> bool:
    """Tell whether its figures count things, which chance makes more or fewer; kroner and tonnes are measured.

    What can be below zero is a net change, and its size says nothing of how many things happened.
    """
    if indicator.formula == Formula.DIFFERENCE:
        return False
    bases = {base for base, _power in parse_unit(indicator.unit).powers}
    return indicator.quantity == Quantity.COUNT and bases <= COUNTED


@dataclass(frozen=True)
class _Parts:
    """What ratios are made of, for the same periods: numerators and denominators by the ratio's number."""

    above: dict[int, NDArray[np.float64]]
    below: dict[int, NDArray[np.float64]]

    @classmethod
    def of(cls, indicators: Sequence[Indicator], found: dict[int, AtOneTime], field: Field) -> "_Parts":
        ratios = [one for one in indicators if one.formula in _RATIOS and one.numerator_id]
        areas = [one.id for one in field.ranked]
        # The same part may be asked for in several periods, so that numbers alone do not tell them apart.
        read: dict[tuple[int, Period], NDArray[np.float64]] = {}
        for period in {found[one.id].period for one in ratios}:
            at = {part: period for one in ratios if found[one.id].period == period for part in _parts_of(one)}
            read |= {(number, period): values for number, values in figures_at(at, areas).items()}
        above, below = {}, {}
        for one in ratios:
            period = found[one.id].period
            if (one.numerator_id, period) in read and (one.denominator_id, period) in read:
                above[one.id], below[one.id] = (read[part, period] for part in _parts_of(one))
        return cls(above, below)


def _parts_of(ratio: Indicator) -> tuple[int, int]:
    assert ratio.numerator_id is not None
    assert ratio.denominator_id is not None
    return ratio.numerator_id, ratio.denominator_id
