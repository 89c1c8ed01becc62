"""Small counts that people could be known by: which must not be published, nor be reckoned from what is."""

from rodtrad.indicators.small_numbers.hiding import (
    CARE_THRESHOLD,
    THRESHOLD,
    Hidden,
    Sum,
    Why,
    hide_small,
    is_small,
    sums_over,
)

__all__ = ["CARE_THRESHOLD", "THRESHOLD", "Hidden", "Sum", "Why", "hide_small", "is_small", "sums_over"]
