"""Carries series over from the codes of their time to the codes of today."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from rodtrad.indicators.columns import WITH_FIGURE, ObservationStatus
from rodtrad.indicators.following.lineage import Lineage, Origin
from rodtrad.indicators.following.summing import Block, sum_origins
from rodtrad.indicators.following.table import Table, division_day


class Way(IntEnum):
    """How a figure for an area of today came to be. The first four are those of the store's `Derivation`."""

    PUBLISHED = 0
    #: Published for the same area under another code.
    FOLLOWED = 1
    SUMMED = 2
    #: From the sums of numerator and denominator.
    RECKONED = 3
    #: There is no figure, because areas were split or put together.
    BREAK = 4


class Quantity(StrEnum):
    """How figures add up when areas are put together. The same values as an indicator's own quantity."""

    COUNT = "count"
    RATIO = "ratio"
    OTHER = "other"


@dataclass(frozen=True)
class Parts:
    """Numerators and denominators of ratios, over their series, codes and periods; `scale` is 100 for per cent."""

    numerators: Table
    denominators: Table
    scale: float = 1.0


@dataclass(frozen=True)
class Followed:
    """Series for the codes of today. `way` tells of each cell how it came; a break has no figure.

    `source` and `lineage` are what it was made from; `following.reasons` puts it into words.
    """

    table: Table
    way: NDArray[np.uint8]
    source: Table
    lineage: Lineage
    days: tuple[date, ...]
    has_parts: bool


def follow(
    table: Table, *, lineage: Lineage, quantity: Quantity | str, parts: Parts | None = None
) -> Followed:
    """Return the series for the codes of today.

    Counts are summed where every predecessor has a figure and all of it went into the area. Ratios are reckoned anew
    from their parts where those are given, else there is a break; other figures break wherever areas were put together.
    A new code alone loses nothing. A split is never guessed. A figure given under a code from before it existed is the
    publisher's own reckoning, and stands.
    """
    quantity = Quantity(quantity)
    _refuse_other_shape(table, parts)
    days = tuple(division_day(period) for period in table.periods)
    result = Table.empty(lineage.codes, table.periods, len(table.values))
    way = np.full(result.values.shape, Way.PUBLISHED, dtype=np.uint8)
    eras = np.array([lineage.era(day) for day in days], dtype=np.intp)
    for era in np.unique(eras):
        columns = np.flatnonzero(eras == era)
        values, status, ways = _follow_era(table, lineage, int(era), columns, quantity, parts)
        result.values[:, :, columns], result.status[:, :, columns] = values, status
        way[:, :, columns] = ways
    return Followed(result, way, table, lineage, days, parts is not None)


def _refuse_other_shape(table: Table, parts: Parts | None) -> None:
    for other in (parts.numerators, parts.denominators) if parts else ():
        same = (other.codes, other.periods, other.values.shape)
        if same != (table.codes, table.periods, table.values.shape):
            raise ValueError("numerators and denominators have the series, codes and periods of the ratios")


def _follow_era(
    table: Table,
    lineage: Lineage,
    era: int,
    columns: NDArray[np.intp],
    quantity: Quantity,
    parts: Parts | None,
) -> tuple[NDArray[np.float64], NDArray[np.uint8], NDArray[np.uint8]]:
    """Follow the periods of one time between two changes."""
    origins = lineage.origins(era)
    ordered = [origins[code] for code in lineage.codes]
    values, status = sum_origins(table, origins, lineage.codes, columns)
    ways = np.empty(values.shape, dtype=np.uint8)
    ways[:] = np.array(
        [_way(code, origin, quantity, parts) for code, origin in zip(lineage.codes, ordered, strict=True)],
        dtype=np.uint8,
    )[None, :, None]
    if parts is not None and quantity is Quantity.RATIO:
        reckoned = ways == Way.RECKONED
        reckoned_values, reckoned_status = _ratios(parts, lineage, era, columns)
        values[reckoned], status[reckoned] = reckoned_values[reckoned], reckoned_status[reckoned]
    broken = ways == Way.BREAK
    values[broken], status[broken] = np.nan, ObservationStatus.MISSING
    _keep_published(table, lineage, ordered, columns, (values, status), ways)
    return values, status, ways


def _way(code: str, origin: Origin, quantity: Quantity, parts: Parts | None) -> Way:
    if origin.splits:
        return Way.BREAK
    if origin.is_same_area:
        return Way.PUBLISHED if origin.codes == (code,) else Way.FOLLOWED
    if quantity is Quantity.COUNT:
        return Way.SUMMED
    return Way.RECKONED if quantity is Quantity.RATIO and parts is not None else Way.BREAK


def _ratios(parts: Parts, lineage: Lineage, era: int, columns: NDArray[np.intp]) -> Block:
    origins = lineage.origins(era)
    above, above_status = sum_origins(parts.numerators, origins, lineage.codes, columns)
    below, below_status = sum_origins(parts.denominators, origins, lineage.codes, columns)
    held = np.isin(above_status, WITH_FIGURE) & np.isin(below_status, WITH_FIGURE)
    # A part without a figure tells why there is none; the statuses count upwards from figures.
    status = np.maximum(above_status, below_status)
    status[held & (below == 0)] = ObservationStatus.NOT_POSSIBLE
    held &= below != 0
    values = np.full(above.shape, np.nan)
    np.divide(above, below, out=values, where=held)
    return values * parts.scale, status


def _keep_published(
    table: Table,
    lineage: Lineage,
    origins: list[Origin],
    columns: NDArray[np.intp],
    block: Block,
    ways: NDArray[np.uint8],
) -> None:
    """Let a figure stand that was given under a code of today from before that code existed."""
    rows = {code: row for row, code in enumerate(table.codes)}
    pairs = [
        (position, rows[code])
        for position, (code, origin) in enumerate(zip(lineage.codes, origins, strict=True))
        if not origin.own and code in rows
    ]
    if not pairs:
        return
    target, source = np.array(pairs, dtype=np.intp).T
    given = table.values[:, source][:, :, columns]
    given_status = table.status[:, source][:, :, columns]
    stands = np.isin(given_status, WITH_FIGURE)
    values, status = block
    values[:, target] = np.where(stands, given, values[:, target])
    status[:, target] = np.where(stands, given_status, status[:, target])
    ways[:, target] = np.where(stands, Way.PUBLISHED, ways[:, target])
