"""Stores the root's own types of plans, and what belongs to its plans in the register."""

from typing import Any
from uuid import UUID

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.load_frameworks import FrameworkLoader
from rodtrad.exchange.upsert import upsert
from rodtrad.plans.models import KnowledgeBase, OwnPlanType, Plan, PlanMerge


class RegisterLoader(FrameworkLoader):
    """Adds own types by key, merges by both plans, and knowledge by plan."""

    plans: dict[str, Plan]
    own_types: dict[str, OwnPlanType]
    merges: dict[tuple[UUID, UUID], PlanMerge]
    knowledge: dict[UUID, KnowledgeBase]

    def load_own_types(self) -> None:
        wanted = [
            (entry.key, self.own_type_values(entry, position))
            for position, entry in enumerate(self.file.plan_types, 1)
        ]
        self.own_types = upsert(OwnPlanType, self.by_key(OwnPlanType), wanted, self.tally)

    def load_merges(self) -> None:
        held = {(row.plan_id, row.merged_id): row for row in PlanMerge.objects.filter(root=self.root)}
        pairs = [
            (self.plans[entry.key].id, self.plans[merged].id)
            for entry in self.file.plans
            for merged in entry.merges
        ]
        wanted = [
            (pair, {"root_id": self.root.id, "plan_id": pair[0], "merged_id": pair[1]})
            for pair in dict.fromkeys(pairs)
        ]
        self.merges = upsert(PlanMerge, held, wanted, self.tally)

    def load_knowledge(self) -> None:
        held = {row.plan_id: row for row in KnowledgeBase.objects.filter(root=self.root)}
        wanted = [
            (self.plans[entry.key].id, self.knowledge_values(self.plans[entry.key].id, entry.knowledge))
            for entry in self.file.plans
            if entry.knowledge
        ]
        self.knowledge = upsert(KnowledgeBase, held, wanted, self.tally)

    def knowledge_values(self, plan: UUID, entry: e.KnowledgeEntry) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "plan_id": plan,
            "kind": entry.kind,
            "renewed_on": entry.renewed_on,
            "every_years": entry.every_years,
        }

    def own_type_values(self, entry: e.OwnTypeEntry, position: int) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "key": entry.key,
            "name_nb": entry.name,
            "name_nn": entry.name_nn,
            "name_en": entry.name_en,
            "based_on": entry.based_on,
            "level": entry.level,
            "horizon_years": entry.horizon_years,
            "treatment": entry.treatment,
            "legal_basis": entry.legal_basis,
            "position": position,
        }
