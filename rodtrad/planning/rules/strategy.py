"""T-93 to T-97: what the planstrategi takes a stand on, in time, and within what there is to work with."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.models import LevelRole
from rodtrad.goals.rules.check import finding
from rodtrad.goals.snapshot import PlanRecord, Snapshot
from rodtrad.planning.rules.check import Check, about_plan
from rodtrad.planning.semesters import semester_name
from rodtrad.planning.snapshot import Planning
from rodtrad.planning.strategy_records import StrategyRecord
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
#: Parts of the municipal master plan, which the law names.
_MASTER = frozenset({PlanType.MUNICIPAL_MASTER_PLAN, PlanType.SOCIAL_ELEMENT, PlanType.LAND_USE_ELEMENT})
#: Plans that are not made by choice in a term: they come every year, or from whoever builds.
_NOT_CHOSEN = frozenset(
    {
        *(PlanType.PLANNING_STRATEGY, PlanType.ACTION_PART, PlanType.FISCAL_PLAN, PlanType.UNIT_PLAN),
        *(PlanType.ALLOCATION_LETTER, PlanType.ANNUAL_REPORT, PlanType.KNOWLEDGE_BASE, PlanType.NEEDS_PLAN),
        *(PlanType.AREA_ZONING, PlanType.DETAILED_ZONING, PlanType.AGREEMENT, PlanType.REGIONAL_PLAN),
        *(PlanType.PROFESSIONAL_PLAN, PlanType.GUIDELINES, PlanType.OTHER),
    }
)


def _current(snapshot: Snapshot, planning: Planning, today: date) -> tuple[StrategyRecord, PlanRecord] | None:
    """Return the strategy of the term that is under way, if there is one, with its plan."""
    for one in planning.strategies:
        plan = snapshot.plans.get(one.plan_id)
        if plan and one.term_from <= today.year <= one.term_to:
            return one, plan
    return None


def not_treated(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    if (found := _current(snapshot, planning, today)) is None:
        return
    strategy, _plan = found
    standing = [
        one for one in snapshot.plans.values() if one.type in _MASTER and one.status == PlanStatus.ADOPTED
    ]
    parts = [one for one in standing if one.type != PlanType.MUNICIPAL_MASTER_PLAN]
    if parts and all(one.id in strategy.treated for one in parts):
        return
    for plan in standing:
        if plan.id in strategy.treated:
            continue
        if plan.type == PlanType.MUNICIPAL_MASTER_PLAN and parts:
            continue  # its parts are what is decided on
        text = _("«%(plan)s» er ikke tatt opp i planstrategien %(term)s.")
        yield about_plan(NOT_TREATED, plan, snapshot, text, {"plan": plan.title, "term": _term(strategy)})


def _term(strategy: StrategyRecord) -> str:
    return f"{strategy.term_from}–{strategy.term_to}"


def too_late(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    for one in planning.strategies:
        plan = snapshot.plans.get(one.plan_id)
        if plan is None or one.constituted_on is None:
            continue
        deadline = _a_year_after(one.constituted_on)
        values = {"deadline": deadline.isoformat()}
        if one.is_adopted and one.decided_on and one.decided_on > deadline:
            text = _("Vedtatt %(day)s. Fristen var %(deadline)s.")
            yield about_plan(TOO_LATE, plan, snapshot, text, {**values, "day": one.decided_on.isoformat()})
        elif not one.is_adopted and plan.status != PlanStatus.REPEALED and today > deadline:
            text = _("Ikke vedtatt. Fristen var %(deadline)s.")
            yield about_plan(TOO_LATE, plan, snapshot, text, values)


def _a_year_after(day: date) -> date:
    """Return the same day a year later; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


class _Semesters:
    """Half years, named in the reader's language."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers

    def __str__(self) -> str:
        return ", ".join(semester_name(one) for one in self.numbers)


def too_much(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    for one in planning.strategies:
        plan = snapshot.plans.get(one.plan_id)
        if plan and one.term_to >= today.year and one.overfull:
            text = _("Det er mer planarbeid enn kapasitet i %(semesters)s.")
            yield about_plan(TOO_MUCH, plan, snapshot, text, {"semesters": _Semesters(one.overfull)})


def outside(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    found = _current(snapshot, planning, today)
    if found is None or not found[0].treated:
        return
    strategy, _plan = found
    for plan in snapshot.plans.values():
        under_way = plan.status in (PlanStatus.UNDER_WAY, PlanStatus.HEARING)
        if under_way and plan.type not in _NOT_CHOSEN and plan.id not in strategy.treated:
            text = _("Arbeidet er i gang, men planen står ikke i planstrategien %(term)s.")
            yield about_plan(OUTSIDE, plan, snapshot, text, {"term": _term(strategy)})


def unanswered(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    found = _current(snapshot, planning, today)
    if found is None:
        return
    strategy, _plan = found
    for element in snapshot.elements.values():
        if (
            element.level.role == LevelRole.GUIDELINE
            and element.is_live
            and not element.foreign
            and element.id not in strategy.answered
        ):
            text = _("Planstrategien %(term)s sier ikke hvordan føringen følges opp.")
            yield finding(UNANSWERED, element, text, values={"term": _term(strategy)})


CHECKS = (
    Check(NOT_TREATED, not_treated),
    Check(TOO_LATE, too_late),
    Check(TOO_MUCH, too_much),
    Check(OUTSIDE, outside),
    Check(UNANSWERED, unanswered),
)
