"""What can go wrong with figures. Views, the API and commands put it into words."""

from collections.abc import Sequence
from datetime import datetime


class IndicatorError(Exception):
    """Figures could not be taken in; nothing of them was stored."""


class UnknownIndicatorsError(IndicatorError):
    """Figures name indicators that the table does not hold."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = tuple(keys)


class TwiceError(IndicatorError):
    """Two figures are for the same indicator, breakdown, area and period."""

    def __init__(self, indicator: str, area: str, period: str, rows: Sequence[int] = ()) -> None:
        super().__init__(f"{indicator} {area} {period}")
        self.indicator, self.area, self.period, self.rows = indicator, area, period, tuple(rows)


class LongBreakdownError(IndicatorError):
    """What a figure is broken down by is longer than the store holds; `breakdown` is its key."""

    def __init__(self, indicator: str, breakdown: str) -> None:
        super().__init__(f"{indicator} {breakdown}")
        self.indicator, self.breakdown = indicator, breakdown


class UnderWayError(IndicatorError):
    """Somebody else works with the table, or has asked for it; nothing was done.

    `kind` is a `models.RunKind`, and empty where it is not known: then the work is over in a moment.
    """

    def __init__(
        self, kind: str = "", *, who: str = "", since: datetime | None = None, waits: bool = False
    ) -> None:
        super().__init__(kind)
        self.kind, self.who, self.since, self.waits = kind, who, since, waits


class OtherProposalError(IndicatorError):
    """What a table would do is no longer what somebody said yes to; nothing was stored."""
