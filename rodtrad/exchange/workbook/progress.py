"""How far a large sheet has come on its way in, or back out again, and how long is left."""

import time
from collections.abc import Callable, Mapping
from enum import StrEnum


class Stage(StrEnum):
    """The steps of an import, in order."""

    READ = "read"
    COMPARED = "compared"
    STORED = "stored"
    INDEXED = "indexed"


class BackStage(StrEnum):
    """The steps of taking an import back, in order."""

    LOOKED_AT = "looked_at"
    RESTORED = "restored"
    TAKEN_FROM_INDEX = "taken_from_index"


#: Told after each bit of a stage: so much of so much is done.
Progress = Callable[[Stage, int, int], None]
BackProgress = Callable[[BackStage, int, int], None]
#: How the time falls on the stages with 20 000 new rows (`python -m bench workbook` tells it anew), and when 6 000
#: rows are taken back.
SHARES: Mapping[type[StrEnum], Mapping[StrEnum, float]] = {
    Stage: {Stage.READ: 0.12, Stage.COMPARED: 0.24, Stage.STORED: 0.42, Stage.INDEXED: 0.22},
    BackStage: {
        BackStage.LOOKED_AT: 0.23,
        BackStage.RESTORED: 0.6,
        BackStage.TAKEN_FROM_INDEX: 0.17,
    },
}


def silent(_stage: Stage | BackStage, _done: int, _of: int) -> None:
    """Tell nobody how far the work has come."""


def share_done(stage: Stage | BackStage, done: int, of: int) -> float:
    """Return how much of the whole is done, from 0 to 1."""
    shares = SHARES[type(stage)]
    order = list(shares)
    before = sum(shares[one] for one in order[: order.index(stage)])
    return before + shares[stage] * (done / of if of else 1)


class Estimate:
    """Reckons how long is left from how long it has taken so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._begun = clock, clock()

    def seconds_left(self, stage: Stage | BackStage, done: int, of: int) -> float:
        share = max(share_done(stage, done, of), 0.01)
        return (self._clock() - self._begun) * (1 - share) / share
