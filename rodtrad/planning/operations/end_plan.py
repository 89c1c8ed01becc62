"""Ends plans: what is repealed, and what comes from it and is carried on nowhere."""

from datetime import date

from django.db.models import Q

from rodtrad.core.models import LifeCycle
from rodtrad.goals.models import Element
from rodtrad.plans.models import Plan, PlanMerge, PlanStatus


def end_what_it_takes_over(plan: Plan, day: date) -> None:
    """Repeal the plans that this one replaces or merges."""
    ids = [*PlanMerge.objects.filter(plan=plan).values_list("merged_id", flat=True)]
    if plan.replaces_id:
        ids.append(plan.replaces_id)
    older = Plan.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    for one in older.exclude(status=PlanStatus.REPEALED):
        end_plan(one, day)


def end_plan(plan: Plan, day: date) -> None:
    """Repeal the plan, and its elements but those that an adopted plan has carried on; the caller holds its lock."""
    plan.status, plan.ended_on = PlanStatus.REPEALED, max(day, plan.in_force_from or day)
    plan.save(update_fields=["status", "ended_on"])
    carried_on = Q(placements__plan__status=PlanStatus.ADOPTED) & ~Q(placements__plan=plan)
    own = Element.objects.filter(plan=plan)
    left = own.exclude(pk__in=own.filter(carried_on).values("pk"))
    left.exclude(life_cycle=LifeCycle.REPEALED).update(life_cycle=LifeCycle.REPEALED)
