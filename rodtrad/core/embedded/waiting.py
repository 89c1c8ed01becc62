"""Wait for as long as something moves."""

from __future__ import annotations

import time
from pathlib import Path

from rodtrad.core.embedded.errors import StalledError
from rodtrad.core.embedded.postmaster import Progress, log_tail, read_pid_file

STALLED_AFTER = 600.0  # PostgreSQL logs its start-up progress every 10 seconds
TELL_EVERY = 2.0


class ProgressWatch:
    """Wait in small steps, tell how it goes, and give up only when nothing has moved for a long time."""

    def __init__(self, data: Path, log: Path, progress: Progress) -> None:
        self._data, self._log, self._progress = data, log, progress
        self._begun = self._moved = self._told = time.monotonic()
        self._seen: tuple[object, ...] = ()

    def tick(self, what: str) -> None:
        now = time.monotonic()
        seen = (read_pid_file(self._data), self._log.stat().st_size if self._log.exists() else 0, what)
        if seen != self._seen:
            self._seen, self._moved = seen, now
        if now - self._moved > STALLED_AFTER:
            raise StalledError(seconds=STALLED_AFTER, log_path=self._log, log_tail=log_tail(self._log))
        if now - self._told > TELL_EVERY:
            self._told = now
            last = log_tail(self._log, 1).partition("LOG:  ")[2]
            self._progress(f"{what} ({now - self._begun:.0f} s){': ' + last if last else ' …'}")
        time.sleep(0.03)
