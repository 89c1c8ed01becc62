from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from rodtrad.goals.models import Element, Placement
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan


@dataclass
class DocumentRow:
    """An element where it stands in a plan, with what stands under it."""

    placement: Placement
    element: Element
    depth: int
    below: list["DocumentRow"] = field(default_factory=list)

    @property
    def is_carried_over(self) -> bool:
        return self.element.plan_id != self.placement.plan_id


def holds_something(plan: Plan) -> bool:
    """Tell whether anything stands in the plan, for whoever."""
    return Placement.objects.filter(plan=plan).exists()


def plan_document(plan: Plan, viewer: Viewer) -> list[DocumentRow]:
    """Return the plan's elements as a tree in the plan's order; what the viewer may not see takes its tree with it."""
    visible = {
        element.id: element
        for element in Element.objects.filter(placements__plan=plan)
        .visible_to(viewer)
        .select_related("level", "responsible", "plan", "source")
    }
    under: dict[UUID | None, list[Placement]] = defaultdict(list)
    for placement in Placement.objects.filter(plan=plan, element__in=visible).order_by("position"):
        under[placement.parent_id].append(placement)

    def rows(parent: UUID | None, depth: int) -> list[DocumentRow]:
        return [
            DocumentRow(row, visible[row.element_id], depth, rows(row.id, depth + 1)) for row in under[parent]
        ]

    return rows(None, 0)
