"""Who may freeze and adopt."""

from rodtrad.goals.permissions import Powers
from rodtrad.plans.models import Plan, VersionLabel


def may_freeze(powers: Powers, plan: Plan, label: str) -> bool:
    """Tell whether the person may freeze the plan: a draft by who writes it, the others by who publishes it."""
    if label == VersionLabel.DRAFT:
        return powers.has("write_drafts", plan.owner_id) or powers.has("publish", plan.owner_id)
    return powers.has("publish", plan.owner_id)


def may_adopt(powers: Powers, plan: Plan) -> bool:
    return powers.has("adopt", plan.owner_id)
