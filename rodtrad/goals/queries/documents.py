from dataclasses import dataclass, field

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


def plan_document(plan: Plan, viewer: Viewer) -> list[DocumentRow]:
    """Return the plan's elements as a tree in the plan's order; what the viewer may not see takes its tree with it."""
    visible = {
        element.id: element
        for element in Element.objects.filter(placements__plan=plan)
        .visible_to(viewer)
        .select_related("level", "responsible", "plan", "source")
    }
    rows: dict[object, DocumentRow] = {}
    top: list[DocumentRow] = []
    for placement in Placement.objects.filter(plan=plan).order_by("position"):
        element = visible.get(placement.element_id)
        above = rows.get(placement.parent_id)
        if element is None or (placement.parent_id and above is None):
            continue
        row = DocumentRow(placement, element, above.depth + 1 if above else 0)
        rows[placement.id] = row
        (above.below if above else top).append(row)
    return top
