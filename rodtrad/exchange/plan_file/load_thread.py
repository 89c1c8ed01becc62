"""Stores elements, where they stand in plans, and how they hang together."""

from typing import Any
from uuid import UUID

from rodtrad.core.models import LifeCycle
from rodtrad.core.text import sort_key
from rodtrad.exchange.copying import copy_rows
from rodtrad.exchange.plan_file.load_plans import PlanLoader
from rodtrad.exchange.plan_file.load_root import visibility_number
from rodtrad.exchange.plan_file.resolve import Linked, Placed
from rodtrad.exchange.upsert import upsert
from rodtrad.goals.models import Element, Link, Placement
from rodtrad.plans.models import PlanStatus

#: The life cycle of an element that does not say its own, by the status of the plan it comes from.
LIFE_CYCLE_OF = {
    PlanStatus.ADOPTED: LifeCycle.ADOPTED,
    PlanStatus.REPEALED: LifeCycle.REPEALED,
    PlanStatus.HEARING: LifeCycle.PROPOSED,
}


class ThreadLoader(PlanLoader):
    def load_elements(self) -> None:
        wanted = [(key, self.element_values(placed)) for key, placed in self.resolved.elements.items()]

        def finish(row: Element) -> None:
            row.sort_key = sort_key(row.title)

        self.elements = upsert(Element, self.by_key(Element), wanted, self.tally, finish=finish)
        predecessors = [
            (key, {"predecessor_id": self.elements[before].id if before else None})
            for key, before in ((key, p.entry.predecessor) for key, p in self.resolved.elements.items())
        ]
        upsert(Element, self.elements, predecessors, self.tally, again=True)

    def element_values(self, placed: Placed) -> dict[str, Any]:
        entry, plan = placed.entry, placed.plan
        return {
            "root_id": self.root.id,
            "key": entry.key,
            "plan_id": self.plans[plan.key].id,
            "framework_id": self.frameworks[plan.framework].id,
            "level_id": self.levels[self.resolved.levels[entry.key]].id,
            "title": entry.title,
            "description": entry.description,
            "responsible_id": self.organisations[entry.responsible].id if entry.responsible else None,
            "starts": entry.starts,
            "ends": entry.ends,
            "life_cycle": entry.life_cycle or LIFE_CYCLE_OF.get(PlanStatus(plan.status), LifeCycle.DRAFT),
            "progress": entry.progress,
            "judgement": entry.judgement,
            "visibility": visibility_number(entry.visibility),
            "handling": entry.handling,
            "binding": entry.binding,
            "keywords": entry.keywords,
            **self.sourced(entry),
        }

    def load_placements(self) -> None:
        existing = {(row.plan_id, row.element_id): row for row in Placement.objects.filter(root=self.root)}
        rows: dict[tuple[UUID, UUID], Placement] = dict(existing)
        wanted = []
        for placed in self.resolved.placed:
            plan, element = self.plans[placed.plan.key], self.elements[placed.key]
            key = (plan.id, element.id)
            if key not in rows:
                rows[key] = Placement()
            above = rows[(plan.id, self.elements[placed.parent].id)] if placed.parent else None
            values = {
                "id": rows[key].id,
                "root_id": self.root.id,
                "plan_id": plan.id,
                "element_id": element.id,
                "level_id": element.level_id,
                "number": placed.entry.number,
                "parent_id": above.id if above else None,
                "parent_level_id": self.elements[placed.parent].level_id if placed.parent else None,
                "position": placed.position,
            }
            wanted.append((key, values))
        upsert(Placement, existing, wanted, self.tally)

    def load_links(self) -> None:
        existing = {(row.child_id, row.parent_id): row for row in Link.objects.filter(root=self.root)}
        wanted = [self.link_values(link) for link in self.resolved.links]
        upsert(Link, existing, wanted, self.tally)

    def link_values(self, link: Linked) -> tuple[tuple[UUID, UUID], dict[str, Any]]:
        child = self.elements[link.child]
        parent = (
            self.elements[link.parent] if link.parent in self.elements else self.outside.elements[link.parent]
        )
        values = {
            "root_id": self.root.id,
            "parent_root_id": parent.root_id,
            "child_id": child.id,
            "parent_id": parent.id,
            "child_level_id": child.level_id,
            "parent_level_id": parent.level_id,
            "kind": link.kind,
            "reason": link.entry.reason,
            **self.sourced(link.entry),
        }
        return (child.id, parent.id), values

    def load_relations(self) -> None:
        entries = {self.elements[key].id: placed.entry for key, placed in self.resolved.elements.items()}
        self.relate(
            Element.contributing.through,
            "organisation_id",
            {i: {self.organisations[key].id for key in entry.contributing} for i, entry in entries.items()},
        )
        self.relate(
            Element.areas.through,
            "area_id",
            {i: {self.outside.areas[code] for code in entry.areas} for i, entry in entries.items()},
        )
        self.relate(
            Element.sdg_goals.through,
            "sdggoal_id",
            {i: {int(code) for code in entry.sdg if code.isdecimal()} for i, entry in entries.items()},
        )
        self.relate(
            Element.sdg_targets.through,
            "sdgtarget_id",
            {i: {code for code in entry.sdg if not code.isdecimal()} for i, entry in entries.items()},
        )

    def relate(self, through: Any, column: str, wanted: dict[UUID, set[Any]]) -> None:
        """Make the relation hold just the wanted pairs."""
        held = {
            (element, other): identity
            for identity, element, other in through.objects.filter(element__root=self.root).values_list(
                "id", "element_id", column
            )
        }
        pairs = {(element, other) for element, others in wanted.items() for other in others}
        gone = [identity for pair, identity in held.items() if pair not in pairs and pair[0] in wanted]
        fresh = [
            through(**{"element_id": element, column: other})
            for element, other in sorted(pairs - held.keys(), key=str)
        ]
        through.objects.filter(id__in=gone).delete()
        copy_rows(through, fresh)
        if gone or fresh:
            self.tally.changed[str(through._meta.label)] += len(gone) + len(fresh)
