"""The API's bodies, meetings, cases and what the council asked for."""

from datetime import date as day
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from rodtrad.cases.models import Body, Case, Instruction, Meeting, Point, Treatment
from rodtrad.cases.queries.cases import CaseWay, find_case, open_among, visible_cases, way_of
from rodtrad.cases.queries.instructions import visible_instructions
from rodtrad.cases.queries.meetings import bodies_of, meetings_of
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import (
    NamedOrganisation,
    SourceDocument,
    named_organisation,
    page_address,
    root_or_404,
    source_document,
)
from rodtrad.organisations.models import Root

router = Router(tags=["cases"])


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
    begins: time | None
    ends: time | None
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
    result: str = Field(description="pending, as_recommended, changed, postponed, sent_back or noted")
    note: str
    points: list[PointItem]
    minority_votes: list[MinorityVoteItem]


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


@router.get("/organisations/{slug:slug}/bodies", response=Page[BodyItem], summary="Bodies of an organisation")
def bodies(request: HttpRequest, slug: str, paging: Query[PageQuery]) -> Page[BodyItem]:
    """List the bodies that treat cases, in the organisation's own order."""
    root, _viewer = root_or_404(request, slug)
    return cut(bodies_of(root), paging, _body)


@router.get(
    "/organisations/{slug:slug}/meetings", response=Page[MeetingItem], summary="Meetings of an organisation"
)
def meetings(
    request: HttpRequest, slug: str, asked: Query[MeetingQuery], paging: Query[PageQuery]
) -> Page[MeetingItem]:
    """List meetings by day, cancelled ones too."""
    root, _viewer = root_or_404(request, slug)
    rows = meetings_of(root).filter(date__gte=asked.first or timezone.localdate() - timedelta(days=366))
    if asked.last:
        rows = rows.filter(date__lte=asked.last)
    if asked.body:
        rows = rows.filter(body__key=asked.body)
    return cut(rows, paging, lambda meeting: _meeting(request, root, meeting))


@router.get("/organisations/{slug:slug}/cases", response=Page[CaseItem], summary="Cases of an organisation")
def cases(request: HttpRequest, slug: str, paging: Query[PageQuery]) -> Page[CaseItem]:
    """List the cases that you may see: what is not decided yet first, then the last decided."""
    root, viewer = root_or_404(request, slug)
    return cut(visible_cases(root, viewer), paging, lambda case: CaseItem(**_short(request, root, case)))


@router.get("/organisations/{slug:slug}/cases/{slug:case}", response=WholeCase, summary="A case")
def case(request: HttpRequest, slug: str, case: str) -> WholeCase:
    """Give a case with its treatments, points, instructions and attachments."""
    root, viewer = root_or_404(request, slug)
    found = find_case(root, viewer, case)
    if found is None:
        raise Http404
    return _whole(request, root, way_of(found, viewer))


@router.get(
    "/organisations/{slug:slug}/council-instructions",
    response=Page[InstructionItem],
    summary="What the council asked for",
)
def instructions(request: HttpRequest, slug: str, paging: Query[PageQuery]) -> Page[InstructionItem]:
    """List the council's instructions in the cases that you may see, what is due first in front."""
    root, viewer = root_or_404(request, slug)
    rows = visible_instructions(root, viewer)
    closing = rows.filter(closed_by__isnull=False).values_list("closed_by", flat=True)
    seen = open_among(set(closing.order_by()), viewer)
    return cut(rows, paging, lambda one: _instruction(request, root, one, seen))


def _body(body: Body) -> BodyItem:
    return BodyItem(
        key=body.key,
        name=body.name,
        kind=body.kind,
        organisation=named_organisation(body.organisation),
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        origin=body.origin,
        source=source_document(body),
    )


def _meeting(request: HttpRequest, root: Root, meeting: Meeting) -> MeetingItem:
    return MeetingItem(
        id=meeting.pk,
        uid=meeting.uid,
        sequence=meeting.sequence,
        body=NamedBody(key=meeting.body.key, name=meeting.body.name),
        date=meeting.date,
        begins=meeting.begins,
        ends=meeting.ends,
        room=meeting.place_text,
        status=meeting.status,
        note=meeting.note,
        origin=meeting.origin,
        url=page_address(request, "meeting", root.slug, str(meeting.pk)),
    )


def _short(request: HttpRequest, root: Root, case: Case) -> dict[str, Any]:
    names = (
        *("key", "number", "title", "status", "body", "date", "decision", "legal_basis", "proposed_on"),
        *("recommended_on", "archive_address", "einnsyn_address", "origin", "place"),
    )
    return {
        **{name: getattr(case, name) for name in names},
        "owner": named_organisation(case.owner),
        "source": source_document(case),
        "url": page_address(request, "case", root.slug, case.key),
    }


def _whole(request: HttpRequest, root: Root, way: CaseWay) -> WholeCase:
    case = way.case
    return WholeCase(
        **_short(request, root, case),
        presentation=case.presentation,
        recommendation=[_point(one) for one in way.recommendation],
        treatments=[_treatment(one) for one in way.treatments],
        instructions=[_instruction(request, root, one, way.open_cases) for one in way.instructions],
        attachments=[
            AttachmentItem(
                title=one.title,
                name=one.name,
                media_type=one.file.media_type,
                size=one.file.size,
                sha256=one.file.sha256,
                url=page_address(request, "attachment", root.slug, case.key, str(one.pk)),
            )
            for one in way.attachments
        ],
    )


def _point(point: Point) -> PointItem:
    return PointItem(
        number=point.number, text=point.text, votes_for=point.votes_for, votes_against=point.votes_against
    )


def _treatment(treatment: Treatment) -> TreatmentItem:
    return TreatmentItem(
        position=treatment.position,
        body=NamedBody(key=treatment.body.key, name=treatment.body.name),
        meeting=treatment.meeting_id,
        date=treatment.date,
        kind=treatment.kind,
        result=treatment.result,
        note=treatment.note,
        points=[_point(one) for one in treatment.points.all()],
        minority_votes=[
            MinorityVoteItem(text=one.text, supporters=one.supporters, votes=one.votes)
            for one in treatment.minority_votes.all()
        ],
    )


def _instruction(
    request: HttpRequest, root: Root, one: Instruction, seen: frozenset[UUID]
) -> InstructionItem:
    closing = one.closed_by if one.closed_by_id in seen else None
    return InstructionItem(
        id=one.pk,
        case=one.case.key,
        kind=one.kind,
        number=one.number,
        text=one.text,
        owner=named_organisation(one.owner),
        due=one.due,
        status=one.status,
        answer=one.answer,
        answered_on=one.answered_on,
        closed_by=closing.key if closing else None,
        url=page_address(request, "instruction", root.slug, str(one.pk)),
    )
