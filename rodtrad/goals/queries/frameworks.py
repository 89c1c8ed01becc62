from django.db.models import F, Prefetch

from rodtrad.goals.models import Framework, LevelRule
from rodtrad.organisations.models import Root


def frameworks_in(root: Root) -> list[Framework]:
    """Return the root's frameworks in its own order, with levels, and the rules between levels of each."""
    within = LevelRule.objects.filter(parent__framework=F("child__framework")).select_related(
        "child", "parent"
    )
    rules = within.order_by("child__position", "parent__position", "kind")
    rows = Framework.objects.filter(root=root).order_by("position", "key")
    return list(rows.prefetch_related("levels", Prefetch("levels__rules_up", rules)))
