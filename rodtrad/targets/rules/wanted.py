"""T-74, T-75, T-76: whether what is wanted can still be judged."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.snapshot import Snapshot
from rodtrad.indicators import comparing
from rodtrad.targets.methods import Method
from rodtrad.targets.rules.check import Check, about_targets, under_way
from rodtrad.targets.snapshot import Measuring, TargetRecord

YEAR_PASSED = Rule(
    id="T-74",
    severity=Severity.WARNING,
    title=_("Målåret er over"),
    text=_("Et måltall skal gjelde et år som ikke er over."),
    reason=_("Når året er over, er tiden inne for å si om målet ble nådd. Etter det styrer ikke tallet noe."),
    reference=_("Kommuneloven § 14-7 (måloppnåelse i årsberetningen)"),
    pictogram=Pictogram.LATE,
    remedy=_("Gjør opp status, og sett et nytt måltall, eller avslutt elementet."),
)
NO_DIRECTION = Rule(
    id="T-75",
    severity=Severity.WARNING,
    title=_("Måltall uten retning"),
    text=_("Det skal framgå om høyere eller lavere er bedre."),
    reason=_("Uten en retning kan ingen si om et nytt tall er bra eller dårlig."),
    reference=_("Metode: Open SDG 2.4 (retning må være kjent)"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Gi indikatoren en retning, gi måltallet en basisverdi, eller bruk et bånd."),
)
REDEFINED = Rule(
    id="T-76",
    severity=Severity.WARNING,
    title=_("Definisjonen er endret etter at måltallet ble satt"),
    text=_("Et måltall skal gjelde det indikatoren måler nå."),
    reason=_("Endres det som måles, er tallene før og etter ikke det samme, og målet kan ha flyttet seg."),
    reference=_("Metode: brudd i tidsserien"),
    pictogram=Pictogram.CROSSING,
    remedy=_("Se om måltallet fortsatt holder, og sett det på nytt med dagens definisjon."),
)


def year_passed(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    def is_passed(one: TargetRecord) -> bool:
        return one.year is not None and one.year < today.year

    for element, targets in under_way(snapshot, measuring, is_passed):
        latest = max(one.year for one in targets if one.year)
        text = _("Året som måltallet gjelder, er over (%(year)s): %(indicators)s.")
        yield about_targets(YEAR_PASSED, element, text, targets, values={"year": str(latest)})


def no_direction(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    for element, targets in under_way(snapshot, measuring, _lacks_direction):
        text = _("Det er ikke sagt om høyere eller lavere er bedre: %(indicators)s.")
        yield about_targets(NO_DIRECTION, element, text, targets)


def _lacks_direction(one: TargetRecord) -> bool:
    """Tell whether neither the indicator nor the way from baseline to target says which way is better."""
    if one.method is Method.BAND or comparing.Direction(one.indicator.direction).sign:
        return False
    if one.method is Method.DIRECTION:
        return True
    return one.baseline_value is None or one.baseline_value == one.value


def redefined(snapshot: Snapshot, measuring: Measuring, today: date) -> Iterator[Finding]:
    def is_redefined(one: TargetRecord) -> bool:
        return one.indicator.defined_on is not None and one.set_on < one.indicator.defined_on

    for element, targets in under_way(snapshot, measuring, is_redefined):
        days = [one.indicator.defined_on for one in targets if one.indicator.defined_on]
        text = _("Endret %(day)s, etter at måltallet ble satt: %(indicators)s.")
        yield about_targets(REDEFINED, element, text, targets, values={"day": max(days)})


CHECKS = (
    Check(YEAR_PASSED, year_passed),
    Check(NO_DIRECTION, no_direction),
    Check(REDEFINED, redefined),
)
