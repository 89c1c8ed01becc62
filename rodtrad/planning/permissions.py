"""Who may freeze and adopt."""

from collections.abc import Collection
from uuid import UUID

from rodtrad.goals.permissions import Powers, is_locked
from rodtrad.plans.models import Plan, VersionLabel


def may_freeze(powers: Powers, plan: Plan, label: str) -> bool:
    """Tell whether the person may freeze the plan: a draft by who writes it, the others by who publishes it."""
    if label == VersionLabel.DRAFT:
        return powers.has("write_drafts", plan.owner_id) or powers.has("publish", plan.owner_id)
    return powers.has("publish", plan.owner_id)


def may_adopt(powers: Powers, plan: Plan) -> bool:
    return powers.has("adopt", plan.owner_id)


def may_mark_in_error(powers: Powers, plan: Plan) -> bool:
    """Tell whether the person may say that an adoption was entered in error: who adopts the plan, or administers."""
    return powers.has("adopt", plan.owner_id) or powers.has("change_framework", plan.owner_id)


def may_change_wheel(powers: Powers) -> bool:
    """Tell whether the person may change what recurs in the whole root."""
    return powers.has("write_drafts", None) or powers.has("publish", None)


def may_plan(powers: Powers, plan: Plan) -> bool:
    """Tell whether the person may set the steps and dates of the plan's process: whoever writes it or publishes it."""
    return powers.has("write_drafts", plan.owner_id) or powers.has("publish", plan.owner_id)


def may_choose_clocks(powers: Powers) -> bool:
    """Tell whether the person decides how the root counts its deadlines."""
    return powers.has("change_framework", powers.top)


def may_write_strategy(powers: Powers, plan: Plan) -> bool:
    """Tell whether the person may write in the planstrategi: whoever writes or publishes for the unit that owns it."""
    return powers.has("write_drafts", plan.owner_id) or powers.has("publish", plan.owner_id)


def may_start_strategy(powers: Powers) -> bool:
    """Tell whether the person may start a planstrategi, which is the whole root's."""
    return powers.has("write_drafts", powers.top) or powers.has("publish", powers.top)


#: What is noted of a plan in the register, which its adoption does not lock.
REGISTERED = frozenset(
    {"number", "national_id", "register_address", "own_type", "level", "review_due", "question",
     "knowledge_kind", "renewed_on", "every_years"}
)  # fmt: skip


def may_create_plan(powers: Powers, owner: UUID | None) -> bool:
    """Tell whether the person may enter a plan that the unit owns; without an owner it is the whole root's."""
    return powers.has("write_drafts", owner)


def may_change_plan(powers: Powers, plan: Plan) -> bool:
    """Tell whether the person may change anything about the plan in the register."""
    return any(powers.has(ability, plan.owner_id) for ability in ("write_drafts", "publish", "adopt"))


def open_plan_fields(powers: Powers, plan: Plan, fields: Collection[str]) -> frozenset[str]:
    """Return those of the fields that the person may change as the plan stands: an adopted one takes an approver."""
    found: set[str] = set()
    if powers.has("write_drafts", plan.owner_id):
        found.update(REGISTERED if is_locked(plan) else fields)
    if powers.has("publish", plan.owner_id):
        found.update(("status", "visibility"))
    if is_locked(plan) and powers.has("adopt", plan.owner_id):
        found.update(fields)
    return frozenset(found)


def may_manage_types(powers: Powers) -> bool:
    """Tell whether the person makes the root's own types of plans."""
    return powers.has("change_framework", powers.top)


def may_document(powers: Powers, plan: Plan) -> bool:
    """Tell whether the person may put documents to the plan and take them away; of an adopted one, an approver."""
    if is_locked(plan):
        return powers.has("adopt", plan.owner_id)
    return powers.has("write_drafts", plan.owner_id) or powers.has("publish", plan.owner_id)
