"""Everything about one element that its own page shows beside the thread."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from rodtrad.core.text import is_key
from rodtrad.goals.models import Element, Level, Placement
from rodtrad.goals.queries.around import around
from rodtrad.goals.queries.overview import Filters, matching_elements
from rodtrad.goals.queries.thread import Thread
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def find_on_root(root: Root, viewer: Viewer, key: str) -> Element | None:
    """Return the element with its number and `Around`, in two queries; None when the viewer may not see it."""
    if not is_key(key):
        return None
    rows = matching_elements(root, viewer, Filters()).order_by()  # there is one at most
    found = rows.select_related("level", "plan", "responsible", "source").filter(key=key).first()
    if found is not None:
        found.root = root
        vars(found).update(around(found, viewer))
    return found


@dataclass(frozen=True)
class Near:
    """What stands right over and right under an element in the plan it comes from."""

    over: list[Element]
    under: list[Element]


def near_in_plan(element: Element, viewer: Viewer) -> Near:
    """Return the neighbours that the viewer may see, in one query."""
    here = Placement.objects.filter(plan=element.plan_id, element=element)
    is_over = Q(placements__in=here.values("parent"))
    is_under = Q(placements__parent__in=here.values("id"))
    rows = (
        Element.objects.visible_to(viewer)
        .filter(is_over | is_under, placements__plan=element.plan_id)
        .select_related("level")
        .annotate(beneath=is_under)
        .order_by("placements__position")
    )
    near = Near([], [])
    for row in rows:
        (near.under if vars(row)["beneath"] else near.over).append(row)
    return near


def levels_of(thread: Thread) -> dict[UUID, Level]:
    """Return the levels on the thread, each with its root: a region's elements are the region's to name."""
    ids = {node.level_id for node in thread.nodes.values()}
    return Level.objects.select_related("root").in_bulk(ids)
