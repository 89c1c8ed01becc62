"""Reads of the plan register. Everything is shown for one viewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import (
    KnowledgeBase,
    OwnPlanType,
    Plan,
    PlanCorrection,
    PlanDocument,
    PlanMerge,
    PlanStatus,
    Question,
)


def may_see(viewer: Viewer) -> Q:
    """Return the condition on plans with `effective` annotated: within the ceiling, or the team's."""
    if viewer.sees_all:
        return Q()
    return Q(effective__lte=viewer.ceiling) | Q(effective=Visibility.TEAM, owner__in=viewer.team)


def visible_plans(root: Root, viewer: Viewer) -> QuerySet[Plan]:
    """Return the root's plans that the viewer may see, in the register's order, with what `level_of` and a row need."""
    return (
        Plan.objects.filter(root=root)
        .annotate(effective=Greatest("visibility", "root__visibility"))
        .filter(may_see(viewer))
        .select_related("owner", "case", "source", "own_type", "knowledge")
        .order_by("position", "title")
    )


def knowledge_of(plan: Plan) -> KnowledgeBase | None:
    """Return what is said of the plan's knowledge, if anything is."""
    found: KnowledgeBase | None = getattr(plan, "knowledge", None)
    return found


def own_types_of(root: Root) -> list[OwnPlanType]:
    return list(OwnPlanType.objects.filter(root=root))


@dataclass(frozen=True)
class PlanRelations:
    """What stands around a plan in the register, as far as the viewer may see."""

    parent: Plan | None
    replaces: Plan | None
    elaborations: list[Plan]
    replaced_by: list[Plan]
    merges: list[Plan]
    merged_into: list[Plan]


def find_plan(root: Root, viewer: Viewer, key: str) -> Plan | None:
    return visible_plans(root, viewer).filter(key=key).first()


def relations_of(root: Root, plan: Plan, viewer: Viewer) -> PlanRelations:
    """Return the plans that this one elaborates, replaces and merges, and those that do so with it: two queries."""
    pairs = list(PlanMerge.objects.filter(Q(plan=plan) | Q(merged=plan)).values_list("plan_id", "merged_id"))
    taken_up = {merged for taker, merged in pairs if taker == plan.id}
    takers = {taker for taker, merged in pairs if merged == plan.id}
    named = {one for one in (plan.parent_id, plan.replaces_id, *taken_up, *takers) if one}
    near = Q(parent=plan) | Q(replaces=plan) | Q(id__in=named)
    rows = list(visible_plans(root, viewer).filter(near))
    by_id = {row.id: row for row in rows}
    return PlanRelations(
        parent=by_id.get(plan.parent_id) if plan.parent_id else None,
        replaces=by_id.get(plan.replaces_id) if plan.replaces_id else None,
        elaborations=[row for row in rows if row.parent_id == plan.id],
        replaced_by=[row for row in rows if row.replaces_id == plan.id],
        merges=[row for row in rows if row.id in taken_up],
        merged_into=[row for row in rows if row.id in takers],
    )


def documents_of(plan: Plan) -> list[PlanDocument]:
    """Return the plan's documents in their order, without their bytes; who may see the plan may see them."""
    return list(PlanDocument.objects.filter(plan=plan).select_related("file").defer("file__content"))


def corrections_of(plan: Plan) -> list[PlanCorrection]:
    """Return what was changed of the plan since it was adopted, the last first; who may see the plan may see them."""
    return list(PlanCorrection.objects.filter(plan=plan))


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
