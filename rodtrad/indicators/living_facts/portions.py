"""Shares as people say them: one in six, eight in ten."""

from typing import NamedTuple

from rodtrad.core.figures import rounded

#: A share is said as a portion only where that is less than this much wrong, in per cent of the whole.
_WRONG = 1.0
_LARGEST = 10


class Portion(NamedTuple):
    """`part` of `whole`."""

    part: int
    whole: int


def nearest_portion(share: float) -> Portion | None:
    """Return the simplest portion, of ten at most, within one per cent of the whole; None where there is none.

    `share` is in per cent. All and nothing are no portions.
    """
    for whole in range(2, _LARGEST + 1):
        part = round(share * whole / 100)
        if 0 < part < whole and abs(part / whole * 100 - share) <= _WRONG:
            return Portion(part, whole)
    return None


def in_ten(share: float) -> Portion | None:
    """Return how many of ten a share in per cent is, to the nearest and halves up; None for none and all of them."""
    part = int(rounded(share / 10, 0))
    return Portion(part, 10) if 0 < part < 10 else None
