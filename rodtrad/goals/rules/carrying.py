"""T-03, T-04, T-05: whether goals, strategies and themes are carried out."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.models import LevelRole, Progress
from rodtrad.goals.rules.check import (
    CARRIERS,
    DEEDS,
    GOALS,
    STRATEGIES,
    Check,
    as_open,
    finding,
    names,
)
from rodtrad.goals.snapshot import ElementRecord, Snapshot
from rodtrad.goals.snapshot.snapshot import above

GOAL_NOT_CARRIED = Rule(
    id="T-03",
    severity=Severity.ERROR,
    title=_("Mål uten gjennomføring"),
    text=_("Hvert mål skal ha minst én strategi, ett tiltak, oppdrag eller én oppgave under seg."),
    reason=_(
        "Et mål som ingenting gjennomfører, forblir et ønske. Temaer og delmål sier bare hva det handler om."
    ),
    reference=_("Plan- og bygningsloven § 11-1 (handlingsdelen); metode: mål- og resultatstyring"),
    pictogram=Pictogram.BROKEN,
    remedy=_("Koble en strategi eller et tiltak til målet, eller begrunn et unntak."),
)
STRATEGY_NOT_CARRIED = Rule(
    id="T-04",
    severity=Severity.WARNING,
    title=_("Strategi som ingen gjennomfører"),
    text=_(
        "Hver strategi skal ha minst ett tiltak, oppdrag eller én oppgave under seg, eller under et punkt."
    ),
    reason=_("En strategi er en vei til målet. Går ingen veien, kommer ingen fram."),
    reference=_("Plan- og bygningsloven § 11-1 (handlingsdelen)"),
    pictogram=Pictogram.BROKEN,
    remedy=_(
        "Koble tiltaket eller oppdraget som følger opp strategien, eller ta den ut ved neste rullering."
    ),
)
THEME_NOT_CARRIED = Rule(
    id="T-05",
    severity=Severity.NOTE,
    title=_("Tema som ingenting peker på"),
    text=_("Noe av det som gjøres for målet, bør peke på hvert av temaene det handler om."),
    reason=_("Temaene sier hva målet rommer. Et tomt tema er en del som ikke følges opp."),
    reference=_("Metode: mål- og resultatstyring"),
    pictogram=Pictogram.EMPTY_RING,
    remedy=_("Koble tiltaket som gjelder temaet, hit i stedet for bare til målet."),
)


def _carried_by(snapshot: Snapshot, roles: frozenset[str]) -> set[str]:
    """Return the ids of everything that something living and not stopped, of these roles, contributes to."""
    return snapshot.walk(("carried by", roles), lambda: _walk_up(snapshot, roles))


def _walk_up(snapshot: Snapshot, roles: frozenset[str]) -> set[str]:
    start = (
        element
        for source in (snapshot.with_roles(roles), snapshot.foreign)
        for element in source
        if element.role in roles and element.is_live and element.progress != Progress.STOPPED
    )
    return above(start)


def _dead_below(element: ElementRecord) -> list[ElementRecord]:
    """Return what used to carry it and has stopped or been repealed, if whoever sees it sees that too."""
    dead = [
        link.child
        for link in element.down
        if link.child.role in CARRIERS and (not link.child.is_live or link.child.progress == Progress.STOPPED)
    ]
    return [other for other in as_open(element, dead) if other.end in (element.end, (0, frozenset()))]


def goal_not_carried(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    carried = _carried_by(snapshot, CARRIERS)
    for goal in snapshot.with_roles(GOALS):
        if goal.id in carried or not snapshot.structure.can_carry(goal.level, CARRIERS):
            continue
        children = (link.child for link in goal.down if not link.child.foreign)
        if any(child.role in GOALS and child.is_live for child in children):
            continue  # the break is at the lowest goal
        if dead := _dead_below(goal):
            text = _("Det som skulle gjennomføre målet, er stoppet eller opphevet: %(dead)s.")
            yield finding(GOAL_NOT_CARRIED, goal, text, *dead, values={"dead": names(dead)})
        else:
            yield finding(
                GOAL_NOT_CARRIED, goal, _("Ingen strategier, tiltak, oppdrag eller oppgaver peker på målet.")
            )


def strategy_not_carried(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    carried = _carried_by(snapshot, DEEDS)
    for strategy in snapshot.with_roles(STRATEGIES):
        if strategy.id in carried or not snapshot.structure.can_carry(strategy.level, DEEDS):
            continue
        if any(link.parent.role == LevelRole.STRATEGY and link.parent.is_live for link in strategy.up):
            continue  # a point is judged with its strategy
        points = any(link.child.role in STRATEGIES for link in strategy.down)
        text = (
            _("Ingen tiltak, oppdrag eller oppgaver peker på strategien eller på punktene under den.")
            if points
            else _("Ingen tiltak, oppdrag eller oppgaver peker hit.")
        )
        yield finding(STRATEGY_NOT_CARRIED, strategy, text)


def theme_not_carried(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    themes = frozenset({LevelRole.THEME})
    carried = _carried_by(snapshot, CARRIERS)
    for theme in snapshot.with_roles(themes):
        if theme.id not in carried and snapshot.structure.can_carry(theme.level, CARRIERS):
            yield finding(
                THEME_NOT_CARRIED,
                theme,
                _("Ingen strategier, tiltak, oppdrag eller oppgaver peker på temaet."),
            )


CHECKS = (
    Check(GOAL_NOT_CARRIED, goal_not_carried),
    Check(STRATEGY_NOT_CARRIED, strategy_not_carried),
    Check(THEME_NOT_CARRIED, theme_not_carried),
)
