from uuid import UUID

from django.db.models import Count

from rodtrad.goals.models import Element, Link
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def level_links(root: Root, viewer: Viewer) -> dict[tuple[UUID, UUID], int]:
    """Count the links between levels (above, below) whose both ends the viewer may see, in one query."""
    seen = Element.objects.filter(root=root).visible_to(viewer).values("id")
    rows = (
        Link.objects.filter(root=root, parent_root=root, child__in=seen, parent__in=seen)
        .order_by()
        .values_list("parent_level_id", "child_level_id")
        .annotate(count=Count("id"))
    )
    return {(above, below): count for above, below, count in rows}
