"""T-61: what someone meant to be public, but which its plan or organisation hides."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.core.models import Visibility
from rodtrad.goals.rules.check import Check, finding
from rodtrad.goals.snapshot import Snapshot

HIDDEN = Rule(
    id="T-61",
    severity=Severity.NOTE,
    title=_("Åpent element som ingen ser"),
    text=_("Et element som er satt som åpent, bør ikke stå i en plan som er intern eller bare for laget."),
    reason=_(
        "Den snevreste synligheten gjelder. Den som satte elementet åpent, tror kanskje at alle ser det."
    ),
    reference=_("Kommuneloven § 4-1 (aktiv informasjon)"),
    pictogram=Pictogram.LOCKED,
    remedy=_("Åpne planen, eller sett elementet som internt."),
)


def hidden(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for element in snapshot.live:
        if element.visibility == Visibility.PUBLIC and element.effective != Visibility.PUBLIC:
            if element.plan.visibility == Visibility.PUBLIC:
                yield finding(HIDDEN, element, _("Elementet er åpent, men organisasjonen er ikke det."))
            else:
                text = _("Elementet er åpent, men planen «%(plan)s» er ikke det.")
                yield finding(HIDDEN, element, text, values={"plan": element.plan.title})


CHECKS = (Check(HIDDEN, hidden),)
