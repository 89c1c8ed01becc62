"""Reads of the sustainable development goals."""

from django.db.models import QuerySet

from rodtrad.organisations.models import Root
from rodtrad.sdg.models import LocalTarget, SdgGoal, SdgTarget


def targets(goal: int | None = None) -> QuerySet[SdgTarget]:
    """Return the targets of one goal, or all, in the order of the UN."""
    rows = SdgTarget.objects.select_related("goal").order_by("position")
    return rows if goal is None else rows.filter(goal_id=goal)


def local_targets(root: Root) -> dict[str, LocalTarget]:
    """Return which targets matter in the root, by code."""
    return {
        local.target_id: local
        for local in LocalTarget.objects.filter(root=root).select_related("source", "target")
    }


def goals() -> QuerySet[SdgGoal]:
    """Return the seventeen goals."""
    return SdgGoal.objects.order_by("number")
