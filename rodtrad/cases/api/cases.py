"""The API's bodies, meetings, cases and what the council asked for."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router

from rodtrad.cases.api.schemas import (
    AttachmentItem,
    BodyItem,
    CaseItem,
    DecisionItem,
    DecisionQuery,
    InstructionItem,
    MeetingItem,
    MeetingQuery,
    MinorityVoteItem,
    NamedBody,
    PointItem,
    TreatmentItem,
    WholeCase,
)
from rodtrad.cases.models import Body, Case, Instruction, Meeting, Point, Treatment
from rodtrad.cases.queries.cases import (
    CaseWay,
    DecisionChoice,
    decisions_of,
    find_case,
    open_among,
    visible_cases,
    way_of,
)
from rodtrad.cases.queries.instructions import visible_instructions
from rodtrad.cases.queries.meetings import bodies_of, meetings_of
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import (
    named_organisation,
    page_address,
    root_or_404,
    source_document,
)
from rodtrad.organisations.models import Root

router = Router(tags=["cases"])


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
    "/organisations/{slug:slug}/decisions", response=Page[DecisionItem], summary="What was decided in cases"
)
def decisions(
    request: HttpRequest, slug: str, asked: Query[DecisionQuery], paging: Query[PageQuery]
) -> Page[DecisionItem]:
    """List the decisions in the cases that you may see, the last first."""
    root, viewer = root_or_404(request, slug)
    choice = DecisionChoice(asked.body, asked.first, asked.last)
    return cut(decisions_of(root, viewer, choice), paging, lambda case: _decision(request, root, case))


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
        begins=f"{meeting.begins:%H:%M}" if meeting.begins else None,
        ends=f"{meeting.ends:%H:%M}" if meeting.ends else None,
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


def _decision(request: HttpRequest, root: Root, case: Case) -> DecisionItem:
    deciding = [_treatment(one) for one in case.treatments.all() if one.decides][-1:]
    return DecisionItem(
        case=case.key,
        number=case.number,
        title=case.title,
        body=case.body,
        date=case.date,
        decision=case.decision,
        points=[point for one in deciding for point in one.points],
        minority_votes=[vote for one in deciding for vote in one.minority_votes],
        url=page_address(request, "case", root.slug, case.key),
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
