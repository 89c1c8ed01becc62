"""The latest period for which units can be compared: everyone's figure is for the same time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar


class Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


P = TypeVar("P", bound=Ordered)

#: All units, unless asked otherwise.
ALL = 1.0


@dataclass(frozen=True)
class CommonPeriod(Generic[P]):
    """A period, how many of the others have a figure for it, and which lack one.

    `own_latest` is the newest figure of one's own, so that a page can say that a newer one was left out; without an own
    unit it is the newest that anyone has.
    """

    period: P
    own_latest: P
    with_figure: int
    lacking: tuple[str, ...]
    has_own: bool = True

    @property
    def of(self) -> int:
        return self.with_figure + len(self.lacking)

    @property
    def is_own_latest(self) -> bool:
        return self.period == self.own_latest


def latest_common_period(
    *, own: Collection[P], others: Mapping[str, Collection[P]], share: float = ALL
) -> CommonPeriod[P] | None:
    """Return the latest period in which one's own unit and at least a share of the others have figures.

    `own` and the values of `others` (by code) are the periods with a figure. None where there is no such period.
    """
    if not own:
        return None
    held = {code: frozenset(periods) for code, periods in others.items()}
    newest = sorted(own, reverse=True)
    for period in newest:
        lacking = tuple(sorted(code for code, periods in held.items() if period not in periods))
        if len(held) - len(lacking) >= share * len(held):
            return CommonPeriod(period, newest[0], len(held) - len(lacking), lacking)
    return None
