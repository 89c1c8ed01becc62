"""Decides how a root counts a deadline."""

from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.core.history import told_by
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, powers_in
from rodtrad.planning.clocks.days import HAS_READINGS
from rodtrad.planning.clocks.deadlines import (
    Deadline,
    Mark,
    day_of_year,
    deadlines_by_id,
    may_choose,
    may_choose_day,
)
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models import ClockChoice
from rodtrad.planning.permissions import may_choose_clocks


def choose_clock(
    *,
    actor: Person,
    root: Root,
    rule: str,
    days: int | None = None,
    strict: bool = False,
    day: str = "",
    reason: str,
) -> ClockChoice | None:
    """Let the root count a rule with other days, in the stricter reading, or to another day of the year (02-22).

    With none of them it counts as the rule says itself. Raises NotAllowedError and FieldErrors.
    """
    if not may_choose_clocks(powers_in(actor, root)):
        raise NotAllowedError(_("Bare en administrator bestemmer hvordan fristene telles her."))
    known = deadlines_by_id().get(rule)
    if known is None:
        raise FieldErrors({"": _("Regelen finnes ikke.")})
    if days == known.span.days:
        days = None
    if known.day is not None and day_of_year(day) == known.day:
        day = ""
    with told_by(user=str(actor.pk)), transaction.atomic():
        if days is None and not strict and not day:
            ClockChoice.objects.filter(root=root, rule=rule).delete()
            return None
        if faults := _faults(known, days, day, reason, strict=strict):
            raise FieldErrors(faults)
        row, _made = ClockChoice.objects.update_or_create(
            root=root,
            rule=rule,
            defaults={"days": days, "strict": strict, "day": day, "reason": reason.strip()},
        )
    return row


def _faults(rule: Deadline, days: int | None, day: str, reason: str, *, strict: bool) -> dict[str, str]:
    faults = {}
    if strict and rule.day_rule not in HAS_READINGS:
        faults["strict"] = _("Denne regelen har bare én lesning. Den kan ikke telles strengere slik.")
    if day and (fault := _fault_of_day(rule, day)):
        faults["day"] = fault
    if days is not None and not rule.span.days:
        faults["days"] = _("Denne regelen telles ikke i dager, og kan ikke endres her.")
    elif days is not None and not 1 <= days <= 3660:
        faults["days"] = _("Skriv et antall dager fra 1 til 3660.")
    elif not may_choose(rule, days):
        assert rule.mark is Mark.SOURCE
        faults["days"] = _(
            "Loven sier %(days)d dager. Regelen er lest i loven og kan bare gjøres strengere."
        ) % {"days": rule.span.days}
    if not reason.strip():
        faults["reason"] = _("Skriv hvorfor dere teller slik.")
    return faults


def _fault_of_day(rule: Deadline, text: str) -> str:
    found = day_of_year(text)
    if rule.day is None:
        return _("Denne regelen har ingen siste dag i året, og kan ikke endres slik.")
    if found is None:
        return _("Velg en dag som finnes hvert år.")
    if not may_choose_day(rule, found):
        return _("Regelen er lest i loven og kan bare gjøres strengere. Velg en tidligere dag.")
    return ""
