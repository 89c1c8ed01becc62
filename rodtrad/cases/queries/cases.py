"""Cases, and one case with its whole way through the bodies."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Greatest

from rodtrad.cases.models import (
    Attachment,
    Body,
    Case,
    CaseStatus,
    Instruction,
    MinorityVote,
    Point,
    Treatment,
    TreatmentKind,
)
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def cases_within(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that the viewer may see, of whatever root the caller narrows it to."""
    rows = Case.objects.annotate(effective=Greatest("visibility", "root__visibility"))
    if viewer.sees_all:
        return rows
    return rows.filter(Q(effective__lte=viewer.ceiling) | Q(effective=Visibility.TEAM, owner__in=viewer.team))


def visible_cases(root: Root, viewer: Viewer) -> QuerySet[Case]:
    """Return the root's cases that the viewer may see, with owner and source.

    What is not decided yet comes first, then the last decided.
    """
    rows = cases_within(viewer).filter(root=root).select_related("owner", "source")
    is_over = Q(status__in=(CaseStatus.DECIDED, CaseStatus.WITHDRAWN))
    return rows.annotate(is_over=is_over).order_by("is_over", F("date").desc(nulls_last=True), "number", "id")


@dataclass(frozen=True)
class DecisionChoice:
    """Which decisions are asked for: those of a body by its key, and between two days, both with."""

    body: str = ""
    first: date | None = None
    last: date | None = None


def decisions_of(root: Root, viewer: Viewer, choice: DecisionChoice) -> QuerySet[Case]:
    """Return the decided cases that the viewer may see, the last first, with the treatments that decided them."""
    rows = visible_cases(root, viewer).filter(status=CaseStatus.DECIDED)
    if choice.body:
        named = Body.objects.filter(root=root, key=choice.body).values("name")
        rows = rows.filter(body__in=named)
    if choice.first:
        rows = rows.filter(date__gte=choice.first)
    if choice.last:
        rows = rows.filter(date__lte=choice.last)
    deciding = Treatment.objects.filter(kind=TreatmentKind.DECISION).prefetch_related(
        "points", "minority_votes"
    )
    return rows.prefetch_related(Prefetch("treatments", deciding))


@dataclass(frozen=True)
class CaseChoice:
    """What a reader asks to see of the list of cases; empty parts choose nothing."""

    text: str = ""
    status: str = ""
    body: str = ""
    year: int | None = None


def chosen_cases(root: Root, viewer: Viewer, choice: CaseChoice) -> QuerySet[Case]:
    """Return the cases that fit; a body fits when it decided the case or treats it."""
    rows = visible_cases(root, viewer)
    if choice.text:
        rows = rows.filter(Q(title__icontains=choice.text) | Q(number__icontains=choice.text))
    if choice.status:
        rows = rows.filter(status=choice.status)
    if choice.year:
        rows = rows.filter(date__year=choice.year)
    if choice.body:
        treated = Treatment.objects.filter(case=OuterRef("pk"), body__key=choice.body)
        named = Body.objects.filter(root=root, key=choice.body).values("name")
        rows = rows.filter(Exists(treated) | Q(body__in=named))
    return rows


def years_of(root: Root, viewer: Viewer) -> list[int]:
    """Return the years in which the root's cases were decided, the last first."""
    return [day.year for day in visible_cases(root, viewer).dates("date", "year", order="DESC")]


@dataclass(frozen=True)
class CaseWay:
    """A case with all that belongs to it, as far as the viewer may see."""

    case: Case
    recommendation: list[Point]
    treatments: list[Treatment]
    attachments: list[Attachment]
    instructions: list[Instruction]
    #: The council's instructions that this case closed.
    closed: list[Instruction]
    #: Which of the cases named in it the viewer may open.
    open_cases: frozenset[UUID] = field(default_factory=frozenset)


def find_case(root: Root, viewer: Viewer, key: str) -> Case | None:
    return visible_cases(root, viewer).filter(key=key).first()


def way_of(case: Case, viewer: Viewer) -> CaseWay:
    """Return the way of a case that the viewer may see, by day, what has no day yet last: seven queries."""
    treatments = list(
        Treatment.objects.filter(case=case)
        .order_by(F("date").asc(nulls_last=True), "position")
        .select_related("body", "meeting", "source")
        .prefetch_related(
            Prefetch("points", Point.objects.order_by("number")),
            Prefetch("minority_votes", MinorityVote.objects.order_by("position")),
        )
    )
    told = Instruction.objects.filter(Q(case=case) | Q(closed_by=case))
    instructions = list(told.select_related("owner", "case", "closed_by").order_by("number"))
    others = {one.closed_by_id for one in instructions} | {one.case_id for one in instructions}
    return CaseWay(
        case=case,
        recommendation=list(Point.objects.filter(case=case, treatment=None)),
        treatments=treatments,
        attachments=list(Attachment.objects.filter(case=case).select_related("file").defer("file__content")),
        instructions=[one for one in instructions if one.case_id == case.pk],
        closed=[one for one in instructions if one.closed_by_id == case.pk and one.case_id != case.pk],
        open_cases=open_among({one for one in others if one}, viewer),
    )


def open_among(cases: Collection[UUID], viewer: Viewer) -> frozenset[UUID]:
    """Return which of these cases the viewer may see."""
    if not cases:
        return frozenset()
    return frozenset(cases_within(viewer).filter(pk__in=cases).values_list("pk", flat=True))


def find_treatment(case: Case, identity: UUID) -> Treatment | None:
    rows = Treatment.objects.filter(case=case, pk=identity)
    return rows.select_related("body", "meeting__body", "case", "root").first()


def find_attachment(case: Case, identity: UUID) -> Attachment | None:
    rows = Attachment.objects.filter(case=case, pk=identity)
    return rows.select_related("file", "case", "root").defer("file__content").first()


def decided_cases(root: Root, viewer: Viewer) -> Sequence[Case]:
    return list(visible_cases(root, viewer).filter(status=CaseStatus.DECIDED))


def open_cases(root: Root, viewer: Viewer) -> Sequence[Case]:
    """Return the cases that are still to be decided."""
    return list(visible_cases(root, viewer).exclude(status__in=(CaseStatus.DECIDED, CaseStatus.WITHDRAWN)))
