"""The audit trail: every insert, update and delete of a tracked model, bulk and plain SQL included."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

Tracked = TypeVar("Tracked", bound=type[models.Model])


def track() -> Callable[[Tracked], Tracked]:
    """Return a class decorator that keeps an event row for each change, by statement triggers."""
    level = pghistory.Statement
    decorate: Callable[[Tracked], Tracked] = pghistory.track(
        pghistory.InsertEvent(level=level),
        pghistory.UpdateEvent(level=level),
        pghistory.DeleteEvent(level=level),
    )
    return decorate
