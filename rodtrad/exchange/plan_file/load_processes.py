"""Stores the processes of plans, with the days of their steps."""

from uuid import UUID

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.load_targets import TargetLoader
from rodtrad.exchange.upsert import upsert
from rodtrad.planning.models import Process, ProcessStep


class ProcessLoader(TargetLoader):
    """Adds processes by plan, and steps by process and step."""

    processes: dict[UUID, Process]
    process_steps: dict[tuple[UUID, str], ProcessStep]

    def load_processes(self) -> None:
        told = [(self.plans[entry.key].id, entry.process) for entry in self.file.plans if entry.process]
        held = {row.plan_id: row for row in Process.objects.filter(root=self.root)}
        wanted = [(plan, self.process_values(plan, entry)) for plan, entry in told]
        self.processes = upsert(Process, held, wanted, self.tally)
        standing = {(row.process_id, row.step): row for row in ProcessStep.objects.filter(root=self.root)}
        steps = [
            ((self.processes[plan].id, step.step), self.step_of(self.processes[plan].id, step))
            for plan, entry in told
            for step in entry.days
        ]
        self.process_steps = upsert(ProcessStep, standing, steps, self.tally)

    def process_values(self, plan: UUID, entry: e.ProcessEntry) -> dict[str, object]:
        return {
            "root_id": self.root.id,
            "plan_id": plan,
            "template": entry.template,
            "meeting_id": self.meetings[entry.meeting].id if entry.meeting else None,
            "wanted": entry.wanted,
            "case_id": self.cases[entry.case].id if entry.case else None,
            "status": entry.status,
            "note": entry.note,
            **self.sourced(entry),
        }

    def step_of(self, process: UUID, entry: e.ProcessStepEntry) -> dict[str, object]:
        return {
            "root_id": self.root.id,
            "process_id": process,
            "step": entry.step,
            "title": entry.title,
            "first": entry.first,
            "last": entry.last,
            "done_on": entry.done_on,
            "note": entry.note,
        }
