"""Freezes plans that came in as adopted, from a file or before there were versions: each reads as it did."""

from django.db import transaction

from rodtrad.organisations.models import Root
from rodtrad.planning.operations.freeze import write_version
from rodtrad.plans.models import Plan, PlanStatus, Version, VersionLabel


def keep_adopted(root: Root | None = None) -> list[Version]:
    """Freeze adopted plans that have no adopted version and a case with the day of its decision.

    Those of one root, or of all.
    """
    kept = Version.objects.filter(label=VersionLabel.ADOPTED, mark__isnull=True)
    with transaction.atomic():
        plans = (
            Plan.objects.select_for_update(of=("self",))
            .filter(status=PlanStatus.ADOPTED, case__date__isnull=False, **({"root": root} if root else {}))
            .exclude(versions__in=kept)
            .select_related("case")
        )
        return [_keep(plan) for plan in plans]


def _keep(plan: Plan) -> Version:
    case = plan.case
    assert case is not None
    assert case.date is not None
    plan.in_force_from = case.date
    plan.save(update_fields=["in_force_from"])
    return write_version(plan=plan, label=VersionLabel.ADOPTED, day=case.date, case=case)
