"""Bodies with their meetings, and cases with their way through the bodies."""

import datetime
from dataclasses import dataclass, field

from rodtrad.exchange.plan_file.entry import Entry, SourcedEntry


@dataclass(kw_only=True)
class MeetingEntry(SourcedEntry):
    uid: str
    date: datetime.date
    begins: str = ""
    ends: str = ""
    room: str = ""
    status: str = "planned"
    sequence: int = 0
    note: str = ""


@dataclass(kw_only=True)
class BodyEntry(SourcedEntry):
    key: str
    name: str
    kind: str
    organisation: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    meetings: list[MeetingEntry] = field(default_factory=list)


@dataclass(kw_only=True)
class PointEntry(Entry):
    text: str
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(kw_only=True)
class MinorityEntry(Entry):
    text: str
    supporters: str = ""
    votes: int | None = None


@dataclass(kw_only=True)
class TreatmentEntry(SourcedEntry):
    body: str
    kind: str
    meeting: str = ""
    date: datetime.date | None = None
    result: str = "pending"
    note: str = ""
    points: list[PointEntry] = field(default_factory=list)
    minority_votes: list[MinorityEntry] = field(default_factory=list)


@dataclass(kw_only=True)
class InstructionEntry(SourcedEntry):
    kind: str
    number: str
    text: str
    owner: str
    due: datetime.date | None = None
    status: str = "open"
    answer: str = ""
    answered_on: datetime.date | None = None
    closed_by: str = ""


@dataclass(kw_only=True)
class CaseEntry(SourcedEntry):
    """`status` is empty when it follows from the rest: a case with a day or a decision is decided."""

    key: str
    number: str
    title: str
    body: str = ""
    date: datetime.date | None = None
    decision: str = ""
    status: str = ""
    owner: str = ""
    legal_basis: str = ""
    proposed_on: datetime.date | None = None
    recommended_on: datetime.date | None = None
    archive_address: str = ""
    einnsyn_address: str = ""
    visibility: str = "public"
    presentation: str = ""
    recommendation: list[PointEntry] = field(default_factory=list)
    treatments: list[TreatmentEntry] = field(default_factory=list)
    instructions: list[InstructionEntry] = field(default_factory=list)

    @property
    def usual_status(self) -> str:
        return "decided" if self.date or self.decision else "prepared"
