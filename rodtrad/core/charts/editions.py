"""The two editions of every chart: one for a wide column, one for a phone, so that text is never scaled down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    width: float
    height: float  # of a line chart; grows where names need it
    top: float
    bottom: float
    ticks: int
    air: float  # between names along the axis
    names: float  # how wide a name beside a line or a bar may be
    wide: bool


WIDE = Edition(width=820, height=430, top=20, bottom=38, ticks=6, air=36, names=200, wide=True)
NARROW = Edition(width=350, height=300, top=16, bottom=34, ticks=5, air=16, names=124, wide=False)
