"""Reads of the plan register. Everything is shown for one viewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan, PlanStatus, Question


def may_see(viewer: Viewer) -> Q:
    """Return the condition on plans with `effective` annotated: within the ceiling, or the team's."""
    if viewer.sees_all:
        return Q()
    return Q(effective__lte=viewer.ceiling) | Q(effective=Visibility.TEAM, owner__in=viewer.team)


def visible_plans(root: Root, viewer: Viewer) -> QuerySet[Plan]:
    """Return the root's plans that the viewer may see, in the register's order, with owner and case."""
    return (
        Plan.objects.filter(root=root)
        .annotate(effective=Greatest("visibility", "root__visibility"))
        .filter(may_see(viewer))
        .select_related("owner", "case", "source")
        .order_by("position", "title")
    )


@dataclass(frozen=True)
class PlanRelations:
    """What stands around a plan in the register, as far as the viewer may see."""

    parent: Plan | None
    replaces: Plan | None
    elaborations: list[Plan]
    replaced_by: list[Plan]


def find_plan(root: Root, viewer: Viewer, key: str) -> Plan | None:
    return visible_plans(root, viewer).filter(key=key).first()


def relations_of(root: Root, plan: Plan, viewer: Viewer) -> PlanRelations:
    """Return the plans that this one elaborates, replaces, is elaborated by and replaced by: one query."""
    near = Q(parent=plan) | Q(replaces=plan) | Q(id__in=[i for i in (plan.parent_id, plan.replaces_id) if i])
    rows = list(visible_plans(root, viewer).filter(near))
    by_id = {row.id: row for row in rows}
    return PlanRelations(
        parent=by_id.get(plan.parent_id) if plan.parent_id else None,
        replaces=by_id.get(plan.replaces_id) if plan.replaces_id else None,
        elaborations=[row for row in rows if row.parent_id == plan.id],
        replaced_by=[row for row in rows if row.replaces_id == plan.id],
    )


def front_plans(viewers: Mapping[UUID, Viewer]) -> list[Plan]:
    """Return roots' plans that say what is to be achieved, or have a hearing or a dated case: one query.

    `viewers` says for each root what the reader may see there.
    """
    allowed = Q(pk__in=[])
    for root_id, viewer in viewers.items():
        allowed |= Q(root_id=root_id) & may_see(viewer)
    dated = Q(hearing_from__isnull=False) | Q(case__date__isnull=False)
    return list(
        Plan.objects.annotate(effective=Greatest("visibility", "root__visibility"))
        .filter(allowed)
        .filter(dated | Q(question=Question.WHAT_TO_ACHIEVE) & ~Q(status=PlanStatus.REPEALED))
        .select_related("root", "case")
        .order_by("position", "title")
    )
