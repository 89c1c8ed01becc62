"""Two people change the same thing at the same time: one is told, and nothing is lost unseen."""

from django.db import OperationalError
from psycopg.errors import DeadlockDetected, SerializationFailure


class ChangedMeanwhileError(Exception):
    """What someone sends builds on something that another has changed since; nothing of it is stored."""


def is_changed_meanwhile(error: BaseException) -> bool:
    """Tell whether trying again on what stands now is the remedy: the database may have seen it first."""
    if isinstance(error, OperationalError):
        return isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
    return isinstance(error, ChangedMeanwhileError)
