"""How often a service is called, and how long we wait after a failure."""

import random
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from threading import Lock

from rodtrad.indicators.sources.clock import Clock, WallClock

#: «40;w=60s» as SSB writes it, «40;w=60» as the draft standard does.
_POLICY = re.compile(r"\s*(\d+)\s*;\s*w=(\d+)\s*s?\s*(?:;.*|,.*)?", re.IGNORECASE)
_POLICY_HEADERS = ("x-ratelimit-policy", "ratelimit-policy")
_REMAINING_HEADERS = ("x-ratelimit-remaining", "ratelimit-remaining")


@dataclass(frozen=True)
class Rate:
    """So many calls in so many seconds."""

    calls: int
    seconds: float


class Pace:
    """Keeps calls within a rate: ours to begin with, then what the service says of itself.

    A window slides: the call after the last allowed one waits until the first of them is `seconds` old.
    """

    def __init__(self, rate: Rate, *, clock: Clock) -> None:
        self.rate = rate
        self.waited = 0.0
        self._clock = clock
        self._made: deque[float] = deque()
        self._not_before = 0.0
        self._turn = Lock()

    def needed(self) -> float:
        """Return how many seconds a call must wait now."""
        now = self._clock.seconds()
        until = self._not_before
        if len(self._made) >= self.rate.calls:
            until = max(until, self._made[-self.rate.calls] + self.rate.seconds)
        return max(0.0, until - now)

    def take(self) -> None:
        """Wait for a turn, and use it."""
        with self._turn:
            self.pause(self.needed())
            self._made.append(self._clock.seconds())
            while len(self._made) > self.rate.calls:
                self._made.popleft()

    def pause(self, seconds: float) -> None:
        if seconds > 0:
            self.waited += seconds
            self._clock.sleep(seconds)

    def hold(self, seconds: float) -> None:
        """Let no call be made before so many seconds have gone."""
        self._not_before = max(self._not_before, self._clock.seconds() + seconds)

    def heed(self, headers: Mapping[str, str]) -> None:
        """Do as the answer's headers say: the rate, and that nothing is left of it.

        Others at the same address use of the same rate, so what remains may be less than we have counted.
        """
        if found := _POLICY.fullmatch(_first(headers, _POLICY_HEADERS)):
            calls, seconds = int(found[1]), float(found[2])
            if calls > 0 and seconds > 0:
                self.rate = Rate(calls, seconds)
        if _first(headers, _REMAINING_HEADERS).strip() == "0":
            begun = self._made[0] if self._made else self._clock.seconds()
            self.hold(max(0.0, begun + self.rate.seconds - self._clock.seconds()))


#: A service counts calls, not our clients: all that ask the same address in this process keep one pace.
_PACES: dict[str, Pace] = {}


def pace_of(address: str, rate: Rate, *, clock: Clock) -> Pace:
    """Return the pace of all calls to an address, at `rate` to begin with; one with a clock of its own has its own."""
    if not isinstance(clock, WallClock):
        return Pace(rate, clock=clock)
    return _PACES.setdefault(address, Pace(rate, clock=clock))


def forget_paces() -> None:
    """Let all calls be as if they were the first."""
    _PACES.clear()


def retry_after(headers: Mapping[str, str], *, clock: Clock) -> float | None:
    """Return the seconds that Retry-After asks for: a number, or a moment; none where it says nothing usable."""
    given = headers.get("Retry-After", "").strip()
    if given.isdecimal():
        return float(given)
    try:
        return max(0.0, (parsedate_to_datetime(given) - clock.now()).total_seconds())
    except (ValueError, TypeError):
        return None


@dataclass(frozen=True)
class Patience:
    """How often a call is tried, and for how long in all."""

    tries: int = 5
    first: float = 2.0
    longest: float = 60.0
    in_all: float = 600.0

    def delays(self, chance: Callable[[], float] = random.random) -> Iterator[float]:
        """Give the wait after each failed try but the last: it doubles, and between half and all of it is waited.

        Chance keeps many installations from coming back in the same second.
        """
        spent = 0.0
        for number in range(self.tries - 1):
            delay = min(self.longest, self.first * 2**number) * (0.5 + chance() / 2)
            spent += delay
            if spent > self.in_all:
                return
            yield delay


def _first(headers: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((headers[name] for name in names if name in headers), "")
