"""Stores a resolved plan file, in one transaction: all of it or nothing."""

from typing import Any

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.load_recurring import RecurringLoader
from rodtrad.exchange.plan_file.load_root import visibility_number
from rodtrad.exchange.upsert import upsert
from rodtrad.goals.models import Conflict, ConflictStep
from rodtrad.organisations.models import CheckException, Root
from rodtrad.sdg.models import LocalTarget


class Loader(RecurringLoader):
    """Writes one root. Call `load` inside a transaction."""

    def load(self) -> Root:
        self.root = self.load_root()
        self.load_sources()
        self.load_organisations()
        self.load_members()
        self.load_bodies()
        self.load_cases()
        self.load_frameworks()
        self.load_plans()
        self.load_elements()
        self.load_placements()
        self.load_links()
        self.load_relations()
        self.load_targets()
        self.load_processes()
        self.load_strategies()
        self.load_conflicts()
        self.load_judgements()
        self.load_recurring()
        self.set_statuses()
        return self.root

    def load_conflicts(self) -> None:
        wanted = []
        for entry in self.file.conflicts:
            values = {
                "root_id": self.root.id,
                "key": entry.key,
                "title": entry.title,
                "description": entry.description,
                "handling": entry.handling,
                "owner_id": self.organisations[entry.owner].id if entry.owner else None,
                "case_id": self.cases[entry.case].id if entry.case else None,
                "visibility": visibility_number(entry.visibility),
                **self.sourced(entry),
            }
            wanted.append((entry.key, values))
        self.conflicts = upsert(Conflict, self.by_key(Conflict), wanted, self.tally)
        existing = {(s.conflict_id, s.position): s for s in ConflictStep.objects.filter(root=self.root)}
        steps = [
            ((self.conflicts[entry.key].id, position), self.step_values(entry, position, step))
            for entry in self.file.conflicts
            for position, step in enumerate(entry.steps, 1)
        ]
        upsert(ConflictStep, existing, steps, self.tally)
        kept = {key for key, _values in steps}
        spare = [s.id for key, s in existing.items() if key not in kept and key[0] in {k[0] for k in kept}]
        ConflictStep.objects.filter(id__in=spare).delete()

    def step_values(self, entry: e.ConflictEntry, position: int, step: e.StepEntry) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "conflict_id": self.conflicts[entry.key].id,
            "position": position,
            "text": step.text,
            "element_id": self.elements[step.element].id if step.element else None,
            "sign": step.sign,
        }

    def load_judgements(self) -> None:
        targets = [
            (t.target, {"root_id": self.root.id, "target_id": t.target, "why": t.why, **self.sourced(t)})
            for t in self.file.sdg_targets
        ]
        held = {row.target_id: row for row in LocalTarget.objects.filter(root=self.root)}
        upsert(LocalTarget, held, targets, self.tally)
        exceptions = [
            (
                (x.rule, x.subject),
                {
                    "root_id": self.root.id,
                    "rule": x.rule,
                    "subject": x.subject,
                    "reason": x.reason,
                    "owner_id": self.organisations[x.owner].id,
                    "until": x.until,
                },
            )
            for x in self.file.exceptions
        ]
        excepted = {(row.rule, row.subject): row for row in CheckException.objects.filter(root=self.root)}
        upsert(CheckException, excepted, exceptions, self.tally)
