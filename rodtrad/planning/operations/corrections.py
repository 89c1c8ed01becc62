"""Keeps why what was adopted is changed: each field on its own, as it was and as it became."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.planning.errors import FieldErrors
from rodtrad.plans.models import LOCKED, Plan, PlanCorrection, PlanStatus

#: What is adopted of a plan besides its elements.
ADOPTED_FACTS = ("title", "description", "type", "from_year", "to_year")


def keep_corrections(plan: Plan, before: Mapping[str, Any], wanted: Mapping[str, Any], reason: str) -> None:
    """Keep each change to what is adopted of the plan; of a plan that is not locked there are none.

    Raises FieldErrors when there are some and no reason.
    """
    if before["status"] not in LOCKED:
        return
    changed = [field for field in ADOPTED_FACTS if field in wanted]
    if not changed:
        return
    if not reason.strip():
        told = _("Dette er vedtatt. Skriv hvorfor det rettes; begrunnelsen vises på planens side.")
        raise FieldErrors({"reason": told})
    for field in changed:
        _keep(plan, field, str(before[field]), str(wanted[field]), reason)


def changed_when_adopted(plan: Plan, wanted: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return before and after of what the values change of an adopted or repealed plan; of another plan, nothing.

    The values are by the names of the plan's columns. That it is no longer adopted, or no longer repealed, counts too,
    as does another day that it ended.
    """
    if plan.status not in LOCKED:
        return {}
    pairs = {
        field: (_text(getattr(plan, field)), _text(wanted[field]))
        for field in (*ADOPTED_FACTS, "status", "ended_on")
        if field in wanted
    }
    return {field: (before, after) for field, (before, after) in pairs.items() if before != after}


def keep_changes(plan: Plan, changed: Mapping[str, tuple[str, str]], reason: str) -> None:
    """Keep changes that `changed_when_adopted` found, with the reason for them, which is not empty."""
    for field, (before, after) in changed.items():
        _keep(plan, field, before, after, reason)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def require_repeal(plan: Plan, day: date | None, reason: str) -> date:
    """Keep why the plan is repealed, and return the day. Raises FieldErrors without either, or for another day."""
    faults = {}
    if not reason.strip():
        faults["reason"] = _("Skriv hvorfor planen oppheves, gjerne med nummeret på saken.")
    if day is None:
        faults["ended_on"] = _("Skriv dagen planen ble opphevet.")
    elif day > timezone.localdate():
        faults["ended_on"] = _("Dagen kan ikke være i framtiden.")
    elif plan.in_force_from and day < plan.in_force_from:
        told = _("Planen gjelder fra %s og kan ikke være opphevet før det.")
        faults["ended_on"] = told % date_format(plan.in_force_from, "DATE_FORMAT")
    if faults:
        raise FieldErrors(faults)
    assert day is not None
    _keep(plan, "status", PlanStatus.ADOPTED.value, PlanStatus.REPEALED.value, reason)
    return day


def _keep(plan: Plan, field: str, before: str, after: str, reason: str) -> None:
    PlanCorrection.objects.create(
        root_id=plan.root_id, plan=plan, field=field, before=before, after=after, reason=reason.strip()
    )
