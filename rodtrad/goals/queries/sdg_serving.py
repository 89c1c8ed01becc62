"""Which elements serve the sustainable development goals and targets."""

from collections import defaultdict

from django.db.models import F

from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def serving(root: Root, viewer: Viewer) -> tuple[dict[str, list[Element]], dict[int, list[Element]]]:
    """Return the elements tagged with each target, by code, and each whole goal, by number: two queries."""
    rows = (
        Element.objects.filter(root=root)
        .visible_to(viewer)
        .select_related("level")
        .order_by("level__framework__position", "level__position", "sort_key")
    )
    targets: dict[str, list[Element]] = defaultdict(list)
    for element in rows.filter(sdg_targets__isnull=False).annotate(code=F("sdg_targets__code")):
        targets[str(vars(element)["code"])].append(element)
    goals: dict[int, list[Element]] = defaultdict(list)
    for element in rows.filter(sdg_goals__isnull=False).annotate(code=F("sdg_goals__number")):
        goals[int(vars(element)["code"])].append(element)
    return dict(targets), dict(goals)
