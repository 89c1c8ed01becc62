"""Who is told of a kind of message, and in which words: each room says so in its `AppConfig.ready()`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True)
class Announced:
    """A message as its room reads it: what happened, in which root, and what it is about, by ids."""

    kind: str
    root_id: UUID
    payload: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True)
class Letter:
    """A plain e-mail to one person."""

    address: str
    subject: str
    body: str


class Telling(Protocol):
    """What a room knows of its kind of message. Both are asked after commit, by a worker."""

    def receivers(self, message: Announced) -> Collection[UUID]:
        """Return the people who are to be told."""
        ...

    def letters(self, message: Announced, people: Collection[UUID]) -> Mapping[UUID, Letter]:
        """Write to those of the people who still are to be told; who has no letter here gets none."""
        ...


class DuplicateTellingError(Exception):
    """Two rooms tell of the same kind of message."""


class UnknownKindError(Exception):
    """No room tells of this kind of message."""


_registered: dict[str, Telling] = {}


def register(kind: str, telling: Telling) -> None:
    """Add a kind of message. The same twice counts once; a kind that another has is refused."""
    if _registered.setdefault(kind, telling) is not telling:
        raise DuplicateTellingError(kind)


def telling_of(kind: str) -> Telling:
    try:
        return _registered[kind]
    except KeyError:
        raise UnknownKindError(kind) from None
