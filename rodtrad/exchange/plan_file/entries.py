"""What a plan file holds, as plain data. Each entry knows where it and its fields stand."""

import datetime
from dataclasses import dataclass, field

from rodtrad.exchange.plan_file.entries_cases import BodyEntry as BodyEntry
from rodtrad.exchange.plan_file.entries_cases import CaseEntry as CaseEntry
from rodtrad.exchange.plan_file.entries_cases import InstructionEntry as InstructionEntry
from rodtrad.exchange.plan_file.entries_cases import MeetingEntry as MeetingEntry
from rodtrad.exchange.plan_file.entries_cases import MinorityEntry as MinorityEntry
from rodtrad.exchange.plan_file.entries_cases import PointEntry as PointEntry
from rodtrad.exchange.plan_file.entries_cases import TreatmentEntry as TreatmentEntry
from rodtrad.exchange.plan_file.entries_processes import ProcessEntry as ProcessEntry
from rodtrad.exchange.plan_file.entries_processes import ProcessStepEntry as ProcessStepEntry
from rodtrad.exchange.plan_file.entries_recurring import RecurringEntry as RecurringEntry
from rodtrad.exchange.plan_file.entries_register import KnowledgeEntry as KnowledgeEntry
from rodtrad.exchange.plan_file.entries_register import OwnTypeEntry as OwnTypeEntry
from rodtrad.exchange.plan_file.entries_strategy import CapacityEntry as CapacityEntry
from rodtrad.exchange.plan_file.entries_strategy import NeedAnswerEntry as NeedAnswerEntry
from rodtrad.exchange.plan_file.entries_strategy import StrategyEntry as StrategyEntry
from rodtrad.exchange.plan_file.entry import Entry as Entry
from rodtrad.exchange.plan_file.entry import SourcedEntry as SourcedEntry

FORMAT = "rodtrad/plan-file/1"


@dataclass(kw_only=True)
class RootEntry(Entry):
    slug: str
    name: str
    short_name: str
    kind: str
    governance: str
    language: str = "nb"
    area: str = ""
    organisation_number: str = ""
    theme_colour: str = "fjord"
    visibility: str = "public"


@dataclass(kw_only=True)
class SourceEntry(Entry):
    key: str
    title: str
    publisher: str = ""
    year: int | None = None
    address: str = ""


@dataclass(kw_only=True)
class OrganisationEntry(SourcedEntry):
    key: str
    name: str
    kind: str
    organisation_number: str = ""
    area: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    successor: str = ""
    units: list["OrganisationEntry"] = field(default_factory=list)


@dataclass(kw_only=True)
class MemberEntry(SourcedEntry):
    name: str
    area: str = ""
    root: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


@dataclass(kw_only=True)
class Words(Entry):
    one: str
    many: str


@dataclass(kw_only=True)
class LevelEntry(Entry):
    key: str
    role: str
    names: dict[str, Words]
    title_style: str = "any"
    cross_cutting: bool = False
    optional: bool = False
    in_source: bool = True


@dataclass(kw_only=True)
class RuleEntry(Entry):
    child: str
    parent: str
    kind: str
    normal: bool = True


@dataclass(kw_only=True)
class FrameworkEntry(Entry):
    key: str
    name: str
    asks_for_sdg: bool = False
    levels: list[LevelEntry] = field(default_factory=list)
    rules: list[RuleEntry] = field(default_factory=list)


@dataclass(kw_only=True)
class LinkEntry(SourcedEntry):
    to: str = ""
    reason: str = ""


@dataclass(kw_only=True)
class BaselineEntry(Entry):
    year: int
    value: float


@dataclass(kw_only=True)
class BandEntry(Entry):
    """In the file an end that belongs to the band is `from` or `to`, one that does not is `over` or `under`."""

    low: float | None = None
    high: float | None = None
    low_included: bool = True
    high_included: bool = True


@dataclass(kw_only=True)
class BandsEntry(Entry):
    wanted: BandEntry
    accepted: list[BandEntry] = field(default_factory=list)
    not_accepted: list[BandEntry] = field(default_factory=list)


