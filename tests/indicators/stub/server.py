"""The stub as a real server on this machine: it counts calls, keeps to a rate, goes down, and breaks as told."""

import gzip
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from tests.indicators.stub.clock import OSLO, StubClock
from tests.indicators.stub.klass import Klass
from tests.indicators.stub.pxweb import PxWeb, Reply, problem

#: Above this SSB says that there is no such thing.
LONGEST_ADDRESS = 2_100
_PXWEB, _KLASS = "/api/pxwebapi/v2", "/api/klass/v1"
#: When metadata are updated: hour and minute in Oslo, and for how many minutes.
_DOWN = ((5, 0), (11, 30))
_DOWN_MINUTES = 10
_SLOW = 0.8


class Fault(Enum):
    """What may go wrong with the next call."""

    BROKEN = "half of the answer, then nothing"
    HUNG_UP = "no answer at all"
    SLOW = "an answer that comes too late"
    DRIP = "an answer that never ends"
    GARBLED = "a page instead of figures"
    EMPTY = "a dataset without figures"
    MOVED = "it is somewhere else"
    ERROR = "500 with nothing in it"
    DOWN = "503"
    TOO_MANY = "429 with Retry-After"
    FOREVER = "429 with a Retry-After of a day"


@dataclass(frozen=True)
class Seen:
    """One call as it arrived, and what it was answered with."""

    method: str
    address: str
    status: int
    agent: str = ""

    @property
    def path(self) -> str:
        return urlsplit(self.address).path


@dataclass
class Stub:
    """Stands in for SSB. `ssb` and `klass` hold what is answered; `fail` says what goes wrong next."""

    clock: StubClock = field(default_factory=StubClock)
    ssb: PxWeb = field(default_factory=PxWeb)
    klass: Klass = field(default_factory=Klass)
    #: Calls in seconds; SSB had 40 in 60 in September 2026.
    rate: tuple[int, float] = (40, 60.0)
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._faults: deque[Fault] = deque()
        self._made: deque[float] = deque()
        self._lock = Lock()
        stub = self

        class Handler(_Handler):
            owner = stub

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    @property
    def _base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def ssb_address(self) -> str:
        return self._base + _PXWEB

    @property
    def klass_address(self) -> str:
        return self._base + _KLASS

    def fail(self, *faults: Fault, after: int = 0) -> None:
        """Let the next calls fail, one fault each; so many go well first."""
        self._faults.extend([*([None] * after), *faults])  # type: ignore[list-item]  # None is a call that goes well

    def mend(self) -> None:
        """Let all calls go well again."""
        self._faults.clear()

    def calls(self, part: str = "") -> list[Seen]:
        """Return the calls so far whose path has this in it."""
        return [seen for seen in self.seen if part in seen.path]

    def next_fault(self) -> Fault | None:
        with self._lock:
            return self._faults.popleft() if self._faults else None

    def answer(self, method: str, address: str, body: bytes | None) -> Reply:
        parts = urlsplit(address)
        if len(self._base + address) > LONGEST_ADDRESS:
            return Reply(404)
        headers, limited = self._count()
        if limited:
            return Reply(429, b"", headers)
        local = self.clock.now().astimezone(OSLO)
        minutes = local.hour * 60 + local.minute
        if any(0 <= minutes - (hour * 60 + minute) < _DOWN_MINUTES for hour, minute in _DOWN):
            return Reply(503, b"", headers)
        query = parse_qsl(parts.query, keep_blank_values=True)
        if parts.path.startswith(_PXWEB):
            reply = self.ssb.reply(parts.path.removeprefix(_PXWEB), query, body)
        elif parts.path.startswith(_KLASS):
            reply = self.klass.reply(parts.path.removeprefix(_KLASS), query)
        else:
            reply = problem("Not Found", 404)
        return Reply(reply.status, reply.body, {**headers, **reply.headers})

    def _count(self) -> tuple[dict[str, str], bool]:
        """Count a call within the window; return the headers that tell of it, and whether it was one too many."""
        calls, seconds = self.rate
        with self._lock:
            now = self.clock.seconds()
            while self._made and self._made[0] <= now - seconds:
                self._made.popleft()
            limited = len(self._made) >= calls
            if not limited:
                self._made.append(now)
            headers = {
                "x-ratelimit-policy": f"{calls};w={seconds:.0f}s",
                "x-ratelimit-limit": str(calls),
                "x-ratelimit-remaining": str(calls - len(self._made)),
            }
            if limited:
                headers["Retry-After"] = str(int(self._made[0] + seconds - now) + 1)
            return headers, limited


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when who asked has gone; anything else is a fault of the stub."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # passed through


class _Handler(BaseHTTPRequestHandler):
    owner: Stub
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, format: str, *told: object) -> None:
        """Say nothing: the tests look at `seen`."""

    def _answer(self, body: bytes | None) -> None:
        fault = self.owner.next_fault()
        reply = _FAILED.get(fault) if fault else None
        reply = reply or self.owner.answer(self.command, self.path, body)
        self.owner.seen.append(
            Seen(self.command, self.path, reply.status, self.headers.get("User-Agent", ""))
        )
        try:
            self._send(reply, fault)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # who asked has gone

    def _send(self, reply: Reply, fault: Fault | None) -> None:
        if fault is Fault.HUNG_UP:
            self.close_connection = True
            return
        if fault is Fault.SLOW:
            time.sleep(_SLOW)
        zipped = "gzip" in self.headers.get("Accept-Encoding", "") and len(reply.body) > 1_000
        content = gzip.compress(reply.body, 1) if zipped else reply.body
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        if fault is Fault.DRIP:
            self._drip()
            return
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if fault is Fault.BROKEN else content)
        self.close_connection = self.close_connection or fault is Fault.BROKEN

    def _drip(self) -> None:
        """Send a little for each minute that goes, for longer than anyone should wait."""
        self.send_header("Content-Length", str(1 << 30))
        self.end_headers()
        self.close_connection = True
        for _minute in range(60):
            self.owner.clock.pass_time(60)
            self.wfile.write(b" " * (1 << 16))
            self.wfile.flush()


_FAILED = {
    Fault.ERROR: Reply(500),
    Fault.DOWN: Reply(503),
    Fault.TOO_MANY: Reply(429, b"", {"Retry-After": "17"}),
    Fault.FOREVER: Reply(429, b"", {"Retry-After": "86400"}),
    Fault.GARBLED: Reply(200, b"<html>Vedlikehold</html>"),
    Fault.EMPTY: Reply(
        200, b'{"version":"2.0","class":"dataset","id":[],"size":[],"dimension":{},"value":[]}'
    ),
    Fault.MOVED: Reply(301, b"", {"Location": "https://example.org/nytt"}),
}
