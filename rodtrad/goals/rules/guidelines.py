"""T-62: guidelines from outside that nobody has said how to follow."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.models import LevelRole
from rodtrad.goals.rules.check import Check, finding
from rodtrad.goals.snapshot import Snapshot

NOT_HANDLED = Rule(
    id="T-62",
    severity=Severity.WARNING,
    title=_("Føring uten svar"),
    text=_("Planen skal si hvordan hver føring den nevner, følges opp."),
    reason=_("Nasjonale forventninger, regionale planer og avtaler skal følges opp, ikke bare nevnes."),
    reference=_("Plan- og bygningsloven § 6-1 (nasjonale forventninger); metode for andre føringer"),
    pictogram=Pictogram.LOOSE,
    remedy=_("Skriv kort hvordan føringen er fulgt opp, eller koble det som følger den opp."),
)


def not_handled(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for guideline in snapshot.with_roles(frozenset({LevelRole.GUIDELINE})):
        if guideline.has_handling or any(link.child.is_live for link in guideline.down):
            continue
        text = (
            _("Føringen er bindende, men ingen har skrevet hvordan den følges opp.")
            if guideline.binding
            else _("Ingen har skrevet hvordan føringen følges opp.")
        )
        yield finding(NOT_HANDLED, guideline, text)


CHECKS = (Check(NOT_HANDLED, not_handled),)
