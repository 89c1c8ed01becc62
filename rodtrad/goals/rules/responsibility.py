"""T-11, T-12, T-13: who answers for what."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.models import LevelRole, Progress
from rodtrad.goals.rules.check import CARRIERS, GOALS, STRATEGIES, Check, finding
from rodtrad.goals.snapshot import ElementRecord, Snapshot
from rodtrad.plans.models import PlanType

NO_RESPONSIBLE = Rule(
    id="T-11",
    severity=Severity.WARNING,
    title=_("Ingen ansvarlig"),
    text=_("Mål, strategier, tiltak, oppdrag og oppgaver skal ha én ansvarlig."),
    reason=_(
        "Det alle har ansvar for, har ingen ansvar for. Uten en ansvarlig er det heller ingen å spørre."
    ),
    reference=_("Metode: ett ansvar, ett sted"),
    pictogram=Pictogram.EMPTY_RING,
    remedy=_("Velg den enheten som skal svare for resultatet."),
)
CLOSED = Rule(
    id="T-12",
    severity=Severity.WARNING,
    title=_("Ansvarlig som ikke finnes nå"),
    text=_("Den ansvarlige skal være en enhet som er i drift."),
    reason=_(
        "En nedlagt enhet følger ikke opp noe, og arbeidet kan ha falt mellom to stoler i omorganiseringen."
    ),
    reference=_("Metode: ett ansvar, ett sted"),
    pictogram=Pictogram.FADED,
    remedy=_("Flytt ansvaret til enheten som har overtatt."),
)
OUTSIDE = Rule(
    id="T-13",
    severity=Severity.WARNING,
    title=_("Ansvarlig utenfor planen"),
    text=_("I en virksomhetsplan og et tildelingsbrev skal den ansvarlige høre til den planen gjelder for."),
    reason=_("Planen binder bare dem den gjelder for. Andre må bes om å bli med."),
    reference=_("Metode: styringslinjen"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Velg en enhet som planen gjelder for, eller flytt elementet til en plan som gjelder begge."),
)
ANSWERED_FOR = GOALS | CARRIERS
OVER: frozenset[str] = frozenset({Progress.DONE, Progress.STOPPED})
BINDS_OWNER: frozenset[str] = frozenset({PlanType.UNIT_PLAN, PlanType.ALLOCATION_LETTER})


def no_responsible(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for element in snapshot.with_roles(ANSWERED_FOR):
        if element.responsible or element.progress in OVER or _answered_by_strategy(element):
            continue
        yield finding(NO_RESPONSIBLE, element, _("Ingen enhet står som ansvarlig."))


def _answered_by_strategy(element: ElementRecord) -> bool:
    """Tell whether it is a point of a strategy with a responsible unit, which answers for the points too."""
    return element.role == LevelRole.STRATEGY_POINT and any(
        link.parent.role in STRATEGIES and link.parent.responsible for link in element.up
    )


def closed(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for element in snapshot.live:
        unit = element.responsible
        if unit is None or element.progress in OVER or unit.is_open_on(today):
            continue
        successor = snapshot.organisations.get(str(unit.successor_id)) if unit.successor_id else None
        values = {"unit": unit.name, "day": unit.valid_to, "start": unit.valid_from}
        if unit.valid_to is None or unit.valid_to >= today:
            text = _("%(unit)s er ikke i drift før %(start)s.")
        elif successor:
            text = _("%(unit)s ble nedlagt %(day)s. %(successor)s har overtatt.")
            values["successor"] = successor.name
        else:
            text = _("%(unit)s ble nedlagt %(day)s.")
        yield finding(CLOSED, element, text, values=values)


def outside(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for plan in snapshot.plans.values():
        if plan.type not in BINDS_OWNER or plan.owner is None:
            continue
        for element in plan.elements:
            unit = element.responsible
            if unit and element.is_live and not snapshot.is_below(unit, plan.owner):
                text = _("%(unit)s hører ikke til %(owner)s, som planen gjelder for.")
                yield finding(OUTSIDE, element, text, values={"unit": unit.name, "owner": plan.owner.name})


CHECKS = (Check(NO_RESPONSIBLE, no_responsible), Check(CLOSED, closed), Check(OUTSIDE, outside))
