"""What stood before a plan was adopted, read from the audit trail, and how to put it back.

Everything that an adoption writes has the context of one request or operation. The trail keeps each decision and what
came before it, however old (`goals.operations.prune_history`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from rodtrad.cases.models import Case
from rodtrad.core.history import events_of
from rodtrad.core.models import LifeCycle
from rodtrad.goals.models import Element
from rodtrad.planning.models import Process, ProcessStatus, ProcessStep
from rodtrad.plans.models import LOCKED, Plan, PlanStatus, Version, VersionLabel

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Adoption:
    """The adoption that a plan is in force by: its context in the trail, and the plan's event before it.

    Both are None for a plan that came in as adopted.
    """

    plan: Plan
    context: UUID | None
    before: Row | None

    @classmethod
    def of(cls, plan: Plan) -> "Adoption":
        """Read the trail of a plan that is adopted."""
        for old, new in _steps_back("plans", "PlanEvent", [plan.pk])[plan.pk]:
            if new["status"] == PlanStatus.ADOPTED and old["status"] not in LOCKED:
                return cls(plan, new["pgh_context_id"], old)
        return cls(plan, None, None)

    def ended(self, plan: Plan) -> bool:
        return self._ending(plan) is not None

    def put_back_plan(self) -> None:
        """Give the plan the status, the case and the day that it had."""
        heard = Version.objects.filter(plan=self.plan, label=VersionLabel.HEARING).exists()
        fallback = PlanStatus.HEARING if heard else PlanStatus.UNDER_WAY
        before = self.before or {"status": fallback, "case_id": None, "in_force_from": None}
        case = Case.objects.filter(root=self.plan.root_id, pk=before["case_id"]).first()
        self.plan.status, self.plan.case, self.plan.in_force_from = (
            before["status"],
            case,
            before["in_force_from"],
        )
        self.plan.save(update_fields=["status", "case", "in_force_from"])

    def put_back_ended(self, older: Plan) -> None:
        """Put in force again a plan that the adoption ended."""
        if before := self._ending(older):
            older.status, older.ended_on = before["status"], before["ended_on"]
            older.save(update_fields=["status", "ended_on"])

    def put_back_elements(self, elements: Iterable[Element]) -> None:
        """Give each element the status it had, where it still has the one that the adoption gave it."""
        rows = {one.pk: one for one in elements}
        trail = _steps_back("goals", "ElementEvent", list(rows))
        changed: dict[str, list[UUID]] = defaultdict(list)
        for identity, one in rows.items():
            if before := self._life_before(one, trail[identity]):
                changed[before].append(identity)
        for before, ids in changed.items():
            Element.objects.filter(pk__in=ids).update(life_cycle=before)

    def put_back_process(self) -> None:
        """Open the process again that the adoption closed."""
        process = Process.objects.filter(plan=self.plan, status=ProcessStatus.DONE).first()
        if process is None or self.context is None:
            return
        for old, new in _steps_back("planning", "ProcessEvent", [process.pk])[process.pk]:
            if new["pgh_context_id"] == self.context and new["status"] == ProcessStatus.DONE != old["status"]:
                process.status = old["status"]
                process.save(update_fields=["status"])
                self._put_back_steps(process)
                return

    def _put_back_steps(self, process: Process) -> None:
        rows = {one.pk: one for one in ProcessStep.objects.filter(process=process)}
        events = events_of("planning", "ProcessStepEvent").filter(pgh_obj__in=rows, pgh_context=self.context)
        made = set(events.filter(pgh_label="insert").values_list("pgh_obj_id", flat=True))
        ProcessStep.objects.filter(pk__in=made).delete()
        for identity, steps in _steps_back("planning", "ProcessStepEvent", list(rows.keys() - made)).items():
            for old, new in steps:
                if new["pgh_context_id"] == self.context and new["done_on"] != old["done_on"]:
                    ProcessStep.objects.filter(pk=identity).update(done_on=old["done_on"])
                    break

    def _ending(self, plan: Plan) -> Row | None:
        """Return what stood before the adoption repealed the plan; None when it did not."""
        for old, new in _steps_back("plans", "PlanEvent", [plan.pk])[plan.pk]:
            if new["status"] == PlanStatus.REPEALED != old["status"]:
                return old if self.context and new["pgh_context_id"] == self.context else None
        return None

    def _life_before(self, one: Element, steps: Sequence[tuple[Row, Row]]) -> str | None:
        is_own = one.plan_id == self.plan.pk
        made = LifeCycle.ADOPTED if is_own else LifeCycle.REPEALED
        if one.life_cycle != made:
            return None
        for old, new in steps:
            if new["life_cycle"] == made != old["life_cycle"]:
                return str(old["life_cycle"]) if new["pgh_context_id"] == self.context else None
        return LifeCycle.DRAFT if is_own else None  # it came in as adopted


def _steps_back(app: str, name: str, ids: Sequence[UUID]) -> defaultdict[UUID, list[tuple[Row, Row]]]:
    """Return for each row its events two by two, the earlier first in each pair, the last pair first."""
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for event in events_of(app, name).filter(pgh_obj__in=ids).order_by("pgh_id").values():
        found[event["pgh_obj_id"]].append(event)
    pairs: defaultdict[UUID, list[tuple[Row, Row]]] = defaultdict(list)
    pairs.update({identity: list(pairwise(rows))[::-1] for identity, rows in found.items()})
    return pairs
