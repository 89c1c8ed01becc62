"""Figures inside sentences, written in the reader's language when the sentence is read."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import floor, isfinite, log10

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from rodtrad.core.figures import format_figure, rounded
from rodtrad.targets.methods.points import Point

#: Puts a figure into words, in the language that is active when it is called.
Write = Callable[[float], str]

_DECIMALS = 2
_MOST_DECIMALS = 6
_LAST_BITS = 1e-6


@dataclass(frozen=True, slots=True)
class FigureWriter:
    """Writes figures of one indicator: with so many decimals, and the sign behind them."""

    decimals: int
    sign: str = ""

    def __call__(self, value: float) -> str:
        return format_figure(value, self.decimals, self.sign)

    def apart(self, value: float) -> str:
        """Write how far two figures are apart: percentages by percentage points.

        What would round to nothing has the decimals that it takes to see it.
        """
        decimals = self.decimals
        while decimals < _MOST_DECIMALS and value and not rounded(value, decimals):
            decimals += 1
        return format_figure(value, decimals, str(_POINTS) if self.sign == "%" else self.sign)

    def exact(self, value: float) -> str:
        """Write a figure that somebody has chosen: with all its decimals, where it has more than the indicator's."""
        own = -int(Decimal(repr(float(value))).normalize().as_tuple().exponent) if isfinite(value) else 0
        return format_figure(value, max(self.decimals, min(own, _MOST_DECIMALS)), self.sign)


_POINTS = _("prosentpoeng")


def apart(write: Write) -> Write:
    """Return what writes the distance between two of the figures that this writes."""
    return write.apart if isinstance(write, FigureWriter) else write


def exactly(write: Write) -> Write:
    """Return what writes figures that somebody has chosen, as targets and the ends of bands."""
    return write.exact if isinstance(write, FigureWriter) else write


def is_seen(value: float) -> bool:
    """Tell whether a figure is more than nothing when it is written with all the decimals that we write."""
    return bool(rounded(value, _MOST_DECIMALS))


@dataclass(frozen=True, slots=True)
class Written:
    """A figure that is put into words when it is read."""

    value: float
    write: Write

    def __str__(self) -> str:
        return self.write(self.value)


@dataclass(frozen=True, slots=True)
class When:
    """The time of a figure, put into words when it is read: its period's own name, else its year."""

    point: Point

    def __str__(self) -> str:
        return str(self.point.period) or write_year(self.point.year)


def write_plainly(value: float) -> str:
    """Write a figure with no more decimals than it needs, two of them that tell something at most.

    For use where no indicator says how many it has.
    """
    if not isfinite(value):
        return format_figure(value)
    first = -floor(log10(abs(value))) if value else 0
    text = f"{rounded(value, max(_DECIMALS, min(first + 1, _MOST_DECIMALS))):f}"
    return format_figure(value, len(text.rstrip("0").partition(".")[2]))


def write_year(year: float) -> str:
    """Write a year; with decimals where a figure holds for a part of one."""
    if float(year).is_integer():
        return str(int(year))
    return number_format(rounded(year, 2).normalize(), use_l10n=True, force_grouping=False)


def write_percent(share: float) -> str:
    """Write a share of one as a percentage with one decimal at most."""
    return write_plainly(round(share * 100, 1))


def write_share_reached(share: float) -> str:
    """Write a share of one as a percentage, rounded down: what is written as 95 has reached 95."""
    tenths = share * 1000 + _LAST_BITS
    return write_plainly(floor(tenths) / 10 if isfinite(tenths) else tenths)
