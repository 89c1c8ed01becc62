"""Two people change the same thing at the same time: one is told, and nothing is lost unseen."""

from collections.abc import Mapping
from typing import Any

from django.db import OperationalError
from psycopg.errors import DeadlockDetected, SerializationFailure


class ChangedMeanwhileError(Exception):
    """What someone sends builds on something that another has changed since; nothing of it is stored."""


def is_changed_meanwhile(error: BaseException) -> bool:
    """Tell whether trying again on what stands now is the remedy: the database may have seen it first."""
    if isinstance(error, OperationalError):
        return isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
    return isinstance(error, ChangedMeanwhileError)


def differing(
    mine: Mapping[str, Any], started: Mapping[str, Any] | None, now: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the person changes: neither as they found it nor as it stands."""
    was = now if started is None else started
    return {name: value for name, value in mine.items() if value not in (was.get(name), now.get(name))}


def changed_by_both(
    wanted: Mapping[str, Any], started: Mapping[str, Any] | None, now: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the names of what somebody else has changed since the person began, of what that person changes."""
    if started is None:
        return ()
    return tuple(name for name in wanted if name in started and now.get(name) != started[name])
