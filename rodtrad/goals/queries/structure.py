from uuid import UUID

from django.db.models import F

from rodtrad.goals.models import Placement
from rodtrad.organisations.models import Root


def structure(root: Root) -> list[tuple[UUID, UUID]]:
    """Return (above, below) for elements that stand under one another in the plan they come from.

    It says nothing of visibility: use it only between elements that the viewer already sees.
    """
    rows = Placement.objects.filter(root=root, plan=F("element__plan"), parent__isnull=False)
    return list(rows.order_by("position").values_list("parent__element_id", "element_id"))
