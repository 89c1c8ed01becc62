"""T-93 to T-97: what the planstrategi takes a stand on, in time, and within what there is to work with."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.models import LevelRole
from rodtrad.goals.rules.check import finding
from rodtrad.goals.snapshot import PlanRecord, Snapshot
from rodtrad.planning.clocks.days import years_after
from rodtrad.planning.models import ItemDecision
from rodtrad.planning.rules.check import Check, about_plan
from rodtrad.planning.rules.in_force import InForce, in_force
from rodtrad.planning.semesters import semester_name, semester_of
from rodtrad.planning.snapshot import Planning
from rodtrad.planning.strategy_records import StrategyRecord
from rodtrad.planning.wheel.terms import term_of_year
from rodtrad.plans.models import PlanStatus, PlanType

NOT_TREATED = Rule(
    id="T-93",
    severity=Severity.ERROR,
    title=_("Kommuneplanen er ikke tatt opp i planstrategien"),
    text=_(
        "Planstrategien skal ta stilling til om kommuneplanen eller deler av den revideres eller videreføres."
    ),
    reason=_("Det er det ene loven krever at planstrategien avgjør."),
    reference=_("Planloven § 10-1"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Ta opp planen i planstrategien, og avgjør om den videreføres, revideres eller oppheves."),
)
TOO_LATE = Rule(
    id="T-94",
    severity=Severity.WARNING,
    title=_("Planstrategien er for sen"),
    text=_("Planstrategien skal vedtas innen ett år etter at kommunestyret er konstituert."),
    reason=_("Uten planstrategi vet ingen hvilke planer kommunestyret vil prioritere i perioden."),
    reference=_("Planloven § 10-1"),
    pictogram=Pictogram.LATE,
    remedy=_("Legg planstrategien fram for kommunestyret så snart fristen for offentlighet tillater det."),
)
TOO_MUCH = Rule(
    id="T-95",
    severity=Severity.WARNING,
    title=_("Flere planer enn det er kapasitet til"),
    text=_("Planarbeidet i et halvår skal ikke være større enn kapasiteten."),
    reason=_(
        "Planer som ingen har tid til, blir halvferdige eller forsinket. Det bør ikke lages flere enn nødvendig."
    ),
    reference=_("Metode: Bærums plansystem («Tilstrekkelig antall planer»); planloven § 3-1 tredje ledd"),
    pictogram=Pictogram.CROSSING,
    remedy=_("Flytt arbeid til et annet halvår, løs behovet uten en plan, eller øk kapasiteten."),
)
OUTSIDE = Rule(
    id="T-96",
    severity=Severity.WARNING,
    title=_("Plan startet utenfor planstrategien"),
    text=_("Et planarbeid som er i gang, skal stå i planstrategien for perioden."),
    reason=_("Planinitiativer utenom planstrategien tar tid fra dem som kommunestyret har valgt."),
    reference=_("Metode: Bærums plansystem («unngå planinitiativer utenom planstrategien»)"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Ta opp planen i planstrategien, eller stans arbeidet."),
)
UNANSWERED = Rule(
    id="T-97",
    severity=Severity.NOTE,
    title=_("Føring uten svar i planstrategien"),
    text=_("Planstrategien skal si hvordan nasjonale forventninger og andre føringer følges opp."),
    reason=_("Nasjonale forventninger skal følges opp i planleggingen."),
    reference=_("Planloven § 6-1"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Svar på føringen i planstrategien."),
)
#: Plans that are not made by choice in a term: they come every year, or from whoever builds.
_NOT_CHOSEN = frozenset(
    {
        *(PlanType.PLANNING_STRATEGY, PlanType.ACTION_PART, PlanType.FISCAL_PLAN, PlanType.UNIT_PLAN),
        *(PlanType.ALLOCATION_LETTER, PlanType.ANNUAL_REPORT, PlanType.KNOWLEDGE_BASE, PlanType.NEEDS_PLAN),
        *(PlanType.AREA_ZONING, PlanType.DETAILED_ZONING, PlanType.AGREEMENT, PlanType.REGIONAL_PLAN),
        *(PlanType.PROFESSIONAL_PLAN, PlanType.GUIDELINES, PlanType.OTHER),
    }
)


#: The municipal master plan and the parts of it that the law names.
_WHOLE_OR_PARTS = (PlanType.MUNICIPAL_MASTER_PLAN, PlanType.SOCIAL_ELEMENT, PlanType.LAND_USE_ELEMENT)


def not_treated(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    """Name what stands of the municipal master plan that is not decided on: the whole, or each of its parts."""
    strategy = in_force(snapshot, planning, today).judged
    if strategy is None:
        return
    standing = _master_plans(snapshot)
    whole = [one for one in standing if one.type == PlanType.MUNICIPAL_MASTER_PLAN]
    if any(strategy.record.has_decided(one.id) for one in whole):
        return
    parts = [one for one in standing if one not in whole]
    for plan in parts or whole:
        if strategy.record.has_decided(plan.id):
            continue
        text = _("«%(plan)s» er ikke tatt opp i planstrategien %(term)s.")
        if plan.id in strategy.record.decisions:
            text = _(
                "«%(plan)s» står i planstrategien %(term)s, men det er ikke avgjort hva som skal skje med den."
            )
        values = {"plan": plan.title, "term": strategy.term}
        yield about_plan(NOT_TREATED, plan, snapshot, text, values, others=[strategy.plan])


def _master_plans(snapshot: Snapshot) -> list[PlanRecord]:
    """Return what is adopted of the municipal master plan, the whole before its parts."""
    found = [
        one
        for one in snapshot.plans.values()
        if one.type in _WHOLE_OR_PARTS and one.status == PlanStatus.ADOPTED
    ]
    return sorted(found, key=lambda one: _WHOLE_OR_PARTS.index(PlanType(one.type)))


def too_late(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    now = in_force(snapshot, planning, today)
    for one in planning.strategies:
        plan, deadline = snapshot.plans.get(one.plan_id), _deadline(one, now)
        if plan is None or deadline is None:
            continue
        if one.is_adopted and one.decided_on and one.decided_on > deadline:
            text = _("Vedtatt %(day)s. Fristen var %(deadline)s.")
            yield about_plan(TOO_LATE, plan, snapshot, text, {"deadline": deadline, "day": one.decided_on})
        elif not one.is_adopted and not plan.is_repealed and today > deadline:
            text = _("Ikke vedtatt. Fristen var %(deadline)s.")
            yield about_plan(TOO_LATE, plan, snapshot, text, {"deadline": deadline})
    if planning.is_municipality and today > now.due and not _has_one(snapshot, planning, now):
        yield from _there_is_none(snapshot, now)


def _deadline(one: StrategyRecord, now: InForce) -> date | None:
    """Return a year after the constitution; of the council that sits the lawful day counts where none is told."""
    if one.constituted_on:
        return years_after(one.constituted_on, 1)
    return now.due if term_of_year(one.term_from) == now.term else None


def _has_one(snapshot: Snapshot, planning: Planning, now: InForce) -> bool:
    """Tell whether the council that sits has a planstrategi, adopted or begun; one in the register alone counts."""
    told = {one.plan_id: one.term_from for one in planning.strategies}
    for plan in snapshot.plans.values():
        if plan.type == PlanType.PLANNING_STRATEGY and not plan.is_repealed:
            year = told.get(plan.id, plan.from_year)
            if year is None or term_of_year(year) == now.term:
                return True
    return False


def _there_is_none(snapshot: Snapshot, now: InForce) -> Iterator[Finding]:
    """Say it once, of the plan that is to be decided on; a root that has no master plan here is left in peace."""
    for plan in _master_plans(snapshot)[:1]:
        text = _("Det finnes ingen planstrategi for perioden %(term)s. Fristen var %(deadline)s.")
        values = {"term": f"{now.term.first}–{now.term.last}", "deadline": now.due}
        yield about_plan(TOO_LATE, plan, snapshot, text, values)


class _Semesters:
    """Half years, named in the reader's language."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers

    def __str__(self) -> str:
        return ", ".join(semester_name(one) for one in self.numbers)


