"""How one version of a plan differs from another. Pure: two contents in, differences out."""

from rodtrad.planning.comparing.compare import compare
from rodtrad.planning.comparing.differences import (
    Change,
    Differences,
    ElementDifference,
    FieldDifference,
    TargetDifference,
)

__all__ = ["Change", "Differences", "ElementDifference", "FieldDifference", "TargetDifference", "compare"]
