"""Sums over the codes that an area was made of, for all areas, periods and series of a time at once."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.following.lineage import Origin
from rodtrad.indicators.following.table import Table

Scalar = TypeVar("Scalar", bound=np.generic)
Block = tuple[NDArray[np.float64], NDArray[np.uint8]]


def sum_origins(
    table: Table, origins: Mapping[str, Origin], codes: Sequence[str], columns: NDArray[np.intp]
) -> Block:
    """Return value and status of each code's predecessors together; a predecessor that the table lacks is missing."""
    rows = {code: row for row, code in enumerate(table.codes)}
    lacking = len(rows)
    sources = [[rows.get(one, lacking) for one in origins[code].codes] or [lacking] for code in codes]
    starts = np.cumsum([0, *(len(one) for one in sources[:-1])])
    flat = np.array([row for one in sources for row in one], dtype=np.intp)
    values = _with_lacking_row(table.values[:, :, columns], np.nan)[:, flat]
    status = _with_lacking_row(table.status[:, :, columns], ObservationStatus.MISSING)[:, flat]
    lengths = np.array([len(one) for one in sources])[None, :, None]
    held = _together(status, starts, lengths)
    total = np.add.reduceat(values, starts, axis=1)
    total[held > ObservationStatus.PROVISIONAL] = np.nan
    return total, held


def _with_lacking_row(block: NDArray[Scalar], value: float) -> NDArray[Scalar]:
    lacking = np.full((block.shape[0], 1, block.shape[2]), value, dtype=block.dtype)
    return np.concatenate([block, lacking], axis=1)


def _together(
    status: NDArray[np.uint8], starts: NDArray[np.intp], lengths: NDArray[np.intp]
) -> NDArray[np.uint8]:
    """Return the status of a sum: a figure if all are, else why not.

    One confidential part makes the sum confidential, or the part could be found by taking the others from it.
    """
    counts = {
        one: np.add.reduceat(status == one, starts, axis=1, dtype=np.int64) for one in ObservationStatus
    }
    figures = counts[ObservationStatus.FIGURE] + counts[ObservationStatus.PROVISIONAL]
    held = np.full(figures.shape, ObservationStatus.MISSING, dtype=np.uint8)
    for one in (ObservationStatus.NOT_POSSIBLE, ObservationStatus.NOT_YET):
        held[counts[one] == lengths] = one
    held[counts[ObservationStatus.CONFIDENTIAL] > 0] = ObservationStatus.CONFIDENTIAL
    held[figures == lengths] = ObservationStatus.PROVISIONAL
    held[counts[ObservationStatus.FIGURE] == lengths] = ObservationStatus.FIGURE
    return held
