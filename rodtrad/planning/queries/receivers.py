"""Who is told by e-mail of what happens to a plan."""

from collections.abc import Collection
from uuid import UUID

from rodtrad.accounts.queries import letter_addresses
from rodtrad.goals.models import Placement
from rodtrad.organisations.models import RoleKind
from rodtrad.organisations.permissions import Viewer, viewers_in
from rodtrad.organisations.queries import holders_at
from rodtrad.plans.models import Plan
from rodtrad.plans.permissions import may_see_plan

#: Those who answer for the plan, where it is owned; those who do the work, where an element is somebody's.
_ANSWERS = (RoleKind.EDITOR, RoleKind.APPROVER, RoleKind.ADMINISTRATOR)
_WORKS = (RoleKind.CONTRIBUTOR, RoleKind.EDITOR)


def receivers_of(plan: Plan) -> set[UUID]:
    """Return who is told of the plan: those with a role that concerns it who may see it and want letters.

    A role concerns it at the unit that owns it, or at one that is responsible for an element in it; a role above
    counts downwards as always.
    """
    responsible = Placement.objects.filter(plan=plan, element__responsible__isnull=False)
    units = set(responsible.values_list("element__responsible_id", flat=True))
    people = holders_at(plan.root_id, [plan.owner_id], _ANSWERS)
    if units:
        people |= holders_at(plan.root_id, units, _WORKS)
    viewers = seers_of(plan, people)
    return set(letter_addresses(viewers.keys()))


def seers_of(plan: Plan, people: Collection[UUID]) -> dict[UUID, Viewer]:
    """Return those of the people who may see the plan, with what each may see in its root."""
    viewers = viewers_in(plan.root_id, people)
    return {one: viewer for one, viewer in viewers.items() if may_see_plan(viewer, plan, plan.root)}
