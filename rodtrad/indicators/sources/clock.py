"""The time, and waiting: handed to whoever needs them, so that tests never wait."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits. `seconds` only ever rises, and is for measuring."""

    def now(self) -> datetime: ...

    def seconds(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class WallClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
