"""Series through mergers, splits and new numbers: figures for the areas of today, by the graph of changes."""

from rodtrad.indicators.following.follow import Followed, Parts, Quantity, Way, follow
from rodtrad.indicators.following.lineage import Change, Lineage, Origin, Split
from rodtrad.indicators.following.reasons import break_reason, reason
from rodtrad.indicators.following.table import Table, division_day

__all__ = [
    "Change",
    "Followed",
    "Lineage",
    "Origin",
    "Parts",
    "Quantity",
    "Split",
    "Table",
    "Way",
    "break_reason",
    "division_day",
    "follow",
    "reason",
]
