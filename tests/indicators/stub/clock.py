"""A clock that never waits: sleeping moves it on."""

from datetime import datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
#: A Tuesday night, when nothing happens at SSB.
NIGHT = datetime(2026, 9, 22, 2, 0, tzinfo=OSLO)


class StubClock:
    """Told the time it begins at. `slept` is each wait that was asked for."""

    def __init__(self, begins: datetime = NIGHT) -> None:
        self._begun, self._gone, self._lock = begins, 0.0, Lock()
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._begun + timedelta(seconds=self._gone)

    def seconds(self) -> float:
        return self._gone

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_time(seconds)

    def pass_time(self, seconds: float) -> None:
        with self._lock:
            self._gone += seconds

    def set(self, hour: int, minute: int = 0) -> None:
        """Go to a time of the same day in Oslo."""
        self._begun = self._begun.astimezone(OSLO).replace(hour=hour, minute=minute) - timedelta(
            seconds=self._gone
        )
