"""T-06, T-07, T-09: whether what is done, and plans, serve a goal, and by which way."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodtrad.core.checks import Finding, Message, Pictogram, Place, Rule, Severity, SubjectKind
from rodtrad.goals.models import LinkKind
from rodtrad.goals.rules.check import CARRIERS, GOALS, Check, finding, gates, is_example, plan_end
from rodtrad.goals.snapshot import ElementRecord, LevelRecord, PlanRecord, Snapshot
from rodtrad.goals.snapshot.snapshot import below
from rodtrad.plans.models import PlanStatus, PlanType

LEVEL_SKIPPED = Rule(
    id="T-06",
    severity=Severity.WARNING,
    title=_("Ledd hoppet over"),
    text=_("Et element skal vanligvis bidra til nivået rett over seg."),
    reason=_(
        "Når et ledd hoppes over, ser ingen hvordan det som gjøres, henger sammen med det som er vedtatt."
    ),
    reference=_("Metode: rammeverkets regler for hva som kan bidra til hva"),
    pictogram=Pictogram.SKIPPED,
    remedy=_("Flytt koblingen til det mellomliggende leddet, eller begrunn et unntak."),
)
SERVES_NO_GOAL = Rule(
    id="T-07",
    severity=Severity.WARNING,
    title=_("Element uten tråd opp"),
    text=_("Tiltak, oppdrag, oppgaver og strategier skal bidra til minst ett mål."),
    reason=_("Det som ikke bidrar til noe mål, kan verken prioriteres eller styres etter virkning."),
    reference=_("Metode: mål- og resultatstyring"),
    pictogram=Pictogram.LOOSE,
    remedy=_("Koble det til målet det skal gi resultater for, eller avslutt det."),
)
PLAN_NAMES_NO_GOAL = Rule(
    id="T-09",
    severity=Severity.WARNING,
    title=_("Plan som ikke nevner noe mål"),
    text=_("En plan som skal følge opp målene, skal vise hvilke den gjelder."),
    reason=_("Ellers lever planen ved siden av tråden, og det som gjøres etter den, teller ikke med."),
    reference=_("Kommuneloven § 14-4 (økonomiplanens mål og premisser); metode: plansystemet"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Før inn målene som planen viderefører, eller koble innholdet i planen til dem."),
)
#: Plan types that follow up goals; knowledge, land use, zoning, agreements and reports do not.
FOLLOW_UP: frozenset[str] = frozenset(
    {
        PlanType.SOCIAL_ELEMENT, PlanType.SPATIAL_STRATEGY, PlanType.SUB_PLAN, PlanType.THEME_PLAN,
        PlanType.COMMUNITY_PLAN, PlanType.ACTION_PART, PlanType.FISCAL_PLAN, PlanType.UNIT_PLAN,
        PlanType.ALLOCATION_LETTER,
    }
)  # fmt: skip
IN_USE: frozenset[str] = frozenset({PlanStatus.HEARING, PlanStatus.ADOPTED})


class _Levels:
    """Names of levels with "or" between them, in the reader's language."""

    def __init__(self, levels: list[LevelRecord]) -> None:
        self.levels = levels

    def __str__(self) -> str:
        *first, last = [str(level.one) for level in self.levels]
        return f" {pgettext_lazy('between the last two of a list', 'eller')} ".join(
            part for part in (", ".join(first), last) if part
        )


def level_skipped(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    abnormal = snapshot.structure.abnormal
    if not abnormal:
        return
    seen = set()
    for child in snapshot.live:
        for link in child.up:
            parent = link.parent
            if (child.level.id, parent.level.id, link.kind) in abnormal and parent.is_live:
                seen.add((child.id, parent.id))
                yield _skipped(snapshot, child, parent)
    for child, parent in snapshot.odd_places:
        if (child.id, parent.id) not in seen and child.is_live:
            yield _skipped(snapshot, child, parent)


def _skipped(snapshot: Snapshot, child: ElementRecord, parent: ElementRecord) -> Finding:
    usual = snapshot.structure.normal_parents(child.level)
    values: dict[str, object] = {"parent": parent.title, "level": parent.level.one}
    if not usual:
        text = _("Går rett til «%(parent)s» (%(level)s).")
        return finding(LEVEL_SKIPPED, child, text, parent, values=values)
    text = _("Går rett til «%(parent)s» (%(level)s). Vanlig neste ledd er %(usual)s.")
    values["usual"] = _Levels(usual)
    return finding(LEVEL_SKIPPED, child, text, parent, values=values)


def _serving(snapshot: Snapshot) -> set[str]:
    """Return the ids of goals and of what contributes to one; repealed goals too, which T-25 is about."""
    return snapshot.walk("serving", lambda: _walk_down(snapshot))


def _walk_down(snapshot: Snapshot) -> set[str]:
    everything = (*snapshot.elements.values(), *snapshot.foreign)
    return below((element for element in everything if element.role in GOALS), dead_too=True)


def serves_no_goal(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    serving = _serving(snapshot)
    for element in snapshot.with_roles(CARRIERS):
        if element.id in serving or not snapshot.structure.can_serve(element.level, GOALS):
            continue
        parents = [
            link.parent for link in element.up if link.kind == LinkKind.CONTRIBUTES and link.parent.is_live
        ]
        if any(parent.role in CARRIERS for parent in parents):
            continue  # the topmost of them has the finding
        if parents:
            text = _("Bidrar til «%(parent)s», men derfra går ingen tråd til et mål.")
            yield finding(SERVES_NO_GOAL, element, text, parents[0], values={"parent": parents[0].title})
        else:
            yield finding(SERVES_NO_GOAL, element, _("Bidrar ikke til noe mål."))


def plan_names_no_goal(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    if not any(level.role in GOALS and level.in_source for level in snapshot.structure.levels.values()):
        return
    serving = _serving(snapshot)
    naming = {place.plan.id for place in snapshot.carried if place.element.id in serving}
    naming |= {plan.id for plan in snapshot.plans.values() if any(one.id in serving for one in plan.elements)}
    named_below = {(plan.parent_id, plan.type) for plan in snapshot.plans.values() if plan.id in naming}
    for plan in snapshot.plans.values():
        if plan.type not in FOLLOW_UP or plan.status not in IN_USE or plan.id in naming:
            continue
        if (plan.id, plan.type) in named_below:
            continue  # this year's edition of a plan that is made again and again
        text = (
            _("Ingenting i planen er et mål eller bidrar til et.")
            if plan.elements
            else _("Innholdet i planen er ikke ført inn, så ingen ser hvilke mål den gjelder.")
        )
        yield _about_plan(plan, Message(text), snapshot.root_visibility)


def _about_plan(plan: PlanRecord, message: Message, root_visibility: int) -> Finding:
    end = plan_end(plan, root_visibility)
    return Finding(
        rule=PLAN_NAMES_NO_GOAL.id,
        kind=SubjectKind.PLAN,
        key=plan.key,
        title=plan.title,
        message=message,
        organisation=plan.owner.id if plan.owner else None,
        organisation_name=plan.owner.name if plan.owner else "",
        place=Place(plan.key, plan.title, "", plan.source, plan.source_place),
        visibility=end.visibility,
        team_organisations=gates([end]),
        involves_example=is_example(plan.origin),
    )


CHECKS = (
    Check(LEVEL_SKIPPED, level_skipped),
    Check(SERVES_NO_GOAL, serves_no_goal),
    Check(PLAN_NAMES_NO_GOAL, plan_names_no_goal),
)
