"""Decides how a root counts a deadline."""

from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.core.history import told_by
from rodtrad.goals.operations.writing import in_turn
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, powers_in
from rodtrad.planning.clocks.days import HAS_READINGS
from rodtrad.planning.clocks.deadlines import (
    Deadline,
    Mark,
    all_deadlines,
    day_of_year,
    deadlines_by_id,
    may_choose,
    may_choose_day,
)
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models import ClockChoice
from rodtrad.planning.operations.at_once import Begun, said_by, settled
from rodtrad.planning.permissions import may_choose_clocks

FIELDS = ("days", "strict", "day", "reason")


def choose_clock(
    *,
    actor: Person,
    root: Root,
    rule: str,
    days: int | None = None,
    strict: bool = False,
    day: str = "",
    reason: str,
    based_on: Begun | None = None,
) -> ClockChoice | None:
    """Let the root count a rule with other days, in the stricter reading, or to another day of the year (02-22).

    With none of them it counts as the rule says itself. Raises NotAllowedError, FieldErrors and ChangedMeanwhile.
    """
    if not may_choose_clocks(powers_in(actor, root)):
        raise NotAllowedError(_("Bare en administrator bestemmer hvordan fristene telles her."))
    known = deadlines_by_id().get(rule)
    if known is None:
        raise FieldErrors({"": _("Regelen finnes ikke.")})
    with told_by(user=str(actor.pk)), transaction.atomic():
        in_turn("clock choices", root.pk)
        given = {"days": days, "strict": strict, "day": day, "reason": reason.strip()}
        days, strict, day, reason = settled(_standing(root, known), given, based_on).values()
        if days == known.span.days:
            days = None
        if known.day is not None and day_of_year(day) == known.day:
            day = ""
        if days is None and not strict and not day:
            ClockChoice.objects.filter(root=root, rule=rule).delete()
            return None
        if faults := _faults(known, days, day, reason, strict=strict):
            raise FieldErrors(faults)
        row, _made = ClockChoice.objects.update_or_create(
            root=root,
            rule=rule,
            defaults={"days": days, "strict": strict, "day": day, "reason": reason},
        )
    return row


def clock_values(root: Root) -> dict[str, dict[str, str]]:
    """Return by rule how the root counts it now, for forms to carry."""
    rows = {one.rule: one for one in ClockChoice.objects.filter(root=root)}
    return {one.id: said_by(_filled(rows.get(one.id), one), FIELDS) for one in all_deadlines()}


def _standing(root: Root, rule: Deadline) -> ClockChoice:
    return _filled(ClockChoice.objects.filter(root=root, rule=rule.id).first(), rule)


def _filled(row: ClockChoice | None, rule: Deadline) -> ClockChoice:
    """Return what stands of a rule, the rule's own days and day where the root has chosen none."""
    row = row or ClockChoice(rule=rule.id)
    row.days = row.days if row.days is not None else rule.span.days or None
    row.day = row.day or ("{:02}-{:02}".format(*rule.day) if rule.day else "")
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
