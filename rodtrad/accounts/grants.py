"""What a program may do as a person: less than the person, never more."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Grant:
    """What a personal token opens: `scopes`, and one root's matters only when `root_id` is given."""

    token_id: UUID
    scopes: frozenset[str]
    root_id: UUID | None = None
