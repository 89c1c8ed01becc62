"""A root as the thread check sees it: read in a few queries, then only plain objects."""

from rodtrad.goals.snapshot.load import SNAPSHOT, load_snapshot
from rodtrad.goals.snapshot.records import (
    OPEN,
    ConflictRecord,
    ElementRecord,
    End,
    ExceptionRecord,
    LevelRecord,
    LinkRecord,
    LocalTargetRecord,
    OrganisationRecord,
    PlacementRecord,
    PlanRecord,
)
from rodtrad.goals.snapshot.snapshot import Snapshot
from rodtrad.goals.snapshot.structure import Structure

__all__ = [
    "OPEN",
    "SNAPSHOT",
    "ConflictRecord",
    "ElementRecord",
    "End",
    "ExceptionRecord",
    "LevelRecord",
    "LinkRecord",
    "LocalTargetRecord",
    "OrganisationRecord",
    "PlacementRecord",
    "PlanRecord",
    "Snapshot",
    "Structure",
    "load_snapshot",
]
