"""What the API tells of bodies, meetings, cases and the council's instructions."""

from datetime import date as day
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, Field

from rodtrad.organisations.api import NamedOrganisation, SourceDocument


class NamedBody(BaseModel):
    key: str
    name: str


class BodyItem(BaseModel):
    """A body that treats cases."""

    key: str
    name: str
    kind: str = Field(description="council, executive_committee, city_government, committee and so on")
    organisation: NamedOrganisation | None = Field(description="The unit that it leads.")
    valid_from: day | None
    valid_to: day | None = Field(description="The last day.")
    origin: str = Field(description="quoted, reading, own or example")
    source: SourceDocument | None


class MeetingItem(BaseModel):
    """A meeting of a body. Times are Norwegian."""

    id: UUID
    uid: str = Field(description="The same in calendars, for ever.")
    sequence: int = Field(description="Grows each time the meeting is moved or cancelled.")
    body: NamedBody
    date: day
    begins: str | None = Field(description="Hour and minute, Europe/Oslo: 18:00.")
    ends: str | None
    room: str
    status: str = Field(description="planned, held or cancelled")
    note: str
    origin: str = Field(description="quoted, reading, own or example")
    url: str = Field(description="The page for people.")


class CaseItem(BaseModel):
    """A case in short."""

    key: str = Field(description="Unique in the organisation.")
    number: str
    title: str
    status: str = Field(description="prepared, under_treatment, decided or withdrawn")
    body: str = Field(description="The body that decided it.")
    date: day | None = Field(description="The day it was decided.")
    decision: str
    owner: NamedOrganisation | None
    legal_basis: str
    proposed_on: day | None = Field(description="The day the proposal became public.")
    recommended_on: day | None = Field(description="The day the recommendation became public.")
    archive_address: str
    einnsyn_address: str
    origin: str = Field(description="quoted, reading, own or example")
    source: SourceDocument | None
    place: str = Field(description="Where in the source.")
    url: str = Field(description="The page for people.")


class PointItem(BaseModel):
    number: int
    text: str
    votes_for: int | None
    votes_against: int | None


class MinorityVoteItem(BaseModel):
    text: str
    supporters: str = Field(description="Parties and groups.")
    votes: int | None


class TreatmentItem(BaseModel):
    """One body's treatment of a case."""

    position: int
    body: NamedBody
    meeting: UUID | None
    date: day | None
    kind: str = Field(description="statement, recommendation, decision or information")
    result: str = Field(
        description="pending, as_recommended, changed, postponed, sent_back, noted, rejected or withdrawn"
    )
    note: str
    points: list[PointItem]
    minority_votes: list[MinorityVoteItem]


class DecisionQuery(Schema):
    """Chooses decisions by body and day."""

    body: str = Field("", description="Key of the body that decided.")
    first: day | None = Field(None, description="The first day.")
    last: day | None = Field(None, description="The last day, that day too.")


class DecisionItem(BaseModel):
    """What was decided in a case, point by point as far as the points are entered."""

    case: str = Field(description="Key of the case.")
    number: str
    title: str
    body: str = Field(description="The name of the body that decided.")
    date: day | None
    decision: str = Field(description="The decision in short.")
    points: list[PointItem]
    minority_votes: list[MinorityVoteItem]
    url: str = Field(description="The page for people.")


class InstructionItem(BaseModel):
    """What the council asked for in words."""

    id: UUID
    case: str = Field(description="Key of the case that it was given in.")
    kind: str = Field(description="verbal_decision, majority_remark or forwarded_proposal")
    number: str
    text: str
    owner: NamedOrganisation | None
    due: day | None
    status: str = Field(description="open, answered or closed")
    answer: str
    answered_on: day | None
    closed_by: str | None = Field(description="Key of the case in which the council closed it.")
    url: str = Field(description="The page for people.")


class AttachmentItem(BaseModel):
    title: str
    name: str
    media_type: str
    size: int = Field(description="Bytes.")
    sha256: str
    url: str


class WholeCase(CaseItem):
    """A case with its way through the bodies."""

    presentation: str
    recommendation: list[PointItem]
    treatments: list[TreatmentItem]
    instructions: list[InstructionItem]
    attachments: list[AttachmentItem]


class MeetingQuery(Schema):
    first: day | None = Field(None, description="From this day; else a year back.")
    last: day | None = Field(None, description="To this day, and with it.")
    body: str = Field("", description="Key of a body.")
