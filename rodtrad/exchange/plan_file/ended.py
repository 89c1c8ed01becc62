"""The day that a plan of the file ended: what the file says, or what follows from the rest of it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.cases.models import Case
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.plan_file import entries as e
from rodtrad.plans.models import Plan, PlanStatus


def days_ended(
    entries: Iterable[e.PlanEntry],
    plans: Mapping[str, Plan],
    cases: Mapping[str, Case],
    stored: frozenset[str],
) -> dict[str, date]:
    """Return the day that each repealed plan ended, by key, where one is known; `plans` stand as they did before.

    A file without the day changes no day that is stored. Otherwise it is the day of the case of the adopted plan that
    replaces or merges it, or today for a plan that was in the register (one of the `stored` keys) and was not
    repealed. Raises ExchangeError for a day before the plan came into force.
    """
    told = list(entries)
    replaced = _days_replaced(told, cases)
    days = {
        one.key: one.ended_on or _day_ended(plans[one.key], replaced.get(one.key), one.key in stored)
        for one in told
        if one.status == PlanStatus.REPEALED
    }
    for key, day in days.items():
        _refuse_before_force(plans[key], day)
    return {key: day for key, day in days.items() if day}


def _days_replaced(entries: Iterable[e.PlanEntry], cases: Mapping[str, Case]) -> dict[str, date]:
    """Return the first day that an adopted plan of the file came in the place of another, by the other's key."""
    days: dict[str, date] = {}
    for entry in entries:
        decided = cases[entry.case].date if entry.case else None
        if entry.status != PlanStatus.ADOPTED or decided is None:
            continue
        for older in {entry.replaces, *entry.merges} - {""}:
            days[older] = min(decided, days.get(older, decided))
    return days


def _day_ended(plan: Plan, replaced_on: date | None, was_stored: bool) -> date | None:
    if plan.ended_on:
        return plan.ended_on
    is_new_to_it = was_stored and plan.status != PlanStatus.REPEALED
    day = replaced_on or (timezone.localdate() if is_new_to_it else None)
    return max(day, plan.in_force_from or day) if day else None


def _refuse_before_force(plan: Plan, day: date | None) -> None:
    if day and plan.in_force_from and day < plan.in_force_from:
        raise ExchangeError(
            _("Planen «%(plan)s» gjelder fra %(day)s og kan ikke være opphevet før det. Ingenting er lagret.")
            % {"plan": plan.key, "day": date_format(plan.in_force_from, "DATE_FORMAT")}
        )
