"""What can go wrong with figures. Views, the API and commands put it into words."""

from collections.abc import Sequence


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
