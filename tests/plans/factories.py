"""The least that a test of the register needs."""

from datetime import date

from rodtrad.core.files.keeping import keep_file
from rodtrad.plans.models import KnowledgeBase, OwnPlanType, Plan, PlanDocument, PlanMerge
from tests.goals.factories import make_plan


def make_register(plan: Plan) -> None:
    """Give the plan's root a type of its own, and the plan a plan that it merges, a document and knowledge."""
    root = plan.root
    OwnPlanType.objects.create(root=root, key="program", name_nb="program")
    PlanMerge.objects.create(root=root, plan=plan, merged=make_plan(root))
    KnowledgeBase.objects.create(root=root, plan=plan, renewed_on=date(2024, 1, 1))
    kept = keep_file(name="plan.txt", content=b"Planen")
    PlanDocument.objects.create(root=root, plan=plan, title="Planen", file=kept.file, file_name=kept.name)
