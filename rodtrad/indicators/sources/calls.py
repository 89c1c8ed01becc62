"""What is asked of a service, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

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
