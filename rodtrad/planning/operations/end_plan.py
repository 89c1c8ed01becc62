"""Ends plans: what is repealed, and what comes from it and is carried on nowhere."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from rodtrad.core.models import LifeCycle
from rodtrad.goals.models import Element
from rodtrad.plans.models import Plan, PlanMerge, PlanStatus


def ends_with(plan: Plan) -> list[Plan]:
    """Return the plans that adopting this one would end, and those it would end elements in."""
    elements = written_on_from(plan)
    near = Q(pk__in=taken_over(plan)) & ~Q(status=PlanStatus.REPEALED)
    near |= Q(elements__in=elements) | Q(placements__element__in=elements, status=PlanStatus.ADOPTED)
    rows = Plan.objects.filter(near).exclude(pk=plan.pk).select_related("owner", "root")
    return list(rows.distinct().order_by("position", "title"))


def written_on_from(plan: Plan) -> QuerySet[Element]:
    """Return the elements of other plans that the plan's own are written on from, and that still stand."""
    own = Element.objects.filter(plan=plan).exclude(life_cycle=LifeCycle.REPEALED)
    before = Element.objects.filter(successors__in=own).exclude(plan=plan)
    return before.exclude(life_cycle=LifeCycle.REPEALED)


def taken_over(plan: Plan) -> list[UUID]:
    """Return the ids of the plans that this one replaces or merges."""
    merged = PlanMerge.objects.filter(plan=plan).values_list("merged_id", flat=True)
    return [*merged, *([plan.replaces_id] if plan.replaces_id else [])]


def end_what_it_takes_over(plan: Plan, day: date) -> list[Plan]:
    """Repeal the plans that this one replaces or merges; return those that were not repealed before."""
    older = Plan.objects.select_for_update(of=("self",)).filter(pk__in=taken_over(plan)).order_by("pk")
    ended = list(older.exclude(status=PlanStatus.REPEALED))
    for one in ended:
        end_plan(one, day)
    return ended


def end_plan(plan: Plan, day: date) -> None:
    """Repeal the plan, and its elements but those that an adopted plan has carried on; the caller holds its lock."""
    plan.status, plan.ended_on = PlanStatus.REPEALED, max(day, plan.in_force_from or day)
    plan.save(update_fields=["status", "ended_on"])
    carried_on = Q(placements__plan__status=PlanStatus.ADOPTED) & ~Q(placements__plan=plan)
    own = Element.objects.filter(plan=plan)
    left = own.exclude(pk__in=own.filter(carried_on).values("pk"))
    left.exclude(life_cycle=LifeCycle.REPEALED).update(life_cycle=LifeCycle.REPEALED)
