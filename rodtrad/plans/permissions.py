"""Who may see a plan that is already read. For many at once, ask the database: queries.visible_plans."""

from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan


def may_see_plan(viewer: Viewer, plan: Plan, root: Root) -> bool:
    """Tell whether the viewer may see a plan of the root; the narrowest of plan and root counts."""
    effective = max(plan.visibility, root.visibility)
    team = effective == Visibility.TEAM and plan.owner_id in viewer.team
    return viewer.sees_all or effective <= viewer.ceiling or team
