"""What a version of a plan holds: each room gives its part, and the whole has one canonical form."""

from collections.abc import Callable
from typing import Any, TypeAlias
from uuid import UUID

import rfc8785

Json: TypeAlias = Any
#: Reads one part of what a plan says, as plain JSON values, from the plan's id.
ReadPart: TypeAlias = Callable[[UUID], Json]


class DuplicatePartError(Exception):
    """Two rooms give a part of the same name."""


_parts: dict[str, ReadPart] = {}


def register(name: str, read: ReadPart) -> None:
    """Add a part. The same part twice counts once; a name that another has is refused."""
    if _parts.setdefault(name, read) is not read:
        raise DuplicatePartError(name)


def content_of(plan: UUID) -> dict[str, Json]:
    """Return all rooms' parts of what the plan says now; a part that has nothing of it is None, and left out."""
    read = ((name, one(plan)) for name, one in sorted(_parts.items()))
    return {name: part for name, part in read if part is not None}


def canonical(content: Json) -> bytes:
    """Return the JSON in canonical form: one content has one digest (RFC 8785).

    Raises `rfc8785.CanonicalizationError` for what JSON cannot say, such as numbers without end.
    """
    return rfc8785.dumps(content)
