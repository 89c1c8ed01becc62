"""Gathers figures piece by piece into columns."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import Figures, Mark

Thing = TypeVar("Thing", bound=Hashable)


@dataclass
class Numbers(Generic[Thing]):
    """Gives each thing a number, in the order they come."""

    found: dict[Thing, int] = field(default_factory=dict)

    def of(self, things: Iterable[Thing]) -> NDArray[np.int32]:
        return np.array([self.found.setdefault(thing, len(self.found)) for thing in things], np.int32)


@dataclass
class Gathered:
    """Figures so far. A piece is one series: a value and a status for each of some areas in each of some periods."""

    areas: Numbers[str] = field(default_factory=Numbers)
    periods: Numbers[Period] = field(default_factory=Numbers)
    marks: Numbers[Mark] = field(default_factory=Numbers)
    pieces: list[
        tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.float64], NDArray[np.uint8]]
    ] = field(default_factory=list)

    def add(
        self,
        mark: Mark,
        areas: Iterable[str],
        periods: Iterable[Period],
        values: NDArray[np.float64],
        status: NDArray[np.uint8],
    ) -> None:
        """Add a series: tables with a row for each area and a column for each period."""
        rows, columns = self.areas.of(areas), self.periods.of(periods)
        size = len(rows) * len(columns)
        series = np.full(size, self.marks.of([mark])[0], np.int32)
        self.pieces.append(
            (
                np.repeat(rows, len(columns)),
                np.tile(columns, len(rows)),
                series,
                values.reshape(-1),
                status.reshape(-1),
            )
        )

    def figures(self) -> Figures:
        """Return all of it, in the order it came."""
        pieces = self.pieces
        return Figures(
            areas=tuple(self.areas.found),
            periods=tuple(self.periods.found),
            marks=tuple(self.marks.found),
            area=_together([piece[0] for piece in pieces], np.int32),
            period=_together([piece[1] for piece in pieces], np.int32),
            series=_together([piece[2] for piece in pieces], np.int32),
            value=_together([piece[3] for piece in pieces], np.float64),
            status=_together([piece[4] for piece in pieces], np.uint8),
        )


Number = TypeVar("Number", np.int32, np.float64, np.uint8)


def _together(pieces: list[NDArray[Number]], kind: type[Number]) -> NDArray[Number]:
    return np.concatenate(pieces) if pieces else np.empty(0, kind)
