from django.db.models import Count, F, Prefetch

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


def usual_framework(root: Root) -> Framework | None:
    """Return the framework that most of the root's plans speak, the first in its order where none does."""
    rows = Framework.objects.filter(root=root).annotate(speaking=Count("plan_frameworks"))
    return rows.order_by("-speaking", "position", "key").first()


def named_frameworks(root: Root) -> list[tuple[str, str]]:
    """Return the key and the name of each of the root's frameworks, in its order."""
    return list(Framework.objects.filter(root=root).order_by("position", "key").values_list("key", "name"))
