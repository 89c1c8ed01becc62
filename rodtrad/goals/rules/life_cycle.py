"""T-24, T-25, T-26: what is adopted, what is repealed, and what hangs on it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.core.models import LifeCycle
from rodtrad.goals.models import LinkKind
from rodtrad.goals.rules.check import Check, finding
from rodtrad.goals.snapshot import ElementRecord, PlanRecord, Snapshot
from rodtrad.plans.models import PlanStatus

ADOPTED_TOO_SOON = Rule(
    id="T-24",
    severity=Severity.WARNING,
    title=_("Vedtatt i en plan som ikke er vedtatt"),
    text=_("Et element kan først være vedtatt når planen det kommer fra, er det."),
    reason=_("Innbyggerne må kunne stole på at det som kalles vedtatt, er vedtatt."),
    reference=_("Metode: innholdet følger planens vedtak"),
    pictogram=Pictogram.LOCKED,
    remedy=_("Sett elementet tilbake til foreslått, eller registrer vedtaket av planen."),
)
TO_REPEALED = Rule(
    id="T-25",
    severity=Severity.ERROR,
    title=_("Bidrar til noe som er opphevet"),
    text=_("Det som gjelder, kan ikke bidra til noe i en plan som er opphevet."),
    reason=_("Tråden ender i noe som ikke lenger gjelder."),
    reference=_("Metode: den røde tråden fra utfordring til resultat"),
    pictogram=Pictogram.BROKEN,
    remedy=_("Flytt koblingen til det som gjelder nå, eller opphev elementet også."),
)
SUPERSEDED = Rule(
    id="T-26",
    severity=Severity.WARNING,
    title=_("Videreført fra noe som er avløst"),
    text=_("En plan skal videreføre det som gjelder nå, ikke en eldre utgave."),
    reason=_("Ellers styres det etter et mål som kommunen har forlatt."),
    reference=_("Metode: rullering av planer"),
    pictogram=Pictogram.FADED,
    remedy=_("Viderefør den nye utgaven i stedet."),
)
NOT_YET: frozenset[str] = frozenset({PlanStatus.PLANNED, PlanStatus.UNDER_WAY, PlanStatus.HEARING})


def adopted_too_soon(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for plan in snapshot.plans.values():
        if plan.status not in NOT_YET:
            continue
        for element in plan.elements:
            if element.life_cycle == LifeCycle.ADOPTED:
                text = _("Står som vedtatt, men planen er %(status)s.")
                yield finding(
                    ADOPTED_TOO_SOON, element, text, values={"status": PlanStatus(plan.status).label}
                )


def to_repealed(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for element in snapshot.live:
        for link in element.up:
            parent = link.parent
            if link.kind == LinkKind.CONTRIBUTES and not parent.is_live:
                text = (
                    _("Bidrar til «%(parent)s» i planen «%(plan)s», som er opphevet.")
                    if parent.plan.is_repealed
                    else _("Bidrar til «%(parent)s», som er opphevet.")
                )
                values = {"parent": parent.title, "plan": parent.plan.title}
                yield finding(TO_REPEALED, element, text, parent, values=values)


def superseded(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    if not snapshot.carried:
        return
    newer: dict[str, list[ElementRecord]] = defaultdict(list)
    for element in snapshot.live:
        if element.predecessor_id and element.life_cycle == LifeCycle.ADOPTED:
            newer[element.predecessor_id].append(element)
    replaced = {
        plan.replaces_id: plan
        for plan in snapshot.plans.values()
        if plan.replaces_id and plan.status == PlanStatus.ADOPTED
    }
    for place in snapshot.carried:
        if not place.plan.is_repealed:
            yield from _superseded(place.element, place.plan, newer[place.element.id], replaced)


def _superseded(
    element: ElementRecord,
    plan: PlanRecord,
    newer: list[ElementRecord],
    replaced: dict[str, PlanRecord],
) -> Iterator[Finding]:
    values = {"plan": plan.title, "origin": element.plan.title}
    replacing = replaced.get(element.plan.id)
    if newer:
        text = _("Videreført i «%(plan)s», men avløst av «%(newer)s» i «%(newer_plan)s».")
        values |= {"newer": newer[0].title, "newer_plan": newer[0].plan.title}
        yield finding(SUPERSEDED, element, text, newer[0], plans=[plan], values=values)
    elif element.plan.is_repealed or element.life_cycle == LifeCycle.REPEALED:
        text = _("Videreført i «%(plan)s», men kommer fra «%(origin)s», der det er opphevet.")
        yield finding(SUPERSEDED, element, text, plans=[plan], values=values)
    elif replacing and replacing.id != plan.id:
        text = _("Videreført i «%(plan)s», men «%(origin)s» er erstattet av «%(replacing)s».")
        values["replacing"] = replacing.title
        yield finding(SUPERSEDED, element, text, plans=[plan, replacing], values=values)


CHECKS = (
    Check(ADOPTED_TOO_SOON, adopted_too_soon),
    Check(TO_REPEALED, to_repealed),
    Check(SUPERSEDED, superseded),
)
