"""Stores a root's plans. A plan that is to be locked gets its status when everything in it stands."""

from typing import Any

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.adopted import correct_adopted
from rodtrad.exchange.plan_file.ended import days_ended
from rodtrad.exchange.plan_file.load_register import RegisterLoader
from rodtrad.exchange.plan_file.load_root import visibility_number
from rodtrad.exchange.upsert import upsert
from rodtrad.goals.models import PlanFramework
from rodtrad.plans.models import LOCKED, Plan, PlanStatus


class PlanLoader(RegisterLoader):
    #: The keys of the plans that the root had before the file.
    stored_plans: frozenset[str] = frozenset()

    def load_plans(self) -> None:
        self.load_own_types()
        existing = self.by_key(Plan)
        wanted = []
        for position, entry in enumerate(self.file.plans, 1):
            values = self.plan_values(entry, position)
            if entry.key not in existing:
                # A new plan is filled as a draft and gets its status last: the lock holds from then on.
                values["status"] = PlanStatus.UNDER_WAY if entry.status in LOCKED else entry.status
            wanted.append((entry.key, values))
        statuses = {entry.key: entry.status for entry in self.file.plans}
        said = [(key, {**values, "status": statuses[key]}) for key, values in wanted]
        for (_key, values), entry in zip(said, self.file.plans, strict=True):
            held = existing.get(entry.key)
            if entry.ended_on and held and held.ended_on:  # what ends now is told by the status
                values["ended_on"] = entry.ended_on
        correct_adopted(existing, said, self.correction)
        self.stored_plans = frozenset(existing)
        self.plans = upsert(Plan, existing, wanted, self.tally)
        related = [
            (
                entry.key,
                {
                    "parent_id": self.plans[entry.parent].id if entry.parent else None,
                    "replaces_id": self.plans[entry.replaces].id if entry.replaces else None,
                },
            )
            for entry in self.file.plans
        ]
        upsert(Plan, self.plans, related, self.tally, again=True)
        self.load_merges()
        self.load_knowledge()
        pairs = [
            (
                self.plans[entry.key].id,
                {
                    "root_id": self.root.id,
                    "plan_id": self.plans[entry.key].id,
                    "framework_id": self.frameworks[entry.framework].id,
                },
            )
            for entry in self.file.plans
            if entry.framework
        ]
        held = {pair.plan_id: pair for pair in PlanFramework.objects.filter(root=self.root)}
        upsert(PlanFramework, held, pairs, self.tally)

    def plan_values(self, entry: e.PlanEntry, position: int) -> dict[str, Any]:
        hearing = entry.hearing
        return {
            "root_id": self.root.id,
            "key": entry.key,
            "type": entry.type,
            "title": entry.title,
            "description": entry.description,
            "from_year": entry.from_year,
            "to_year": entry.to_year,
            "horizon_years": entry.horizon_years,
            "treatment": entry.treatment,
            "question": entry.question,
            "owner_id": self.organisations[entry.owner].id if entry.owner else None,
            "own_type_id": self.own_types[entry.own_type].id if entry.own_type else None,
            "level_override": entry.level,
            "number": entry.number,
            "national_id": entry.national_id,
            "register_address": entry.register_address,
            "review_due": entry.review_due,
            "case_id": self.cases[entry.case].id if entry.case else None,
            "hearing_from": hearing.starts if hearing else None,
            "hearing_to": hearing.ends if hearing else None,
            "hearing_submissions": hearing.submissions if hearing else None,
            "hearing_assessed": hearing.assessed if hearing else None,
            "visibility": visibility_number(entry.visibility),
            "position": position,
            **self.sourced(entry),
        }

    def set_statuses(self) -> None:
        ended = days_ended(self.file.plans, self.plans, self.cases, self.stored_plans)
        statuses = [
            (entry.key, {"status": entry.status, "ended_on": ended.get(entry.key)})
            for entry in self.file.plans
        ]
        upsert(Plan, self.plans, statuses, self.tally, again=True)
