"""T-21, T-22, T-23: time and progress."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.models import LinkKind, Progress
from rodtrad.goals.rules.check import CARRIERS, Check, as_open, finding, names
from rodtrad.goals.snapshot import ElementRecord, PlanRecord, Snapshot

OUTSIDE_PLAN = Rule(
    id="T-21",
    severity=Severity.WARNING,
    title=_("Periode utenfor planens"),
    text=_("Et element skal begynne og slutte innenfor perioden til planen det kommer fra."),
    reason=_("Det som går ut over planens periode, er ikke vedtatt for den tiden."),
    reference=_("Metode: planens periode"),
    pictogram=Pictogram.LATE,
    remedy=_("Rett perioden, eller viderefør elementet i planen som gjelder etterpå."),
)
OVERDUE = Rule(
    id="T-22",
    severity=Severity.WARNING,
    title=_("Over tiden og ikke ferdig"),
    text=_("Det som har passert sluttdatoen, skal være ferdig eller stoppet."),
    reason=_("Et tiltak uten en status som stemmer, gir feil svar når resultatet skal gjøres opp."),
    reference=_("Kommuneloven § 14-7 (årsberetningen gjør rede for måloppnåelse)"),
    pictogram=Pictogram.LATE,
    remedy=_("Oppdater framdriften, eller sett en ny sluttdato."),
)
UNFINISHED = Rule(
    id="T-23",
    severity=Severity.WARNING,
    title=_("Ferdig, men noe under er ikke det"),
    text=_("Det som er meldt ferdig, skal ikke ha uferdige ledd under seg."),
    reason=_("Da er enten meldingen for tidlig, eller noen arbeider videre med noe som er avsluttet."),
    reference=_("Metode: status følger tråden"),
    pictogram=Pictogram.CROSSING,
    remedy=_("Gjør ferdig eller stopp det som står igjen, eller rett framdriften."),
)
OPEN_PROGRESS: frozenset[str] = frozenset({Progress.NOT_STARTED, Progress.UNDER_WAY})


def outside_plan(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for element in snapshot.live:
        if (element.starts or element.ends) and _is_outside(element, element.plan):
            own = _years(element.starts, element.ends)
            plan = _span(element.plan.from_year, element.plan.to_year)
            text = _("Perioden %(own)s går utenfor planens, som er %(plan)s.")
            yield finding(OUTSIDE_PLAN, element, text, values={"own": own, "plan": plan})


def _is_outside(element: ElementRecord, plan: PlanRecord) -> bool:
    years = [day.year for day in (element.starts, element.ends) if day]
    return (plan.from_year is not None and min(years) < plan.from_year) or (
        plan.to_year is not None and max(years) > plan.to_year
    )


def _years(starts: date | None, ends: date | None) -> str:
    return _span(starts.year if starts else None, ends.year if ends else None)


def _span(start: int | None, end: int | None) -> str:
    return str(start) if start == end else f"{start or ''}–{end or ''}"


def overdue(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for element in snapshot.with_roles(CARRIERS):
        if element.ends and element.ends < today and element.progress in OPEN_PROGRESS:
            text = (
                _("Skulle vært ferdig %(day)s, men er ikke begynt.")
                if element.progress == Progress.NOT_STARTED
                else _("Skulle vært ferdig %(day)s, men er under arbeid.")
            )
            yield finding(OVERDUE, element, text, values={"day": element.ends})


def unfinished(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for parent in snapshot.with_roles(CARRIERS):
        if parent.progress != Progress.DONE:
            continue
        children = [
            link.child
            for link in parent.down
            if link.kind == LinkKind.CONTRIBUTES
            and link.child.role in CARRIERS
            and link.child.is_live
            and link.child.progress in OPEN_PROGRESS
        ]
        if children:
            shown = as_open(parent, children)
            text = _("Ikke ferdig: %(children)s.")
            yield finding(UNFINISHED, parent, text, *shown, values={"children": names(shown)})


CHECKS = (Check(OUTSIDE_PLAN, outside_plan), Check(OVERDUE, overdue), Check(UNFINISHED, unfinished))
