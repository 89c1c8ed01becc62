"""What stands in a root but not in its plan file, away while the file is looked at alone; the caller takes it back."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from rodtrad.cases.models import Case
from rodtrad.core.models import Origin
from rodtrad.exchange.plan_file.load import Loader
from rodtrad.exchange.plan_file.prune import leaves_first, spare_rows
from rodtrad.goals.models import Element, Link
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan, PlanStatus, Version

_NO_SOURCE: dict[str, Any] = {"origin": Origin.OWN, "source": None, "place": ""}
#: What lets go of everything else, so that no rule finds anything in a plan that cannot go.
_EMPTY_PLAN: dict[str, Any] = {
    **_NO_SOURCE,
    **dict.fromkeys(("owner", "own_type", "parent", "replaces", "case", "hearing_from", "hearing_to")),
    **dict.fromkeys(("hearing_submissions", "hearing_assessed")),
    "status": PlanStatus.REPEALED,
}


def set_aside(loader: Loader, root: Root) -> frozenset[str]:
    """Delete what the file does not hold, in a transaction that the caller takes back, and refuse nothing.

    A plan with a frozen version cannot go, nor can the case of one: they are emptied. Return the keys of such plans.
    """
    if loader.tally.made[Root._meta.label]:
        return frozenset()  # nothing stood here before
    versions = Version.objects.filter(root=root)
    held = {
        Plan: set(versions.values_list("plan", flat=True)),
        Case: set(versions.values_list("case", flat=True)),
    }
    staying: set[str] = set()
    for model, rows in spare_rows(loader, root):
        if model is Element:
            Link.objects.filter(parent__in=[row.pk for row in rows]).exclude(root=root).delete()
        left = [row for row in rows if row.pk in held.get(model, ())]
        staying |= {row.key for row in left if model is Plan}
        away = _EMPTY_PLAN if model is Plan else {**_NO_SOURCE, "owner": None}
        if left:
            model.objects.filter(pk__in=[row.pk for row in left]).update(**away)
        _delete(model, [row for row in rows if row not in left])
    return frozenset(staying)


def _delete(model: Any, rows: list[Any]) -> None:
    """Delete the rows; those that something outside the file holds on to stay, which no rule asks about."""
    for leaves in leaves_first(model, rows):
        try:
            with transaction.atomic():
                model.objects.filter(pk__in=leaves).delete()
        except ProtectedError:
            continue
