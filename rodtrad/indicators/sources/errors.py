"""What can go wrong when figures are fetched. Each says what happened, where, and what to do."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

_SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Where:
    """What a fetch was about when it failed, for those who want more than the sentence."""

    service: str
    table: str = ""
    variable: str = ""
    value: str = ""
    status: int | None = None
    title: str = ""


class SourceError(Exception):
    """Nothing was fetched, and nothing is changed: the figures from before stay.

    `passing` tells that the same fetch may go well later, without anyone mending anything; `again_at` when, if known.
    """

    passing = False

    def __init__(self, text: str, *, where: Where, again_at: datetime | None = None) -> None:
        super().__init__(text)
        self.where = where
        self.again_at = again_at


class QueryError(SourceError):
    """What is asked for does not exist there (any longer), or too little or too much is asked for."""


class RefusedError(SourceError):
    """The service answered that it will not give this."""


class UnreadableError(SourceError):
    """The answer is not what was asked for, or cannot be read."""


class UnreachableError(SourceError):
    """The network or the service failed, again and again."""

    passing = True


class AwayError(SourceError):
    """The service asks everyone to stay away now, or what it would say now is not to be trusted."""

    passing = True


class BusyError(SourceError):
    """The service has had enough calls from us for longer than we wait."""

    passing = True


class ChangedMeanwhileError(SourceError):
    """The table was published anew while it was fetched."""

    passing = True


def named(names: list[str] | tuple[str, ...]) -> str:
    """Return some names in a row, and how many more there are."""
    shown = ", ".join(f"«{name}»" for name in names[:_SHOWN])
    rest = len(names) - _SHOWN
    return shown + (_(" og %(count)d til") % {"count": rest} if rest > 0 else "")
