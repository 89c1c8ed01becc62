from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.goals.operations.writing import in_turn
from rodtrad.goals.permissions import Powers
from rodtrad.organisations.permissions import Person, viewer_for
from rodtrad.planning.errors import ChangedMeanwhile, FieldChange, FieldErrors, NotAllowedError
from rodtrad.planning.operations.announce import announce_repealed
from rodtrad.planning.operations.corrections import keep_corrections, require_repeal
from rodtrad.planning.operations.end_plan import end_plan
from rodtrad.planning.operations.plan_fields import PlanValues, cleaned_plan, plan_values
from rodtrad.planning.operations.plan_framework import put_framework
from rodtrad.planning.operations.put_plan import (
    put_knowledge,
    put_merges,
    put_plan,
    refuse_taking_over_in_circle,
)
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_adopt, may_create_plan, open_plan_fields
from rodtrad.plans.models import Plan, PlanStatus

#: From each status those that a plan may come to here. Adopting is an operation of its own (`adopt`).
NEXT: dict[str, tuple[PlanStatus, ...]] = {
    PlanStatus.PLANNED: (PlanStatus.UNDER_WAY,),
    PlanStatus.UNDER_WAY: (PlanStatus.PLANNED, PlanStatus.HEARING),
    PlanStatus.HEARING: (PlanStatus.UNDER_WAY,),
    PlanStatus.ADOPTED: (PlanStatus.REPEALED,),
    PlanStatus.REPEALED: (),
}


def change_plan(
    *,
    actor: Person,
    plan: Plan,
    values: Mapping[str, Any],
    based_on: Mapping[str, Any] | None = None,
    reason: str = "",
    ended_on: date | None = None,
) -> Plan:
    """Change what the register says of a plan.

    What is adopted is corrected with a `reason`; to repeal a plan takes one, and the day it `ended_on`.
    `based_on` holds the fields as they were when the person began; what both changed raises ChangedMeanwhile. Raises
    NotAllowedError and FieldErrors too.
    """
    mine = cleaned_plan(values)
    in_root = plan.root
    with alone_with(plan, actor=actor) as (row, powers):
        in_turn("plans", row.root_id)
        viewer = viewer_for(actor, in_root)
        now = plan_values(row, viewer)
        was = now if based_on is None else based_on
        wanted = {field: said for field, said in mine.items() if said not in (was.get(field), now[field])}
        _require(powers, row, wanted)
        _refuse_meanwhile(wanted, based_on, now)
        keep_corrections(row, now, wanted, reason)
        put_plan(row, wanted, viewer)
        if "owner" in wanted and not may_create_plan(powers, row.owner_id):
            raise NotAllowedError(_("Du kan ikke gi planen til denne eieren."))
        _put_status(row, wanted.get("status"), ended_on, reason)
        if "replaces" in wanted:
            refuse_taking_over_in_circle(row, "replaces")
        if wanted:
            row.save()
        if "merges" in wanted:
            put_merges(row, wanted["merges"], viewer)
        if wanted.keys() & {"merges", "replaces"}:
            refuse_taking_over_in_circle(row, "merges")
        put_knowledge(row, wanted)
        if "framework" in wanted:
            put_framework(row, wanted["framework"])
        if wanted.get("status") == PlanStatus.REPEALED:
            announce_repealed(plan=row, actor=actor)
    return row


def _require(powers: Powers, plan: Plan, wanted: PlanValues) -> None:
    publishes = wanted.get("visibility") == Visibility.PUBLIC or wanted.get("status") == PlanStatus.HEARING
    if publishes and not powers.has("publish", plan.owner_id):
        raise NotAllowedError(
            _("Bare en godkjenner kan sende en plan på høring eller gjøre den synlig for alle.")
        )
    if wanted.get("status") == PlanStatus.REPEALED and not may_adopt(powers, plan):
        raise NotAllowedError(_("Bare en godkjenner for planen kan oppheve den."))
    closed = wanted.keys() - open_plan_fields(powers, plan, wanted.keys())
    if not closed:
        return
    if plan.status == PlanStatus.ADOPTED and powers.has("write_drafts", plan.owner_id):
        raise NotAllowedError(
            _("«%s» er vedtatt. Det som er endret her, kan bare en godkjenner for planen endre.") % plan.title
        )
    raise NotAllowedError(
        _("Du kan ikke endre planen «%s». Det kan den som er redaktør for enheten som eier den.") % plan.title
    )


def _put_status(plan: Plan, status: str | None, ended_on: date | None, reason: str) -> None:
    if status is None:
        return
    if status == PlanStatus.ADOPTED:
        raise FieldErrors(
            {"status": _("En plan vedtas i en sak. Gå til versjonene av planen og før inn vedtaket.")}
        )
    if status not in NEXT[plan.status]:
        told = _("En plan som er %(before)s, kan ikke bli %(after)s.") % {
            "before": PlanStatus(plan.status).label, "after": PlanStatus(status).label}  # fmt: skip
        raise FieldErrors({"status": told})
    if status == PlanStatus.REPEALED:
        end_plan(plan, require_repeal(plan, ended_on, reason))
    plan.status = status


def _refuse_meanwhile(wanted: PlanValues, started: Mapping[str, Any] | None, now: PlanValues) -> None:
    """Raise ChangedMeanwhile when somebody else has changed the same fields since the person began."""
    if started is None:
        return
    both = [field for field in wanted if started.get(field, now[field]) != now[field]]
    if both:
        raise ChangedMeanwhile(
            [FieldChange(field, started.get(field), now[field], wanted[field]) for field in both], now
        )
