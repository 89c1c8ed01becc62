"""Calls a service politely: at its pace, with patience, within bounds of size and time."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

import orjson
import requests
from django.utils.translation import gettext as _

from rodtrad import __version__
from rodtrad.indicators.sources.clock import Clock, WallClock
from rodtrad.indicators.sources.errors import (
    BusyError,
    RefusedError,
    SourceError,
    UnreachableError,
    UnreadableError,
    Where,
)
from rodtrad.indicators.sources.pacing import Pace, Patience, Rate, retry_after

USER_AGENT = f"Rodtrad/{__version__}"
_TOO_MANY = 429
_PASSING = {408, _TOO_MANY, 500, 502, 503, 504}
_CHUNK = 1 << 16
#: Characters that stand as they are in the query of an address; the brackets of «valueCodes[Tid]» do not.
_PLAIN = "*?(),:;@!$'"


@dataclass(frozen=True)
class Service:
    """A service on the network, and the setting that says where it is."""

    name: str
    address: str
    setting: str


@dataclass(frozen=True)
class Bounds:
    """How long and how large an answer may be, and how long we wait when we are asked to wait."""

    connect: float = 10.0
    read: float = 60.0
    whole: float = 300.0
    size: int = 256 << 20
    wait: float = 300.0


@dataclass(frozen=True)
class Call:
    """One question: GET with what it asks for in the address, or POST with a body. `about` is what of, in words."""

    path: str
    asked: Sequence[tuple[str, str]] = ()
    body: bytes | None = None
    about: str = ""
    table: str = ""

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"

    def address(self, base: str) -> str:
        query = "&".join(f"{quote(name, safe='')}={quote(value, safe=_PLAIN)}" for name, value in self.asked)
        return base.rstrip("/") + quote(self.path, safe="/") + (f"?{query}" if query else "")


@dataclass(frozen=True)
class Answer:
    """What a service said, as it said it."""

    content: bytes
    address: str
    fetched: datetime


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
        self.pace = Pace(self.rate, clock=self.clock)
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
                    failure = self._failure(response, call)
                    asked_to_wait = retry_after(response.headers, clock=self.clock)
            except requests.RequestException as error:
                failure = self._broken(error, call)
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
                text = _("%(service)s svarte med mer enn %(size)d MB for %(about)s. Be om mindre.")
                raise UnreadableError(
                    text % self._told(call, size=self.bounds.size >> 20), where=self._where(call)
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

    def _failure(self, response: requests.Response, call: Call) -> SourceError:
        status, title = response.status_code, _title(response)
        where = self._where(call, status=status, title=title)
        told = self._told(call, answer=f"HTTP {status}" + (f": {title}" if title else ""))
        if status == _TOO_MANY:
            text = _(
                "%(service)s tar ikke imot flere spørringer nå, sist om %(about)s (%(answer)s). "
                "Tallene fra før står, og det hentes igjen senere."
            )
            return BusyError(text % told, where=where)
        if status in _PASSING:
            text = _(
                "%(service)s svarte med feil på %(about)s, gang på gang (%(answer)s). "
                "Tallene fra før står, og det hentes igjen senere."
            )
            return UnreachableError(text % told, where=where)
        text = _("%(service)s avviste %(about)s (%(answer)s). Tallene fra før står. Rett spørringen.")
        return RefusedError(text % told, where=where)

    def _broken(self, error: requests.RequestException, call: Call) -> SourceError:
        text = _(
            "%(service)s kunne ikke nås om %(about)s, gang på gang: %(reason)s. "
            "Tallene fra før står, og det hentes igjen senere."
        )
        return UnreachableError(text % self._told(call, reason=_reason(error)), where=self._where(call))

    def _where(self, call: Call, status: int | None = None, title: str = "") -> Where:
        return Where(service=self.service.name, table=call.table, status=status, title=title)

    def _told(self, call: Call, **more: object) -> dict[str, object]:
        return {"service": self.service.name, "about": call.about or call.path, **more}


def _title(response: requests.Response) -> str:
    """Return what the service says is wrong: `title` of a problem document, if there is one."""
    if 300 <= response.status_code < 400:
        return response.headers.get("Location", "")[:200]
    content = b""
    for chunk in response.iter_content(_CHUNK):
        content += chunk
        if len(content) > _CHUNK:
            return ""
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError:
        return ""
    title = told.get("title") if isinstance(told, dict) else None
    return title[:200] if isinstance(title, str) else ""


def _reason(error: requests.RequestException) -> str:
    match error:
        case requests.exceptions.SSLError():
            return _("sertifikatet ble ikke godtatt")
        case requests.Timeout():
            return _("svaret kom ikke i tide")
        case requests.exceptions.ChunkedEncodingError() | requests.exceptions.ContentDecodingError():
            return _("svaret ble brutt av")
        case requests.exceptions.ProxyError():
            return _("mellomtjeneren (proxy) slapp ikke spørringen gjennom")
        case _:
            return _("forbindelsen ble brutt eller kom ikke i stand")
