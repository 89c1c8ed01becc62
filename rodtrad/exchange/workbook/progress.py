"""How far a large sheet has come on its way in, and how long is left."""

import time
from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """The steps of an import, in order."""

    READ = "read"
    COMPARED = "compared"
    STORED = "stored"
    INDEXED = "indexed"


#: Told after each bit of a stage: so much of so much is done.
Progress = Callable[[Stage, int, int], None]
#: How the time falls on the stages with 20 000 new rows (`python -m bench workbook` tells it anew).
SHARES = {Stage.READ: 0.12, Stage.COMPARED: 0.24, Stage.STORED: 0.42, Stage.INDEXED: 0.22}


def silent(_stage: Stage, _done: int, _of: int) -> None:
    """Tell nobody how far the work has come."""


def share_done(stage: Stage, done: int, of: int) -> float:
    """Return how much of the whole is done, from 0 to 1."""
    before = sum(share for one, share in SHARES.items() if list(Stage).index(one) < list(Stage).index(stage))
    return before + SHARES[stage] * (done / of if of else 1)


class Estimate:
    """Reckons how long is left from how long it has taken so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._begun = clock, clock()

    def seconds_left(self, stage: Stage, done: int, of: int) -> float:
        share = max(share_done(stage, done, of), 0.01)
        return (self._clock() - self._begun) * (1 - share) / share
