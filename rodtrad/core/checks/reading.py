"""What the rules of all rooms read of a root: one journey to the database, at one moment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from rodtrad.core.moments import Message, Question, Rows

Read = TypeVar("Read")
#: Stands for the root's id in the message, which is put together once for all roots.
_ANY_ROOT = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Read]):
    """Questions about a root, and what makes plain objects of their answers, in the same order."""

    questions: Callable[[UUID], Iterator[Question]]
    read: Callable[[Iterator[Rows]], Read]


def read_at_once(readings: Sequence[Reading[Any]], root_id: UUID) -> dict[Reading[Any], Any]:
    """Return what each of them reads of the root."""
    with _message(tuple(readings)).about(_ANY_ROOT, root_id).asked() as answers:
        return {one: one.read(answers) for one in readings}


@cache
def _message(readings: tuple[Reading[Any], ...]) -> Message:
    return Message.of(*(question for one in readings for question in one.questions(_ANY_ROOT)))
