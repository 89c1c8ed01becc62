"""Figures of many areas for one and the same period: one query, however many indicators and areas."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models.observations import TOTAL, Observation

#: So many of the peers must have a figure for a period to be the latest common one. Those that lack it are named.
COMMON_SHARE = 0.8
#: So many of one's own latest periods are tried; an older common one than that says little of today.
LOOK_BACK = 6
_MOST_IN_A_YEAR = 12


@dataclass(frozen=True, eq=False)
class AtOneTime:
    """An indicator's figures for one period, in the order that the areas were asked for; NaN is none.

    `own_latest` is the newest period with a figure of one's own (of anyone's, where there is no own).
    """

    indicator: int
    period: Period
    own_latest: Period
    values: NDArray[np.float64]
    #: Of `ObservationStatus`; -1 where there is no row.
    status_codes: NDArray[np.int16]

    @cached_property
    def statuses(self) -> tuple[ObservationStatus | None, ...]:
        return tuple(_STATUSES[one] for one in self.status_codes.tolist())


def at_common_period(
    indicators: Iterable[int],
    *,
    own: UUID | None,
    others: Sequence[UUID],
    besides: Sequence[UUID] = (),
    year: int | None = None,
    alone: bool = False,
) -> dict[int, AtOneTime]:
    """Return figures of one's own, the others, and areas besides, each indicator for its latest common period.

    Where too few of the others have a figure for any of the periods, the latest that one other has counts; with
    `alone`, in the end one's own latest. With a `year`, only periods that end in it. Values are in the order own
    (where there is one), others, besides.
    """
    left = list(indicators)
    found: dict[int, AtOneTime] = {}
    least = 1 if own is not None else 2
    needs = {max(least, math.ceil(COMMON_SHARE * len(others))), least, *([0] if alone else [])}
    for need in sorted(needs, reverse=True):
        if left:
            found |= _read(left, own, others, besides, year, need)
            left = [number for number in left if number not in found]
    return found


def figures_at(periods: Mapping[int, Period], areas: Sequence[UUID]) -> dict[int, NDArray[np.float64]]:
    """Return the figures of indicators, each for its own period, in the order of the areas; NaN is none."""
    if not periods or not areas:
        return {}
    order = _Order(areas)
    asked: dict[str, Any] = {
        "indicators": list(periods),
        "periods": [one.code for one in periods.values()],
        "total": TOTAL,
        "areas": list(areas),
    }
    with connection.cursor() as cursor:
        cursor.execute(_AT, asked)
        rows = cursor.fetchall()
    cells = order.of([keys for _number, keys, _figures in rows])
    values = cells.placed([figures for _number, _keys, figures in rows], ">f8", np.nan)
    return {row[0]: one for row, one in zip(rows, values, strict=True)}


def _read(
    indicators: Sequence[int],
    own: UUID | None,
    others: Sequence[UUID],
    besides: Sequence[UUID],
    year: int | None,
    need: int,
) -> dict[int, AtOneTime]:
    areas = [*([own] if own is not None else []), *others, *besides]
    asked: dict[str, Any] = {
        "indicators": list(indicators),
        "areas": areas,
        "others": list(others),
        "own": own,
        "need": need,
        "total": TOTAL,
        "from": year * 12 * 1000 if year else 0,
        "to": (year + 1) * 12 * 1000 if year else 2_000_000_000,
        "back": LOOK_BACK if year is None else _MOST_IN_A_YEAR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COMMON_WITH_OWN if own is not None else _COMMON_OF_OTHERS, asked)
        rows = cursor.fetchall()
    cells = _Order(areas).of([keys for *_rest, keys, _figures, _statuses in rows])
    values = cells.placed([figures for *_rest, figures, _statuses in rows], ">f8", np.nan)
    statuses = cells.placed([told for *_rest, told in rows], ">i2", -1)
    return {
        number: AtOneTime(
            number, Period.from_code(period), Period.from_code(latest), values[row], statuses[row]
        )
        for row, (number, period, latest, *_cells) in enumerate(rows)
    }


class _Order:
    """The order that areas were asked for in."""

    def __init__(self, areas: Sequence[UUID]) -> None:
        keys = np.array([one.bytes for one in areas], "S16")
        self._places = np.argsort(keys, kind="stable")
        self._keys = keys[self._places]

    def of(self, keys: Sequence[bytes | None]) -> "_Cells":
        """Find where the areas of many rows belong, each row's as the bytes of its areas."""
        held = [one or b"" for one in keys]
        rows = np.repeat(np.arange(len(held)), [len(one) // 16 for one in held])
        found = np.searchsorted(self._keys, np.frombuffer(b"".join(held), "S16"))
        return _Cells((len(held), len(self._keys)), rows, self._places[found])


@dataclass(frozen=True, eq=False)
class _Cells:
    """Puts what the database gives, bytes of the figures of each row, in the order that areas were asked for.

    A hundred thousand cells would take ten times as long as rows.
    """

    shape: tuple[int, int]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]

    def placed(self, told: Sequence[bytes | None], kind: str, none: float) -> NDArray[Any]:
        """Return rows by areas; `none` stands where there is no cell."""
        placed = np.full(self.shape, none, np.dtype(kind).newbyteorder("="))
        placed[self.rows, self.columns] = np.frombuffer(b"".join(one or b"" for one in told), kind)
        return placed


_STATUSES: dict[int, ObservationStatus | None] = {-1: None, **{one.value: one for one in ObservationStatus}}
_TOLD = """
    SELECT string_agg(uuid_send(cell.area_id), ''::bytea) AS keys,
      string_agg(float8send(coalesce(cell.value, 'NaN')), ''::bytea) AS figures,
      string_agg(int2send(cell.status), ''::bytea) AS statuses"""
_OF_THE_YEARS = """
        AND value IS NOT NULL AND period + 1000 * (period %% 1000 - 1) >= %(from)s
        AND period + 1000 * (period %% 1000 - 1) < %(to)s"""
#: The latest periods with a figure of one's own, one step in the index for each that is looked at.
_HELD_BY_OWN = f"""
    SELECT period, first_value(period) OVER (ORDER BY period DESC) AS latest
    FROM indicators_observation
    WHERE area_id = %(own)s AND indicator_id = asked.id AND breakdown_id = %(total)s{_OF_THE_YEARS}
    ORDER BY period DESC LIMIT %(back)s"""
#: The same of anyone's, where there is no own.
_HELD_BY_ANYONE = f"""
    SELECT period, max(period) OVER () AS latest
    FROM (
      SELECT DISTINCT period FROM indicators_observation
      WHERE area_id = ANY(%(others)s) AND indicator_id = asked.id AND breakdown_id = %(total)s{_OF_THE_YEARS}
    ) AS held
    ORDER BY period DESC LIMIT %(back)s"""
#: One row for each indicator: of the latest periods the first that enough of the others have. LIMIT lets the
#: database stop there. A period belongs to the year in which it ends.
_COMMON = f"""
SELECT asked.id, common.period, common.latest, common.keys, common.figures, common.statuses
FROM unnest(%(indicators)s::int[]) AS asked(id)
CROSS JOIN LATERAL (
  SELECT deciding.period, deciding.latest, told.keys, told.figures, told.statuses
  FROM ({{held}}) AS deciding
  CROSS JOIN LATERAL ({_TOLD},
      count(cell.value) FILTER (WHERE cell.area_id = ANY(%(others)s)) AS others
    FROM indicators_observation AS cell
    WHERE cell.indicator_id = asked.id AND cell.breakdown_id = %(total)s
      AND cell.period = deciding.period AND cell.area_id = ANY(%(areas)s)
  ) AS told
  WHERE told.others >= %(need)s
  ORDER BY deciding.period DESC LIMIT 1
) AS common
"""
_COMMON_WITH_OWN = _COMMON.format(held=_HELD_BY_OWN)
_COMMON_OF_OTHERS = _COMMON.format(held=_HELD_BY_ANYONE)
_AT = f"""
SELECT asked.id, told.keys, told.figures
FROM unnest(%(indicators)s::int[], %(periods)s::int[]) AS asked(id, period)
CROSS JOIN LATERAL ({_TOLD}
  FROM indicators_observation AS cell
  WHERE cell.indicator_id = asked.id AND cell.breakdown_id = %(total)s
    AND cell.period = asked.period AND cell.area_id = ANY(%(areas)s)
) AS told
"""


def years_with_figures(area: UUID | None) -> list[int]:
    """Return the years that some period of an area's figures ends in, the latest first."""
    if area is None:
        return []
    rows = Observation.objects.filter(area=area, breakdown=TOTAL, value__isnull=False)
    codes = rows.values_list("period", flat=True).order_by().distinct()
    return sorted({Period.from_code(code).year for code in codes}, reverse=True)
