"""T-85, T-86: whether knowledge is renewed in time, and whether a theme plan's measures come into an action part."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.models import LevelRole, Progress
from rodtrad.goals.rules.check import names
from rodtrad.goals.snapshot import ElementRecord, PlanRecord, Snapshot
from rodtrad.planning.rules.check import Check, about_plan
from rodtrad.planning.snapshot import Planning
from rodtrad.plans.models import PlanStatus, PlanType

OLD_KNOWLEDGE = Rule(
    id="T-85",
    severity=Severity.WARNING,
    title=_("Kunnskapsgrunnlag som er for gammelt"),
    text=_("Kunnskapen som planene bygger på, skal fornyes til den tiden som er bestemt for den."),
    reason=_("Planer som bygger på gamle tall, svarer på utfordringer som kan være blitt andre."),
    reference=_(
        "Folkehelseloven § 5 (oversikt over folkehelsen hvert fjerde år); metode: kunnskapsgrunnlag med alder"
    ),
    pictogram=Pictogram.FADED,
    remedy=_("Forny kunnskapen og før inn dagen, eller si hvor lenge den skal vare."),
)
NOT_CARRIED_ON = Rule(
    id="T-86",
    severity=Severity.NOTE,
    title=_("Tiltak i temaplan som ikke står i noen handlingsdel"),
    text=_("Et tiltak i en vedtatt temaplan skal føres videre til handlingsdelen eller økonomiplanen."),
    reason=_("Bare det som står i handlingsdelen, får penger og blir rapportert."),
    reference=_("Plan- og bygningsloven § 11-1 (handlingsdelen); metode: plansystemet"),
    pictogram=Pictogram.BROKEN,
    remedy=_("Før tiltaket videre til handlingsdelen, koble et tiltak der til det, eller avslutt det."),
)
#: Plans that elaborate for one theme or area, and those where what they will do is given priority and money.
THEMES: frozenset[str] = frozenset({PlanType.THEME_PLAN, PlanType.COMMUNITY_PLAN, PlanType.SUB_PLAN})
PRIORITY: frozenset[str] = frozenset({PlanType.ACTION_PART, PlanType.FISCAL_PLAN})
_OVER: frozenset[str] = frozenset({Progress.DONE, Progress.STOPPED})


def old_knowledge(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    for plan in snapshot.plans.values():
        due = planning.renewed_by.get(plan.id)
        if due is not None and due < today and not plan.is_repealed and plan.status != PlanStatus.PLANNED:
            text = _("Kunnskapen skulle vært fornyet innen %(day)s.")
            yield about_plan(OLD_KNOWLEDGE, plan, snapshot, text, {"day": due})


def not_carried_on(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    """Name a theme plan's measures once for the plan; a root that has no action part at all is not told."""
    if not any(_gives_priority(plan) for plan in snapshot.plans.values()):
        return
    carried = {one.element.id for one in snapshot.carried if _gives_priority(one.plan)}
    for plan in snapshot.plans.values():
        if plan.type in THEMES and plan.status == PlanStatus.ADOPTED:
            left = [one for one in plan.elements if _is_to_be_done(one) and not _is_carried_on(one, carried)]
            shown = _as_open(plan, left, snapshot)
            if shown:
                text = _("Disse tiltakene står ikke i noen handlingsdel eller økonomiplan: %(measures)s.")
                yield about_plan(NOT_CARRIED_ON, plan, snapshot, text, {"measures": names(shown)})


def _gives_priority(plan: PlanRecord) -> bool:
    return plan.type in PRIORITY and not plan.is_repealed


def _is_to_be_done(element: ElementRecord) -> bool:
    return element.role == LevelRole.MEASURE and element.is_live and element.progress not in _OVER


def _is_carried_on(element: ElementRecord, carried: set[str]) -> bool:
    """Tell whether it stands in an action part itself, or something that does contributes to it."""
    below = (link.child for link in element.down if link.child.is_live)
    return element.id in carried or any(_gives_priority(one.plan) or one.id in carried for one in below)


def _as_open(plan: PlanRecord, elements: list[ElementRecord], snapshot: Snapshot) -> list[ElementRecord]:
    """Return those that whoever sees the plan sees too: a finding about a plan names nothing more hidden."""
    widest = max(plan.visibility, snapshot.root_visibility)
    return [one for one in elements if one.effective <= widest]


CHECKS = (Check(OLD_KNOWLEDGE, old_knowledge), Check(NOT_CARRIED_ON, not_carried_on))
