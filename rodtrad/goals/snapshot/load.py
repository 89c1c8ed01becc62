"""Read a root into a snapshot: at most fourteen queries, whatever the size."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Q, TextField
from django.db.models.functions import Cast

from rodtrad.core.models import Visibility
from rodtrad.goals.models import Conflict, Element, Level, LevelRule, Link, Placement, RuleKind
from rodtrad.goals.snapshot.load_elements import read_elements, read_foreign
from rodtrad.goals.snapshot.records import (
    ConflictRecord,
    ElementRecord,
    ExceptionRecord,
    LevelRecord,
    LinkRecord,
    LocalTargetRecord,
    OrganisationRecord,
    PlacementRecord,
    PlanRecord,
    Trilingual,
)
from rodtrad.goals.snapshot.snapshot import Snapshot
from rodtrad.goals.snapshot.structure import Structure
from rodtrad.organisations.models import CheckException, Organisation, Source
from rodtrad.plans.models import Plan
from rodtrad.sdg.models import LocalTarget
