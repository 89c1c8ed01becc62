"""Calls a service politely: at its pace, with patience, within bounds of size and time."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _

from rodtrad import __version__
from rodtrad.indicators.sources.calls import Answer, Bounds, Call, Service
from rodtrad.indicators.sources.clock import Clock, WallClock
from rodtrad.indicators.sources.errors import SourceError, UnreadableError, Where
from rodtrad.indicators.sources.failures import broken, failure_of, told_of
from rodtrad.indicators.sources.pacing import Patience, Rate, pace_of, retry_after

USER_AGENT = f"Rodtrad/{__version__}"
_CHUNK = 1 << 16


@dataclass
class Caller:
    """Asks one service, one question at a time.

    `before` is asked before every call, and raises where the service wants us to stay away.
    """

    service: Service
    rate: Rate
    clock: Clock = field(default_factory=WallClock)
    patience: Patience = field(default_factory=Patience)
    bounds: Bounds = field(default_factory=Bounds)
    before: Callable[[], None] = lambda: None
    chance: Callable[[], float] = random.random

    def __post_init__(self) -> None:
        self.pace = pace_of(self.service.address, self.rate, clock=self.clock)
        self.calls = 0
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept": "application/json"})
        parts = urlsplit(self.service.address)
        if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            text = _("%(setting)s må begynne med https://, men er «%(given)s».")
            told = {"setting": self.service.setting, "given": self.service.address}
            raise SourceError(text % told, where=Where(service=self.service.name))

    def ask(self, call: Call) -> Answer:
        """Return the answer. Raises a SourceError that says what failed; a failure that may pass is tried again."""
        delays = self.patience.delays(self.chance)
        while True:
            self.pace.take()
            self.before()
            self.calls += 1
            asked_to_wait = None
            try:
                with closing(self._send(call)) as response:
                    self.pace.heed(response.headers)
                    if response.status_code == requests.codes.ok:
                        return Answer(self._body(response, call), response.url, self.clock.now())
                    failure = failure_of(response, call, self.service)
                    asked_to_wait = retry_after(response.headers, clock=self.clock)
            except requests.RequestException as error:
                failure = broken(error, call, self.service)
            if not failure.passing:
                raise failure
            self._wait(failure, delays, asked_to_wait)

    def _send(self, call: Call) -> requests.Response:
        return self._session.request(
            call.method,
            call.address(self.service.address),
            data=call.body,
            headers={"Content-Type": "application/json"} if call.body is not None else {},
            timeout=(self.bounds.connect, self.bounds.read),
            allow_redirects=False,
            stream=True,
        )

    def _body(self, response: requests.Response, call: Call) -> bytes:
        """Read the answer, within bounds: a server that sends a little now and then must not hold us."""
        begun, content = self.clock.seconds(), bytearray()
        for chunk in response.iter_content(_CHUNK):
            content += chunk
            if len(content) > self.bounds.size:
                where = Where(service=self.service.name, table=call.table)
                text = _("%(service)s svarte med mer enn %(size)d MB for %(about)s. Be om mindre.")
                raise UnreadableError(
                    text % told_of(call, self.service, size=self.bounds.size >> 20), where=where
                )
            if self.clock.seconds() - begun > self.bounds.whole:
                raise requests.Timeout
        return bytes(content)

    def _wait(self, failure: SourceError, delays: Iterator[float], asked: float | None) -> None:
        """Wait before the next try, or raise the failure when there is to be none."""
        delay = next(delays, None)
        if delay is None:
            raise failure
        wait = max(delay, asked or 0.0)
        if wait > self.bounds.wait:
            failure.again_at = self.clock.now() + timedelta(seconds=wait)
            raise failure
        self.pace.pause(wait)
