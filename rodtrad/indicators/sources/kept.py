"""Raw answers that are kept: a fetch that was broken off goes on where it was."""

from typing import Protocol


class Kept(Protocol):
    """Holds raw answers by a key that tells exactly what was asked of which edition."""

    def expect(self, parts: int) -> None:
        """Be told how many answers a fetch will need, before the first is asked for."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, content: bytes) -> None: ...


class KeptInMemory:
    """Holds them for as long as it lives itself."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def expect(self, parts: int) -> None:
        """Nobody asks this one how far it has come."""

    def get(self, key: str) -> bytes | None:
        return self.held.get(key)

    def put(self, key: str, content: bytes) -> None:
        self.held[key] = content
