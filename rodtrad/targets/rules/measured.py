"""T-71, T-72, T-73: whether goals are measured, and by what comes of what is done."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.models import LinkKind, Progress
from rodtrad.goals.rules.check import GOALS, finding
from rodtrad.goals.snapshot import ElementRecord, Snapshot
from rodtrad.goals.snapshot.snapshot import above, below
from rodtrad.indicators.models import Perspective
from rodtrad.targets.methods import Method
from rodtrad.targets.rules.check import Check, about_targets, under_way
from rodtrad.targets.snapshot import Measuring, TargetRecord

NO_OUTCOME = Rule(
    id="T-71",
    severity=Severity.NOTE,
    title=_("Mål uten virkningsindikator"),
    text=_("Hvert mål, eller et mål over eller under det, bør ha en indikator som viser virkningen."),
    reason=_("Uten et tall som viser om noe er blitt annerledes, vet ingen om målet er nådd."),
    reference=_("Kommuneloven § 14-7 (måloppnåelse i årsberetningen); metode: mål- og resultatstyring"),
    pictogram=Pictogram.EMPTY_RING,
    remedy=_("Velg en virkningsindikator fra katalogen, og si hva som er ønsket."),
)
NO_TARGET = Rule(
    id="T-72",
    severity=Severity.NOTE,
    title=_("Indikator uten måltall"),
    text=_("En indikator på et element bør ha et måltall: hvor mye, og når."),
    reason=_("En retning alene er alltid for lite eller for mye. Måltallet sier når det er nok."),
    reference=_("Metode: mål- og resultatstyring"),
    pictogram=Pictogram.LOOSE,
    remedy=_("Sett et måltall med år, eller et bånd med laveste aksepterte, eller begrunn et unntak."),
)
ONLY_ACTIVITY = Rule(
    id="T-73",
    severity=Severity.WARNING,
    title=_("Bare aktivitet under målet"),
    text=_("Et mål skal ikke måles bare med innsats og aktivitet."),
    reason=_("Det er mulig å gjøre mye uten at noe blir bedre. Da ser målet nådd ut uten å være det."),
    reference=_("Metode: innsats, aktivitet, leveranse og virkning holdes fra hverandre"),
    pictogram=Pictogram.SKIPPED,
    remedy=_("Legg til en indikator som viser hva aktiviteten fører til."),
)
#: What is put in and done, in place of what comes of it.
DOING: frozenset[str] = frozenset({Perspective.INPUT, Perspective.ACTIVITY})


def _holding(snapshot: Snapshot, measuring: Measuring, perspectives: frozenset[str]) -> list[ElementRecord]:
    """Return the living elements with an indicator of these perspectives."""
    return [
        element
        for element in snapshot.live
        if any(one.indicator.perspective in perspectives for one in measuring.targets_of.get(element.id, ()))
    ]


def _measured(snapshot: Snapshot, measuring: Measuring) -> set[str]:
    """Return the ids of goals whose outcome is measured: at the goal itself, above it or below it."""

    def walk() -> set[str]:
        holding = _holding(snapshot, measuring, frozenset({Perspective.OUTCOME}))
        return above(holding) | below(one for one in holding if one.role in GOALS)

    return snapshot.walk("outcome measured", walk)


def _only_doing(snapshot: Snapshot, measuring: Measuring) -> set[str]:
    """Return the ids of what is measured by input and activity alone, everything above included."""

    def walk() -> set[str]:
        better = frozenset(Perspective) - DOING
        done, better_ones = (_holding(snapshot, measuring, some) for some in (DOING, better))
        return above(done) - above(better_ones) - _measured(snapshot, measuring)

    return snapshot.walk("only activity", walk)


def no_outcome(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    measured, only_doing = _measured(snapshot, measuring), _only_doing(snapshot, measuring)
    for goal in snapshot.with_roles(GOALS):
        if goal.id in measured or goal.id in only_doing or goal.progress == Progress.STOPPED:
            continue  # T-73 tells of the second
        if _has_parent(goal):
            continue  # the topmost goal has the finding
        text = _("Ingen indikator viser virkningen av målet, eller av målene under det.")
        yield finding(NO_OUTCOME, goal, text)


def _has_parent(goal: ElementRecord) -> bool:
    return any(
        link.kind == LinkKind.CONTRIBUTES
        and link.parent.role in GOALS
        and not link.parent.foreign
        and link.parent.is_live
        for link in goal.up
    )


def no_target(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    def has_none(one: TargetRecord) -> bool:
        return one.method is Method.DIRECTION and one.value is None

    for element, targets in under_way(snapshot, measuring, has_none):
        text = _("Det er ikke sagt hvor mye eller når: %(indicators)s.")
        yield about_targets(NO_TARGET, element, text, targets)


def only_activity(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    flagged = _only_doing(snapshot, measuring)
    for goal in snapshot.with_roles(GOALS):
        if goal.id not in flagged or goal.progress == Progress.STOPPED:
            continue
        if any(link.child.role in GOALS and link.child.id in flagged for link in goal.down):
            continue  # the lowest goal has the finding
        under = below([goal])
        holders = [snapshot.elements[one] for one in under if one in measuring.targets_of]
        yield _only_by(goal, holders, measuring)


def _only_by(goal: ElementRecord, holders: list[ElementRecord], measuring: Measuring) -> Finding:
    """Name the indicators that whoever sees the goal sees too; those of hidden elements when there are no others."""
    seen = [one for one in holders if one.end.visibility == 0 or one.end == goal.end] or holders
    others = sorted((one for one in seen if one is not goal), key=lambda one: one.key)
    targets = [target for one in seen for target in measuring.targets_of[one.id]]
    text = _("Målet måles bare med det som blir gjort: %(indicators)s.")
    return about_targets(ONLY_ACTIVITY, goal, text, targets, *others)


CHECKS = (
    Check(NO_OUTCOME, no_outcome),
    Check(NO_TARGET, no_target),
    Check(ONLY_ACTIVITY, only_activity),
)
