"""What can be wrong with freezing and adopting. When one of these is raised, nothing was stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rodtrad.core.web.meanwhile import ChangedMeanwhileError


class PlanningError(Exception):
    """What was asked of a plan cannot be done; the message says why, and what to do."""


class NotAllowedError(PlanningError):
    """The person lacks the role that it takes."""


class WrongStateError(PlanningError):
    """The plan has come too far, or not far enough: it is adopted already, or repealed."""


class FieldErrors(PlanningError):  # noqa: N818  # it holds several
    """What was sent has faults: `by_field` has a sentence for each field, "" for the whole."""

    def __init__(self, by_field: dict[str, str]) -> None:
        self.by_field = by_field
        super().__init__(" ".join(by_field.values()))


@dataclass(frozen=True)
class FieldChange:
    """A field that two people changed: what this one started from, what stands there now, and what they sent."""

    field: str
    started: Any
    now: Any
    mine: Any


class ChangedMeanwhile(PlanningError, ChangedMeanwhileError):  # noqa: N818  # a state of things, told as in core
    """Others have changed the same fields of a plan since. `now` has every field as it stands."""

    def __init__(self, changes: Sequence[FieldChange], now: Mapping[str, Any]) -> None:
        self.changes = list(changes)
        self.now = dict(now)
        super().__init__(", ".join(change.field for change in self.changes))
