"""What the rules about processes and plans look at: some questions to the database, then only plain objects."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, Q, Subquery, TextField, When
from django.db.models.functions import Cast, Coalesce

from rodtrad.cases.models import (
    Instruction,
    InstructionStatus,
    MeetingStatus,
    Result,
    Treatment,
    TreatmentKind,
)
from rodtrad.core.checks import Reading
from rodtrad.core.models import Visibility
from rodtrad.core.moments import Question, Rows
from rodtrad.organisations.models import Root, RootKind
from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.clocks.deadlines import Choice, day_of_year
from rodtrad.planning.models import ClockChoice, Process, ProcessStep
from rodtrad.planning.strategy_records import StrategyRecord, read_strategies, strategy_questions
from rodtrad.plans.horizons import next_due
from rodtrad.plans.models import KnowledgeBase, Plan, PlanDocument, Version, VersionLabel


@dataclass(frozen=True, slots=True)
class ProcessRecord:
    """A plan's process; `proposed_on` and `recommended_on` are those of the case that is to decide it.

    `case_visibility` and `case_owner` say who may see that case; `cancelled` is the day of a chosen meeting that is
    cancelled, and gives no day.
    """

    plan_id: str
    template: str
    wanted: date | None
    status: str
    proposed_on: date | None
    recommended_on: date | None
    constituted_on: date | None
    dates: Mapping[str, StepDates]
    case_visibility: int = Visibility.PUBLIC
    case_owner: UUID | None = None
    cancelled: date | None = None


@dataclass(frozen=True, slots=True)
class HearingRecord:
    """What the register tells of a plan's hearing.

    `brought` is the last day that a body made a recommendation or a decision in the plan's case.
    """

    first: date | None = None
    last: date | None = None
    received: int | None = None
    assessed: int | None = None
    recommended_on: date | None = None
    decided_on: date | None = None
    brought: date | None = None


@dataclass(frozen=True, slots=True)
class InstructionRecord:
    """What the council asked for with a day, and nobody has answered; as open as the case that it was given in."""

    id: str
    number: str
    text: str
    due: date
    owner: UUID
    owner_name: str
    origin: str
    source_place: str
    case_number: str
    visibility: int
    case_owner: UUID | None


@dataclass(frozen=True, slots=True)
class Planning:
    """What is planned and decided in a root. Plans are named by their id as text."""

    choices: Mapping[str, Choice]
    processes: list[ProcessRecord]
    hearings: Mapping[str, HearingRecord]
    #: Plans with an adopted version that is not entered in error, and the day of the decision that it tells.
    kept: Mapping[str, date]
    #: The day by which a plan's knowledge is to be renewed.
    renewed_by: Mapping[str, date]
    strategies: tuple[StrategyRecord, ...] = ()
    is_municipality: bool = False
    instructions: tuple[InstructionRecord, ...] = ()
    #: Plans that a document belongs to.
    documented: frozenset[str] = frozenset()


#: What a body does with a case when the recommendation is made or decided on, and the outcomes that put it off.
_BRINGING = (TreatmentKind.RECOMMENDATION, TreatmentKind.DECISION)
_NOT_BROUGHT = (
    Result.PENDING, Result.POSTPONED, Result.SENT_BACK, Result.REJECTED, Result.WITHDRAWN
)  # fmt: skip


_CANCELLED = Q(meeting__status=MeetingStatus.CANCELLED)


def _text(field: str) -> Cast:
    return Cast(field, TextField())


def _questions(root_id: UUID) -> Iterator[Question]:
    yield (
        ClockChoice.objects.filter(root=root_id)
        .order_by()
        .values_list("rule", "days", "strict", "reason", "day")
    )
    yield (
        ProcessStep.objects.filter(root=root_id)
        .order_by()
        .annotate(process_text=_text("process_id"))
        .values_list("process_text", "step", "first", "last", "done_on")
    )
    yield (
        Process.objects.filter(root=root_id)
        .order_by("pk")
        .annotate(
            own=_text("id"),
            plan_text=_text("plan_id"),
            day=Case(When(_CANCELLED, then=None), default=Coalesce("meeting__date", "wanted")),
            cancelled=Case(When(_CANCELLED, then="meeting__date")),
            case_seen=Coalesce("case__visibility", "plan__case__visibility"),
            case_own=Case(When(case=None, then=_text("plan__case__owner_id")), default=_text("case__owner_id")),
            proposed=Coalesce("case__proposed_on", "plan__case__proposed_on"),
            recommended=Coalesce("case__recommended_on", "plan__case__recommended_on"),
        )
        .values_list(
            "own", "plan_text", "template", "day", "status", "proposed", "recommended",
            "plan__strategy__constituted_on", "case_seen", "case_own", "cancelled",
        )
    )  # fmt: skip
    yield _hearings(root_id)
    yield (
        Version.objects.filter(root=root_id, label=VersionLabel.ADOPTED, mark__isnull=True)
        .order_by("number")
        .annotate(own=_text("plan_id"))
        .values_list("own", "date")
    )
    yield (
        KnowledgeBase.objects.filter(root=root_id, renewed_on__isnull=False)
        .order_by()
        .annotate(own=_text("plan_id"))
        .values_list("own", "kind", "renewed_on", "every_years")
    )
    yield from strategy_questions(root_id)
    yield Root.objects.filter(pk=root_id).values_list("kind")
    yield (
        Instruction.objects.filter(root=root_id, status=InstructionStatus.OPEN, due__isnull=False)
        .order_by("due", "pk")
        .annotate(own=_text("id"))
        .values_list(
            "own", "number", "text", "due", "owner_id", "owner__name", "origin", "place", "case__number",
            "case__visibility", "case__owner_id",
        )
    )  # fmt: skip
    yield (
        PlanDocument.objects.filter(root=root_id)
        .order_by()
        .annotate(own=_text("plan_id"))
        .values_list("own")
        .distinct()
    )


def _hearings(root_id: UUID) -> Question:
    brought = (
        Treatment.objects.filter(case=OuterRef("of_case"), kind__in=_BRINGING, date__isnull=False)
        .exclude(result__in=_NOT_BROUGHT)
        .order_by("-date")
    )
    return (
        Plan.objects.filter(Q(hearing_from__isnull=False) | Q(process__isnull=False), root=root_id)
        .order_by()
        .annotate(own=_text("id"), of_case=Coalesce("process__case_id", "case_id"))
        .annotate(brought=Subquery(brought.values("date")[:1]))
        .values_list(
            "own", "hearing_from", "hearing_to", "hearing_submissions", "hearing_assessed",
            Coalesce("process__case__recommended_on", "case__recommended_on"),
            Coalesce("process__case__date", "case__date"), "brought",
        )
    )  # fmt: skip


def _read(answers: Iterator[Rows]) -> Planning:
    """Read the answers in the order of the questions."""
    choices = {
        rule: Choice(days, strict, reason, day_of_year(day))
        for rule, days, strict, reason, day in next(answers)
    }
    dates: dict[str, dict[str, StepDates]] = defaultdict(dict)
    for process, step, first, last, done_on in next(answers):
        dates[process][step] = StepDates(first, last, done_on)
    return Planning(
        choices=choices,
        processes=[_process(row, dates) for row in next(answers)],
        hearings={plan: HearingRecord(*told) for plan, *told in next(answers)},
        kept=dict(next(answers)),
        renewed_by=_renewals(next(answers)),
        strategies=read_strategies(answers),
        is_municipality=[kind for (kind,) in next(answers)] == [RootKind.MUNICIPALITY],
        instructions=tuple(InstructionRecord(*row) for row in next(answers)),
        documented=frozenset(plan for (plan,) in next(answers)),
    )


def _renewals(rows: Rows) -> dict[str, date]:
    days = {
        plan: next_due(KnowledgeBase(kind=kind, renewed_on=renewed_on, every_years=years))
        for plan, kind, renewed_on, years in rows
    }
    return {plan: day for plan, day in days.items() if day}


def _process(row: tuple[Any, ...], dates: Mapping[str, Mapping[str, StepDates]]) -> ProcessRecord:
    own, plan, template, day, status, proposed, recommended, constituted, seen, owner, cancelled = row
    return ProcessRecord(
        plan, template, day, status, proposed, recommended, constituted, dates.get(own, {}),
        seen or Visibility.PUBLIC, UUID(owner) if owner else None, cancelled,
    )  # fmt: skip


#: Everything that the rules about processes and plans ask about.
PLANNING = Reading(_questions, _read)
