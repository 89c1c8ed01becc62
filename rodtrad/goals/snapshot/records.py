"""The rows of a snapshot: small objects with no database behind them. Ids are text, which hashes fastest."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from rodtrad.core.models import LifeCycle, Origin, Visibility
from rodtrad.core.trilingual import Trilingual
from rodtrad.plans.models import PlanStatus

#: Looked up once: an enum's attribute costs more than the comparison, and there are hundreds of thousands.
_REPEALED: str = LifeCycle.REPEALED.value
NO_TEAM: frozenset[UUID] = frozenset()


class End(NamedTuple):
    """Who may know of one end of a finding: the effective visibility and, for TEAM, whose team opens it."""

    visibility: int
    openers: frozenset[UUID]


OPEN = End(Visibility.PUBLIC.value, NO_TEAM)


@dataclass(frozen=True, slots=True)
class LevelRecord:
    id: str
    framework_id: str
    key: str
    role: str
    one: Trilingual
    many: Trilingual
    title_style: str
    optional: bool
    in_source: bool
    position: int
    asks_for_sdg: bool
    root_id: str


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    id: UUID
    key: str
    name: str
    parent_id: UUID | None
    valid_from: date | None
    valid_to: date | None
    successor_id: UUID | None = None

    def is_open_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


@dataclass(slots=True)
class PlanRecord:
    id: str
    key: str
    type: str
    title: str
    status: str
    from_year: int | None
    to_year: int | None
    owner: OrganisationRecord | None
    parent_id: str | None
    replaces_id: str | None
    visibility: int
    origin: str
    source: str
    source_place: str
    position: int
    elements: list["ElementRecord"] = field(default_factory=list)
    #: What its time is over by, with the period (`plans.horizons`).
    horizon_years: int | None = None
    in_force_from: date | None = None
    review_due: date | None = None

    is_repealed: bool = False

    def __post_init__(self) -> None:
        self.is_repealed = self.status == PlanStatus.REPEALED


@dataclass(slots=True, eq=False)
class ElementRecord:
    """An element with its links. A foreign one belongs to another root: it can be an end, never a subject."""

    id: str
    key: str
    title: str
    level: LevelRecord
    plan: PlanRecord
    responsible: OrganisationRecord | None
    starts: date | None
    ends: date | None
    life_cycle: str
    progress: str
    visibility: int
    effective: int
    origin: str
    source: str
    source_place: str
    predecessor_id: str | None
    has_handling: bool
    binding: bool
    foreign: bool = False
    number: str = ""
    position: int = 0
    up: list["LinkRecord"] = field(default_factory=list)
    down: list["LinkRecord"] = field(default_factory=list)
    #: It still counts: neither it nor the plan it comes from is repealed.
    is_live: bool = True

    def __post_init__(self) -> None:
        self.is_live = self.life_cycle != _REPEALED and not self.plan.is_repealed

    @property
    def role(self) -> str:
        return self.level.role

    @property
    def is_example(self) -> bool:
        return self.origin == Origin.EXAMPLE

    @property
    def end(self) -> End:
        """Return who may know of it. What another root does not show to all, nobody here is shown."""
        if not self.effective:
            return OPEN
        if self.foreign:
            return End(Visibility.TEAM, NO_TEAM)
        if self.effective != Visibility.TEAM:
            return End(self.effective, NO_TEAM)
        responsible = self.responsible if self.plan.visibility < Visibility.TEAM else None
        openers = {unit.id for unit in (responsible, self.plan.owner) if unit}
        return End(Visibility.TEAM, frozenset(openers))


@dataclass(slots=True, eq=False)
class LinkRecord:
    child: ElementRecord
    parent: ElementRecord
    kind: str
    origin: str


@dataclass(frozen=True, slots=True)
class PlacementRecord:
    """An element carried over into a plan that it does not come from."""

    plan: PlanRecord
    element: ElementRecord
    number: str


@dataclass(frozen=True, slots=True)
class ConflictRecord:
    key: str
    title: str
    handling: str
    owner: OrganisationRecord | None
    visibility: int
    origin: str
    source: str
    source_place: str
    elements: list[ElementRecord]


@dataclass(frozen=True, slots=True)
class LocalTargetRecord:
    code: str
    goal: int
    name: Trilingual
    origin: str
    source: str
    source_place: str


@dataclass(frozen=True, slots=True)
class ExceptionRecord:
    rule: str
    subject: str
    reason: str
    owner: OrganisationRecord | None
    until: date
