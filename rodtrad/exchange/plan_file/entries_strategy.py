"""A planstrategi: what it says of each plan, and beside them. Half years are written as 2025H1."""

import datetime
from dataclasses import dataclass, field

from rodtrad.exchange.plan_file.entry import SourcedEntry


@dataclass(kw_only=True)
class NeedAnswerEntry(SourcedEntry):
    question: str
    discipline: str
    answer: str
    reason: str = ""


@dataclass(kw_only=True)
class StrategyItemEntry(SourcedEntry):
    """A plan by its key, or the title of one that is proposed."""

    plan: str = ""
    proposed_title: str = ""
    decision: str = "undecided"
    start: str = ""
    adopted: str = ""
    instead: str = ""
    reason: str = ""
    owner: str = ""
    work: float | None = None
    answers: list[NeedAnswerEntry] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.plan or self.proposed_title


@dataclass(kw_only=True)
class TrendEntry(SourcedEntry):
    title: str
    text: str = ""
    element: str = ""
    indicator: str = ""


@dataclass(kw_only=True)
class GuidelineEntry(SourcedEntry):
    element: str
    text: str = ""


@dataclass(kw_only=True)
class ViewEntry(SourcedEntry):
    sender: str
    kind: str
    summary: str
    answer: str = ""
    received_on: datetime.date | None = None


@dataclass(kw_only=True)
class CapacityEntry(SourcedEntry):
    semester: str
    person_months: float | None = None


@dataclass(kw_only=True)
class PhaseEntry(SourcedEntry):
    title: str
    text: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None


@dataclass(kw_only=True)
class StrategyEntry(SourcedEntry):
    """`follows` is the key of the plan that holds the last term's."""

    term_from: int | None = None
    term_to: int | None = None
    follows: str = ""
    constituted_on: datetime.date | None = None
    intro: str = ""
    principles: str = ""
    items: list[StrategyItemEntry] = field(default_factory=list)
    trends: list[TrendEntry] = field(default_factory=list)
    guidelines: list[GuidelineEntry] = field(default_factory=list)
    views: list[ViewEntry] = field(default_factory=list)
    capacity: list[CapacityEntry] = field(default_factory=list)
    phases: list[PhaseEntry] = field(default_factory=list)

    @property
    def parts(self) -> dict[str, list[SourcedEntry]]:
        """Return all lists of parts by their name in the file."""
        return {
            "items": [*self.items],
            "trends": [*self.trends],
            "guidelines": [*self.guidelines],
            "views": [*self.views],
            "capacity": [*self.capacity],
            "phases": [*self.phases],
        }
