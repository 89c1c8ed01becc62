"""Bands of figures: what is wanted, the lowest that is accepted, and what is not accepted."""

from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.targets.methods.writing import Write, Written, exactly, write_plainly


class BandsError(ValueError):
    """The bands contradict each other; `message` says how in words."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class Band:
    """Figures from `low` to `high`, open at the side that is None; an end belongs to it unless said otherwise.

    «> 70 %» is `Band(low=70, low_included=False)`.
    """

    low: float | None = None
    high: float | None = None
    low_included: bool = True
    high_included: bool = True

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BandsError(Message(_("Et bånd går fra det laveste tallet til det høyeste.")))

    def holds(self, value: float) -> bool:
        above = self.low is None or value > self.low or (value == self.low and self.low_included)
        below = self.high is None or value < self.high or (value == self.high and self.high_included)
        return above and below

    def depth(self, value: float) -> float:
        """Return how far a figure is inside the nearest end; below zero, how far outside."""
        inside = []
        if self.low is not None:
            inside.append(value - self.low)
        if self.high is not None:
            inside.append(self.high - value)
        return min(inside, default=float("inf"))

    def meets(self, other: "Band") -> bool:
        """Tell whether some figure is in both."""
        lows = [band for band in (self, other) if band.low is not None]
        highs = [band for band in (self, other) if band.high is not None]
        if not lows or not highs:
            return True
        low = max(lows, key=lambda band: (band.low or 0.0, not band.low_included))
        high = min(highs, key=lambda band: (band.high or 0.0, band.high_included))
        assert low.low is not None
        assert high.high is not None
        return low.low < high.high or (low.low == high.high and low.low_included and high.high_included)


def worded(band: Band, write: Write = write_plainly) -> Message:
    """Put a band into words: «1,3–1,69», «over 70», «40 eller mer», «over 2 til 2,6»."""
    low, high = (None if end is None else Written(end, exactly(write)) for end in (band.low, band.high))
    if low is None and high is None:
        return Message(_("alle tall"))
    if high is None:
        return Message(_("%(low)s eller mer") if band.low_included else _("over %(low)s"), {"low": low})
    if low is None:
        return Message(
            _("%(high)s eller mindre") if band.high_included else _("under %(high)s"), {"high": high}
        )
    if band.low_included and band.high_included:
        return Message(_("%(low)s–%(high)s"), {"low": low, "high": high})
    if band.low_included:
        return Message(_("%(low)s til under %(high)s"), {"low": low, "high": high})
    text = _("over %(low)s til %(high)s") if band.high_included else _("mellom %(low)s og %(high)s")
    return Message(text, {"low": low, "high": high})


@dataclass(frozen=True, slots=True)
class Bands:
    """A wanted band, the lowest accepted ones on one or both sides of it, and those not accepted.

    With no band named as not accepted, everything outside the others is not accepted and there are no gaps.
    """

    wanted: Band
    accepted: tuple[Band, ...] = ()
    not_accepted: tuple[Band, ...] = ()

    def __post_init__(self) -> None:
        for one, other in combinations((self.wanted, *self.accepted, *self.not_accepted), 2):
            if one.meets(other):
                told = _(
                    "To bånd overlapper: %(one)s og %(other)s. Et tall kan bare ligge i ett av dem; rett endene."
                )
                raise BandsError(Message(told, {"one": worded(one), "other": worded(other)}))
