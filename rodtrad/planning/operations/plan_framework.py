"""Which framework a plan speaks: the levels that its content is written in."""

from django.utils.translation import gettext as _

from rodtrad.goals.models import Framework, Placement, PlanFramework
from rodtrad.planning.errors import FieldErrors
from rodtrad.plans.models import Plan


def put_framework(plan: Plan, key: str) -> None:
    """Let the plan speak the framework, or none; the plan is saved. Raise FieldErrors once it has content."""
    row = PlanFramework.objects.filter(plan=plan).select_related("framework").first()
    if key == (row.framework.key if row else ""):
        return
    framework = Framework.objects.filter(root=plan.root_id, key=key).first()
    if key and framework is None:
        raise FieldErrors({"framework": _("Målstrukturen «%s» finnes ikke her.") % key})
    if row and Placement.objects.filter(plan=plan).exists():
        told = _("Planen har alt innhold i målstrukturen «%s», og den kan ikke byttes. Velg den igjen.")
        raise FieldErrors({"framework": told % row.framework.name})
    if row and framework:
        row.framework = framework
        row.save(update_fields=["framework"])
    elif framework:
        PlanFramework.objects.create(root_id=plan.root_id, plan=plan, framework=framework)
    elif row:
        row.delete()
