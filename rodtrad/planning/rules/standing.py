"""T-83, T-84: whether an adopted plan is kept as it was adopted, and whether somebody has decided on an old one."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.core.checks.rules import Text
from rodtrad.goals.snapshot import PlanRecord, Snapshot
from rodtrad.planning.rules.check import Check, about_plan
from rodtrad.planning.rules.in_force import in_force
from rodtrad.planning.snapshot import Planning
from rodtrad.plans.horizons import Overdue, overdue, span_of
from rodtrad.plans.models import PlanStatus, PlanType, Treatment
from rodtrad.plans.plan_types import plan_types

NO_VERSION = Rule(
    id="T-83",
    severity=Severity.WARNING,
    title=_("Vedtatt plan uten versjon"),
    text=_(
        "En plan som et folkevalgt organ har vedtatt, og som har innhold her, skal være frosset slik den ble vedtatt."
    ),
    reason=_("Uten en frosset versjon kan ingen vise hva som faktisk ble vedtatt."),
    reference=_("Metode: vedtatte planer fryses"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Knytt planen til saken den ble vedtatt i, med dato, og frys den."),
)
UNDECIDED = Rule(
    id="T-84",
    severity=Severity.WARNING,
    title=_("Planen er over tiden"),
    text=_(
        "En plan der perioden er ute, eller dagen for vurdering er passert, skal videreføres, revideres eller oppheves."
    ),
    reason=_("En plan som ingen har tatt stilling til, blir fulgt av noen og glemt av andre."),
    reference=_("Planloven § 10-1 (planstrategien tar stilling til planene)"),
    pictogram=Pictogram.FADED,
    remedy=_("Ta stilling til planen i planstrategien, eller opphev den."),
)
#: Plans that the administration makes itself: no case decides them.
_ADMINISTRATIVE = frozenset(
    one.type for one in plan_types().values() if one.treatment == Treatment.ADMINISTRATIVE
)
#: Plans that are followed by the next one each year or term, so that their period says nothing of what to decide.
_ROLLED_OVER = frozenset(
    {
        PlanType.PLANNING_STRATEGY,
        PlanType.ACTION_PART,
        PlanType.FISCAL_PLAN,
        PlanType.UNIT_PLAN,
        PlanType.ALLOCATION_LETTER,
        PlanType.ANNUAL_REPORT,
        PlanType.KNOWLEDGE_BASE,
        PlanType.AGREEMENT,
        PlanType.AREA_ZONING,
        PlanType.DETAILED_ZONING,
        PlanType.OTHER,
    }
)


def no_version(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    for plan in snapshot.plans.values():
        if plan.type in _ADMINISTRATIVE or plan.id in planning.kept:
            continue
        if plan.status == PlanStatus.ADOPTED and (plan.elements or plan.id in planning.documented):
            text = _("Planen er vedtatt, men ingen vedtatt versjon er frosset.")
            yield about_plan(NO_VERSION, plan, snapshot, text)


def undecided(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    replaced = {
        one.replaces_id
        for one in snapshot.plans.values()
        if one.replaces_id and one.status == PlanStatus.ADOPTED
    }
    strategy = in_force(snapshot, planning, today).adopted
    for plan in snapshot.plans.values():
        if strategy and strategy.record.has_decided(plan.id):
            continue  # by the council that sits; what an older one decided, it decided for its own term
        text = None if plan.id in replaced else _over(plan, today)
        if text:
            values = {"year": str(span_of(plan).last), "day": plan.review_due}
            yield about_plan(UNDECIDED, plan, snapshot, text, values)


def _over(plan: PlanRecord, today: date) -> Text | None:
    """Say that the adopted plan is out of date, as the register does; None when it is not, or the next one follows."""
    why = overdue(plan, today) if plan.status == PlanStatus.ADOPTED else None
    if why is Overdue.REVIEW:
        return _("Planen skulle vært vurdert %(day)s, og planstrategien har ikke tatt stilling til den.")
    if why is Overdue.PERIOD and plan.type not in _ROLLED_OVER:
        return _("Perioden var ute i %(year)s, og planstrategien har ikke tatt stilling til planen.")
    return None


CHECKS = (Check(NO_VERSION, no_version), Check(UNDECIDED, undecided))
