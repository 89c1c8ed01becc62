"""Who may change what on the thread. The table of roles stands in organisations.permissions."""

from collections.abc import Collection
from uuid import UUID

from rodtrad.core.models import Visibility
from rodtrad.goals.models import Conflict, Element
from rodtrad.organisations.permissions import Powers as Powers
from rodtrad.organisations.permissions import powers_in as powers_in
from rodtrad.plans.models import LOCKED, Plan

#: What can be changed on an element itself, in the order of the form.
FIELDS = (
    "title",
    "description",
    "responsible",
    "contributing",
    "starts",
    "ends",
    "progress",
    "judgement",
    "visibility",
    "sdg",
    "areas",
    "keywords",
    "handling",
    "binding",
)
#: Progress and text: what a contributor updates on what their unit is responsible for.
CONTRIBUTED = frozenset({"title", "description", "handling", "progress", "judgement"})
#: What the adoption lock holds; a correction of it takes an approver and a reason.
ADOPTED_TEXT = frozenset({"title", "description"})


def is_locked(plan: Plan) -> bool:
    return plan.status in LOCKED


def may_write_plan(powers: Powers, plan: Plan) -> bool:
    """Tell whether the person may make, move and take out elements in the plan."""
    return powers.has("write_drafts", plan.owner_id)


def may_correct(powers: Powers, plan: Plan) -> bool:
    """Tell whether the person may correct adopted text in the plan, with a reason."""
    return powers.has("adopt", plan.owner_id)


def may_publish(powers: Powers, plan: Plan) -> bool:
    return powers.has("publish", plan.owner_id)


def may_write_element(powers: Powers, element: Element) -> bool:
    """Tell whether the person edits the plan that the element comes from, or for the unit that is responsible."""
    responsible = element.responsible_id
    return may_write_plan(powers, element.plan) or bool(
        responsible and powers.has("write_drafts", responsible)
    )


def open_fields(powers: Powers, element: Element) -> frozenset[str]:
    """Return the fields of the element that the person may change as the plan stands now."""
    found: set[str] = set()
    if may_write_element(powers, element):
        found.update(FIELDS)
    elif element.responsible_id and powers.has("update_progress", element.responsible_id):
        found.update(CONTRIBUTED)
    if may_publish(powers, element.plan):
        found.add("visibility")
    if is_locked(element.plan):
        found -= ADOPTED_TEXT
        if may_correct(powers, element.plan):
            found |= ADOPTED_TEXT
    return frozenset(found)


def may_show_wider(powers: Powers, plan: Plan, before: int, after: int) -> bool:
    """Tell whether the person may change how visible something is: to show it to the public is to publish it."""
    return after >= before or after != Visibility.PUBLIC or may_publish(powers, plan)


def may_change_all(powers: Powers, element: Element, fields: Collection[str]) -> bool:
    return open_fields(powers, element).issuperset(fields)


def may_write_conflict(powers: Powers, owner: UUID | None) -> bool:
    """Tell whether the person may write a goal conflict that the unit owns; without an owner it is the whole root's."""
    return powers.has("write_drafts", owner)


def may_publish_conflict(powers: Powers, owner: UUID | None) -> bool:
    return powers.has("publish", owner)


def may_delete_conflict(powers: Powers, conflict: Conflict) -> bool:
    """Tell whether the person may delete the conflict: what is public, or part of an adoption, takes an approver."""
    is_adopted = (
        bool(conflict.case_id) and Plan.objects.filter(case=conflict.case_id, status__in=LOCKED).exists()
    )
    if conflict.visibility == Visibility.PUBLIC or is_adopted:
        return may_publish_conflict(powers, conflict.owner_id)
    return may_write_conflict(powers, conflict.owner_id)


def may_propose(powers: Powers, subject: Element | Plan) -> bool:
    """Tell whether the person may put the draft forward, and share it with a reader: whoever writes it."""
    return (
        may_write_element(powers, subject)
        if isinstance(subject, Element)
        else may_write_plan(powers, subject)
    )


def may_approve(powers: Powers, subject: Element | Plan) -> bool:
    """Tell whether the person may return or approve what is proposed."""
    return may_publish(powers, subject.plan if isinstance(subject, Element) else subject)


def may_set_retention(powers: Powers) -> bool:
    """Tell whether the person decides how long the trail is kept: whoever answers for all the people in it."""
    return powers.has("give_roles", powers.top)
