"""How one version of a plan differs from another. Pure: two contents in, differences out."""

from rodtrad.planning.comparing.after_hearing import AfterHearing, Scope, after_hearing
from rodtrad.planning.comparing.compare import compare
from rodtrad.planning.comparing.differences import (
    Change,
    Differences,
    DocumentChange,
    DocumentDifference,
    ElementDifference,
    FieldDifference,
    PartDifference,
    TargetDifference,
)
from rodtrad.planning.comparing.strategy import strategy_of

__all__ = [
    "AfterHearing",
    "Change",
    "Differences",
    "DocumentChange",
    "DocumentDifference",
    "ElementDifference",
    "FieldDifference",
    "PartDifference",
    "Scope",
    "TargetDifference",
    "after_hearing",
    "compare",
    "strategy_of",
]
