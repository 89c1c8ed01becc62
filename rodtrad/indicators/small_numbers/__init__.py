"""Small counts that people could be known by: which must not be published, nor be reckoned from what is."""

from rodtrad.indicators.small_numbers.hiding import (
    CARE_THRESHOLD,
    THRESHOLD,
    Hidden,
    Why,
    hide_small,
    is_small,
    sums_over,
)
from rodtrad.indicators.small_numbers.in_figures import HiddenFigures, hide_in_figures
from rodtrad.indicators.small_numbers.otherwise import Sum

__all__ = [
    "CARE_THRESHOLD",
    "THRESHOLD",
    "Hidden",
    "HiddenFigures",
    "Sum",
    "Why",
    "hide_in_figures",
    "hide_small",
    "is_small",
    "sums_over",
]
