"""What can be wrong with a write to the thread. When one of these is raised, nothing was stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rodtrad.core.web.meanwhile import ChangedMeanwhileError


class GoalsError(Exception):
    """What was asked of the thread cannot be done; the message says why."""


class NotAllowedError(GoalsError):
    """The person lacks the role that it takes."""


class FieldErrors(GoalsError):  # noqa: N818  # it holds several
    """What was sent has faults: `by_field` has a sentence for each field, "" for the whole."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        self.by_field = dict(by_field)
        super().__init__(" ".join(self.by_field.values()))


class AdoptedTextError(FieldErrors):
    """The adoption lock refused: the text is adopted, and no reason for a correction was given."""


class MovedMeanwhileError(FieldErrors):
    """Others have moved or numbered the element otherwise since the person began to."""


@dataclass(frozen=True)
class FieldConflict:
    """A field that two people changed: what this one started from, what stands there now, and what they sent.

    `who` and `when` tell of the last change; both are empty when the audit trail does not know.
    """

    element: Any
    field: str
    started: Any
    now: Any
    mine: Any
    who: str = ""
    when: datetime | None = None


class ChangedMeanwhile(GoalsError, ChangedMeanwhileError):  # noqa: N818  # a state of things, told as in core
    """Others have changed the same fields since. `now` has every field as it stands, by element."""

    def __init__(self, conflicts: Sequence[FieldConflict], now: Mapping[Any, Mapping[str, Any]]) -> None:
        self.conflicts = list(conflicts)
        self.now = dict(now)
        super().__init__(", ".join(conflict.field for conflict in self.conflicts))


class NoVersionError(GoalsError):
    """A program did not say what its change builds on."""


class OtherVersionError(GoalsError, ChangedMeanwhileError):
    """A program's change builds on another version than the one that stands; the message is that one's tag."""
