"""The root's own types of plans, and what the register says beside a plan, as entries."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rodtrad.exchange.plan_file import entries as e
from rodtrad.organisations.models import Root
from rodtrad.plans.models import KnowledgeBase, OwnPlanType, Plan, PlanMerge, PlanStatus


def own_types(root: Root) -> list[e.OwnTypeEntry]:
    rows = OwnPlanType.objects.filter(root=root).order_by("position", "key")
    return [
        e.OwnTypeEntry(
            key=row.key,
            name=row.name_nb,
            name_nn=row.name_nn,
            name_en=row.name_en,
            based_on=row.based_on,
            level=row.level,
            horizon_years=row.horizon_years,
            treatment=row.treatment,
            legal_basis=row.legal_basis,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Registered:
    """What belongs to the root's plans, by plan."""

    types: dict[UUID | None, str]
    merges: dict[UUID, list[str]]
    knowledge: dict[UUID, e.KnowledgeEntry]

    @classmethod
    def of(cls, root: Root) -> "Registered":
        merges: dict[UUID, list[str]] = defaultdict(list)
        pairs = (
            PlanMerge.objects.filter(root=root).order_by("merged__key").values_list("plan_id", "merged__key")
        )
        for plan, merged in pairs:
            merges[plan].append(merged)
        types: dict[UUID | None, str] = {None: ""}
        types.update(OwnPlanType.objects.filter(root=root).values_list("id", "key"))
        known = {
            row.plan_id: e.KnowledgeEntry(
                kind=row.kind, renewed_on=row.renewed_on, every_years=row.every_years
            )
            for row in KnowledgeBase.objects.filter(root=root)
        }
        return cls(types, merges, known)

    def fields(self, plan: Plan) -> dict[str, Any]:
        """Return the fields of a plan's entry that only the register has."""
        return {
            "own_type": self.types[plan.own_type_id],
            "level": plan.level_override,
            "number": plan.number,
            "national_id": plan.national_id,
            "register_address": plan.register_address,
            "ended_on": plan.ended_on if plan.status == PlanStatus.REPEALED else None,
            "review_due": plan.review_due,
            "merges": self.merges.get(plan.id, []),
            "knowledge": self.knowledge.get(plan.id),
        }