def too_much(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    """Name the half years that are too full; those that are over are as they were."""
    for one in planning.strategies:
        plan = snapshot.plans.get(one.plan_id)
        overfull = [half for half in one.overfull if half >= semester_of(today)]
        if plan and not plan.is_repealed and overfull:
            text = _("Det er mer planarbeid enn kapasitet i %(semesters)s.")
            yield about_plan(TOO_MUCH, plan, snapshot, text, {"semesters": _Semesters(overfull)})


def outside(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    now = in_force(snapshot, planning, today)
    if (strategy := now.judged) is None or not strategy.record.decisions:
        return
    counting = [one.record for one in (now.adopted, now.draft) if one]
    for plan in snapshot.plans.values():
        under_way = plan.status in (PlanStatus.UNDER_WAY, PlanStatus.HEARING)
        if not under_way or plan.type in _NOT_CHOSEN or any(_takes_up(one, plan) for one in counting):
            continue
        text = _("Arbeidet er i gang, men planen står ikke i planstrategien %(term)s.")
        if plan.id in strategy.record.decisions:
            text = _("Arbeidet er i gang, men planstrategien %(term)s svarte «ikke en plan».")
        values = {"term": strategy.term}
        yield about_plan(OUTSIDE, plan, snapshot, text, values, others=[strategy.plan])


def _takes_up(strategy: StrategyRecord, plan: PlanRecord) -> bool:
    return strategy.decisions.get(plan.id, ItemDecision.NOT_A_PLAN) != ItemDecision.NOT_A_PLAN


def unanswered(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    strategy = in_force(snapshot, planning, today).judged
    if strategy is None:
        return
    for element in snapshot.elements.values():
        if (
            element.level.role == LevelRole.GUIDELINE
            and element.is_live
            and not element.foreign
            and element.id not in strategy.record.answered
        ):
            text = _("Planstrategien %(term)s sier ikke hvordan føringen følges opp.")
            yield finding(UNANSWERED, element, text, plans=[strategy.plan], values={"term": strategy.term})


CHECKS = (
    Check(NOT_TREATED, not_treated),
    Check(TOO_LATE, too_late),
    Check(TOO_MUCH, too_much),
    Check(OUTSIDE, outside),
    Check(UNANSWERED, unanswered),
)
