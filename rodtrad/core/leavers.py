"""What the rooms hold of a person who leaves: each says in its `AppConfig.ready()` how it is let go of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True)
class Leaver:
    """A person as they have been known, and the pseudonym that stands instead from now on."""

    id: UUID
    names: tuple[str, ...]
    emails: tuple[str, ...]
    #: What stands instead of the e-mail address.
    address: str
    pseudonym: str

    def is_called(self, text: str) -> bool:
        """Tell whether a text is a name or address of this person and nothing else."""
        return text.strip().casefold() in {one.casefold() for one in (*self.names, *self.emails)}


class Holding(Protocol):
    """What one room holds. `hand_over` and `forget` are called in the transaction in which the person leaves."""

    def open_things(self, *, person: UUID, root_id: UUID) -> Iterable[str]:
        """Say what would be handed over in the root: «2 utkastlenker»."""
        ...

    def hand_over(self, *, leaver: Any, root_id: UUID, successor: Any | None) -> None:
        """Give what is open and the person's own in the root to another; without one, end what opens something."""
        ...

    def forget(self, leaver: Leaver) -> None:
        """Take away the person's name and address, and what was theirs alone."""
        ...


_registered: list[Holding] = []


def register(holding: Holding) -> None:
    """Add a room's part; the same twice counts once."""
    if holding not in _registered:
        _registered.append(holding)


def open_of(person: UUID, root_id: UUID) -> list[str]:
    """Say what the rooms would hand over in a root."""
    return [words for one in _registered for words in one.open_things(person=person, root_id=root_id)]


def holdings() -> list[Holding]:
    return list(_registered)
