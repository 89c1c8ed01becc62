"""T-41, T-42: the UN goals, where the framework or the root has said that they matter."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Message, Pictogram, Place, Rule, Severity, SubjectKind
from rodtrad.goals.models import LinkKind
from rodtrad.goals.rules.check import GOALS, Check, finding, is_example
from rodtrad.goals.snapshot import ElementRecord, Snapshot
from rodtrad.goals.snapshot.snapshot import below

NOT_TAGGED = Rule(
    id="T-41",
    severity=Severity.NOTE,
    title=_("Mål uten FNs bærekraftsmål"),
    text=_("Rammeverket ber om at hvert mål viser hvilke av FNs bærekraftsmål eller delmål det tjener."),
    reason=_("Da kan kommunen vise hva den gjør for bærekraftsmålene, og se hvor den ikke gjør noe."),
    reference=_("Metode: rammeverkets krav om FNs bærekraftsmål"),
    pictogram=Pictogram.EMPTY_RING,
    remedy=_("Merk målet, eller målet over det, med delmålet det tjener."),
)
NOT_SERVED = Rule(
    id="T-42",
    severity=Severity.WARNING,
    title=_("FN-delmål som ingenting tjener"),
    text=_("Et FN-delmål som er pekt ut som viktig lokalt, skal tjenes av noe på tråden."),
    reason=_("Det er sagt at delmålet betyr noe her. Da bør noen gjøre noe med det."),
    reference=_("Metode: lokalt viktige FN-delmål"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Merk målet eller tiltaket som tjener delmålet, eller ta delmålet ut av listen."),
)


def not_tagged(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    asking = [goal for goal in snapshot.with_roles(GOALS) if goal.level.asks_for_sdg]
    if not asking:
        return
    tagged = [element for element in snapshot.with_roles(GOALS) if element.id in snapshot.tags]
    covered = below(tagged)
    for goal in asking:
        if goal.id in covered or _has_untagged_parent(goal, covered):
            continue
        yield finding(NOT_TAGGED, goal, _("Verken målet eller målet over det er merket."))


def _has_untagged_parent(goal: ElementRecord, covered: set[str]) -> bool:
    """Tell whether the finding belongs to the goal above it."""
    return any(
        link.kind == LinkKind.CONTRIBUTES
        and link.parent.role in GOALS
        and not link.parent.foreign
        and link.parent.is_live
        and link.parent.level.asks_for_sdg
        and link.parent.id not in covered
        for link in goal.up
    )


def not_served(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    if not snapshot.local_targets:
        return
    served = {
        code
        for element_id, codes in snapshot.tags.items()
        if snapshot.elements[element_id].is_live
        for code in codes
    }
    for target in snapshot.local_targets:
        if target.code in served or str(target.goal) in served:
            continue
        yield Finding(
            rule=NOT_SERVED.id,
            kind=SubjectKind.SDG_TARGET,
            key=target.code,
            title=f"{target.code} {target.name.nb}",
            message=Message(
                _("Ingen mål, strategier eller tiltak er merket med delmål %(code)s."), {"code": target.code}
            ),
            place=Place(source=target.source, source_place=target.source_place),
            visibility=snapshot.root_visibility,
            involves_example=is_example(target.origin),
        )


CHECKS = (Check(NOT_TAGGED, not_tagged), Check(NOT_SERVED, not_served))