@dataclass(kw_only=True)
class IndicatorTargetEntry(SourcedEntry):
    """What is wanted of an indicator. `steps` are figures by year; `settings` what differs from the method's own."""

    indicator: str
    organisation: str = ""
    method: str = "linear"
    baseline: BaselineEntry | None = None
    year: int | None = None
    value: float | None = None
    path: str = "linear"
    steps: dict[int, float] = field(default_factory=dict)
    bands: BandsEntry | None = None
    settings: dict[str, object] = field(default_factory=dict)
    set_on: datetime.date | None = None


@dataclass(kw_only=True)
class ElementEntry(SourcedEntry):
    """An element in the plan it comes from, or (`carry`) one carried over from another plan."""

    key: str = ""
    carry: str = ""
    level: str = ""
    number: str = ""
    title: str = ""
    description: str = ""
    responsible: str = ""
    contributing: list[str] = field(default_factory=list)
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    life_cycle: str = ""
    progress: str = "not_started"
    judgement: str = ""
    visibility: str = "public"
    predecessor: str = ""
    areas: list[str] = field(default_factory=list)
    sdg: list[str] = field(default_factory=list)
    handling: str = ""
    binding: bool = False
    keywords: list[str] = field(default_factory=list)
    addresses: list[LinkEntry] = field(default_factory=list)
    contributes_to: list[LinkEntry] = field(default_factory=list)
    link: LinkEntry | None = None
    no_link: bool = False
    targets: list[IndicatorTargetEntry] = field(default_factory=list)
    elements: list["ElementEntry"] = field(default_factory=list)


@dataclass(kw_only=True)
class HearingEntry(Entry):
    starts: datetime.date
    ends: datetime.date | None = None
    submissions: int | None = None
    assessed: int | None = None


@dataclass(kw_only=True)
class PlanEntry(SourcedEntry):
    key: str
    type: str
    own_type: str = ""
    level: str = ""
    number: str = ""
    national_id: str = ""
    register_address: str = ""
    title: str
    description: str = ""
    status: str = "under_way"
    from_year: int | None = None
    to_year: int | None = None
    horizon_years: int | None = None
    treatment: str = ""
    question: str = ""
    owner: str = ""
    framework: str = ""
    parent: str = ""
    replaces: str = ""
    merges: list[str] = field(default_factory=list)
    ended_on: datetime.date | None = None
    review_due: datetime.date | None = None
    knowledge: KnowledgeEntry | None = None
    case: str = ""
    hearing: HearingEntry | None = None
    process: ProcessEntry | None = None
    strategy: StrategyEntry | None = None
    visibility: str = "public"
    elements: list[ElementEntry] = field(default_factory=list)


@dataclass(kw_only=True)
class StepEntry(Entry):
    text: str
    element: str = ""
    sign: str = ""


@dataclass(kw_only=True)
class ConflictEntry(SourcedEntry):
    key: str
    title: str
    description: str = ""
    handling: str = "open"
    owner: str = ""
    case: str = ""
    visibility: str = "public"
    steps: list[StepEntry] = field(default_factory=list)


@dataclass(kw_only=True)
class TargetEntry(SourcedEntry):
    target: str
    why: str


@dataclass(kw_only=True)
class ExceptionEntry(Entry):
    rule: str
    subject: str
    reason: str
    owner: str
    until: datetime.date


@dataclass(kw_only=True)
class PlanFile(Entry):
    root: RootEntry
    sources: list[SourceEntry] = field(default_factory=list)
    organisations: list[OrganisationEntry] = field(default_factory=list)
    members: list[MemberEntry] = field(default_factory=list)
    bodies: list[BodyEntry] = field(default_factory=list)
    cases: list[CaseEntry] = field(default_factory=list)
    frameworks: list[FrameworkEntry] = field(default_factory=list)
    plan_types: list[OwnTypeEntry] = field(default_factory=list)
    plans: list[PlanEntry] = field(default_factory=list)
    conflicts: list[ConflictEntry] = field(default_factory=list)
    sdg_targets: list[TargetEntry] = field(default_factory=list)
    exceptions: list[ExceptionEntry] = field(default_factory=list)
    recurring: list[RecurringEntry] = field(default_factory=list)
