"""How one version of a plan differs from another. Pure: two contents in, differences out."""

from rodtrad.planning.comparing.after_hearing import AfterHearing, Scope, after_hearing
from rodtrad.planning.comparing.compare import compare
from rodtrad.planning.comparing.differences import (
    Change,
    Differences,
    ElementDifference,
    FieldDifference,
    TargetDifference,
)

__all__ = [
    "AfterHearing",
    "Change",
    "Differences",
    "ElementDifference",
    "FieldDifference",
    "Scope",
    "TargetDifference",
    "after_hearing",
    "compare",
]
