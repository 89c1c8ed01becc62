"""How far a fetch or a table has come on its way in, and how long is left."""

import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import TracebackType

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from rodtrad.indicators.models import ImportRun


class Stage(StrEnum):
    """The steps, in order. A table that was sent begins with the second."""

    ASKED = "asked"
    READ = "read"
    STORED = "stored"


#: Told after each bit of a stage: so much of so much is done.
Progress = Callable[[Stage, int, int], None]
#: How the time falls on the stages of a fetch: the source's own pace is most of it.
SHARES: Mapping[Stage, float] = {Stage.ASKED: 0.8, Stage.READ: 0.1, Stage.STORED: 0.1}
_SECONDS_BETWEEN = 1.0
#: Telling must never hold up the work.
_PATIENCE = "SET lock_timeout = '500ms'; SET statement_timeout = '2s'"
_TELL = """
    UPDATE indicators_importrun SET stage = %s, done = %s, total = %s, told_at = now()
    WHERE id = %s AND state = 'running'
"""


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody how far it has come."""


def share_done(stage: Stage, done: int, total: int, *, is_fetched: bool = True) -> float:
    """Return how much of the whole is done, from 0 to 1."""
    order = [one for one in Stage if is_fetched or one is not Stage.ASKED]
    whole = sum(SHARES[one] for one in order)
    before = sum(SHARES[one] for one in order[: order.index(stage)]) if stage in order else 0.0
    part = min(done / total, 1.0) if total else 0.0
    return (before + SHARES[stage] * part) / whole if stage in order else 0.0


def seconds_left(elapsed: float, share: float) -> float | None:
    """Return how long is left by how long it has taken; None while it is too early to tell."""
    return elapsed * (1 - share) / share if share >= 0.02 else None


class Telling:
    """Writes how far a run has come, so that pages see it while the work's own transaction is open.

    It has a connection of its own for as long as it lasts. What goes wrong with telling is let be.
    """

    def __init__(self, run: ImportRun, clock: Callable[[], float] = time.monotonic) -> None:
        self._run, self._clock = run, clock
        self._told = -_SECONDS_BETWEEN
        self._connection: BaseDatabaseWrapper | None = None

    def __enter__(self) -> "Telling":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        now = self._clock()
        if now - self._told < _SECONDS_BETWEEN:
            return
        self._told = now
        try:
            with self._aside().cursor() as cursor:
                cursor.execute(_TELL, [stage.value, done, total, self._run.pk])
        except DatabaseError:
            return

    def _aside(self) -> BaseDatabaseWrapper:
        if self._connection is None:
            self._connection = connections.create_connection("default")
            with self._connection.cursor() as cursor:
                cursor.execute(_PATIENCE)
        return self._connection
