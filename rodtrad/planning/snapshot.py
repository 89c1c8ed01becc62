"""What the rules about processes and plans look at: some questions to the database, then only plain objects."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast, Coalesce

from rodtrad.core.checks import Reading
from rodtrad.core.moments import Question, Rows
from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.clocks.deadlines import Choice
from rodtrad.planning.models import ClockChoice, ItemDecision, Process, ProcessStep, StrategyItem
from rodtrad.planning.strategy_records import StrategyRecord, read_strategies, strategy_questions
from rodtrad.plans.horizons import next_due
from rodtrad.plans.models import KnowledgeBase, Plan, Version, VersionLabel


@dataclass(frozen=True, slots=True)
class ProcessRecord:
    """A plan's process; `proposed_on` and `recommended_on` are those of the case that is to decide it."""

    plan_id: str
    template: str
    wanted: date | None
    status: str
    proposed_on: date | None
    recommended_on: date | None
    constituted_on: date | None
    dates: Mapping[str, StepDates]


@dataclass(frozen=True, slots=True)
class Planning:
    """What is planned and decided in a root. Plans are named by their id as text."""

    choices: Mapping[str, Choice]
    processes: list[ProcessRecord]
    #: First and last day of the hearing that the register tells of.
    hearings: Mapping[str, tuple[date, date]]
    #: Plans with an adopted version.
    kept: frozenset[str]
    #: Plans that a planstrategi has decided what to do with.
    decided: frozenset[str]
    #: The day by which a plan's knowledge is to be renewed.
    renewed_by: Mapping[str, date]
    strategies: tuple[StrategyRecord, ...] = ()


def _text(field: str) -> Cast:
    return Cast(field, TextField())


def _questions(root_id: UUID) -> Iterator[Question]:
    yield ClockChoice.objects.filter(root=root_id).order_by().values_list("rule", "days", "strict", "reason")
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
            day=Coalesce("meeting__date", "wanted"),
            proposed=Coalesce("case__proposed_on", "plan__case__proposed_on"),
            recommended=Coalesce("case__recommended_on", "plan__case__recommended_on"),
        )
        .values_list(
            "own", "plan_text", "template", "day", "status", "proposed", "recommended",
            "plan__strategy__constituted_on",
        )
    )  # fmt: skip
    yield (
        Plan.objects.filter(root=root_id, hearing_from__isnull=False, hearing_to__isnull=False)
        .order_by()
        .annotate(own=_text("id"))
        .values_list("own", "hearing_from", "hearing_to")
    )
    yield (
        Version.objects.filter(root=root_id, label=VersionLabel.ADOPTED)
        .order_by()
        .annotate(own=_text("plan_id"))
        .values_list("own")
        .distinct()
    )
    yield (
        StrategyItem.objects.filter(root=root_id, plan__isnull=False)
        .exclude(decision=ItemDecision.UNDECIDED)
        .order_by()
        .annotate(own=_text("plan_id"))
        .values_list("own")
        .distinct()
    )
    yield (
        KnowledgeBase.objects.filter(root=root_id, renewed_on__isnull=False)
        .order_by()
        .annotate(own=_text("plan_id"))
        .values_list("own", "kind", "renewed_on", "every_years")
    )
    yield from strategy_questions(root_id)


def _read(answers: Iterator[Rows]) -> Planning:
    """Read the answers in the order of the questions."""
    choices = {rule: Choice(days, strict, reason) for rule, days, strict, reason in next(answers)}
    dates: dict[str, dict[str, StepDates]] = defaultdict(dict)
    for process, step, first, last, done_on in next(answers):
        dates[process][step] = StepDates(first, last, done_on)
    return Planning(
        choices=choices,
        processes=[_process(row, dates) for row in next(answers)],
        hearings={plan: (first, last) for plan, first, last in next(answers)},
        kept=frozenset(plan for (plan,) in next(answers)),
        decided=frozenset(plan for (plan,) in next(answers)),
        renewed_by=_renewals(next(answers)),
        strategies=read_strategies(answers),
    )


def _renewals(rows: Rows) -> dict[str, date]:
    days = {
        plan: next_due(KnowledgeBase(kind=kind, renewed_on=renewed_on, every_years=years))
        for plan, kind, renewed_on, years in rows
    }
    return {plan: day for plan, day in days.items() if day}


def _process(row: tuple[Any, ...], dates: Mapping[str, Mapping[str, StepDates]]) -> ProcessRecord:
    own, plan, template, day, status, proposed, recommended, constituted = row
    return ProcessRecord(plan, template, day, status, proposed, recommended, constituted, dates.get(own, {}))


#: Everything that the rules about processes and plans ask about.
PLANNING = Reading(_questions, _read)
