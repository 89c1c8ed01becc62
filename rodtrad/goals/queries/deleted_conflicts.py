"""Goal conflicts that are no more, as the audit trail tells of them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from rodtrad.core.history import events_of
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Conflict, Element
from rodtrad.goals.queries.history_names import deleted_elements
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def deleted_conflicts(root: Root, viewer: Viewer, key: str = "") -> dict[UUID, Conflict]:
    """Return the conflicts as they last were, by id, if the viewer could have seen them and all that they named."""
    ends = events_of("goals", "ConflictEvent").filter(root_id=root.pk, pgh_label="delete")
    if key:
        ends = ends.filter(key=key)
    if not viewer.sees_all:
        ends = ends.filter(Q(visibility__lt=Visibility.TEAM) | Q(owner_id__in=viewer.team))
    last = {end.pgh_obj_id: end for end in ends.order_by("pgh_id")}
    hidden = _hidden(root, viewer, last)
    return {
        identity: Conflict(
            pk=identity,
            root=root,
            key=end.key,
            title=end.title,
            owner_id=end.owner_id,
            visibility=end.visibility,
        )
        for identity, end in last.items()
        if identity not in hidden
    }


def _hidden(root: Root, viewer: Viewer, last: dict[UUID, Any]) -> set[UUID]:
    """Return the conflicts whose chain, as it was when they were deleted, named something not for the viewer."""
    seen = Element.objects.filter(id=OuterRef("element_id")).visible_to(viewer)
    steps = events_of("goals", "ConflictStepEvent").filter(
        root_id=root.pk, pgh_label="delete", conflict_id__in=last, element_id__isnull=False
    )
    unseen: dict[UUID, set[UUID]] = defaultdict(set)
    for step in steps.exclude(Exists(seen)):
        if step.pgh_created_at == last[step.conflict_id].pgh_created_at:  # the chain went with it, in one go
            unseen[step.element_id].add(step.conflict_id)
    known = deleted_elements(root, viewer, Q(pgh_obj_id__in=list(unseen))) if unseen else {}
    return {conflict for element, named in unseen.items() if element not in known for conflict in named}
