from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.core.history import told_by
from rodtrad.core.models import Visibility
from rodtrad.goals.operations.writing import in_turn
from rodtrad.goals.permissions import powers_in
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, viewer_for
from rodtrad.organisations.queries import new_key
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.operations.plan_fields import cleaned_plan
from rodtrad.planning.operations.plan_framework import put_framework
from rodtrad.planning.operations.put_plan import (
    put_knowledge,
    put_merges,
    put_plan,
    refuse_taking_over_in_circle,
)
from rodtrad.planning.permissions import may_create_plan
from rodtrad.plans.models import RESERVED_KEYS, Plan, PlanStatus

BEGINNINGS = (PlanStatus.PLANNED, PlanStatus.UNDER_WAY)


def create_plan(*, actor: Person, root: Root, values: Mapping[str, Any]) -> Plan:
    """Enter a plan in the register, planned or under way. It is internal unless told otherwise.

    To make it public is to publish it. Raises NotAllowedError and FieldErrors.
    """
    defaults = {"title": "", "type": "", "status": PlanStatus.PLANNED, "visibility": int(Visibility.INTERNAL)}
    wanted = cleaned_plan({**defaults, **values})
    if wanted["status"] not in BEGINNINGS:
        raise FieldErrors({"status": _("En ny plan er planlagt eller under arbeid. Resten kommer siden.")})
    with told_by(user=str(actor.pk) if actor.pk else ""), transaction.atomic():
        powers, viewer = powers_in(actor, root), viewer_for(actor, root)
        in_turn("plans", root.pk)
        plan = Plan(
            root=root,
            key=new_key(Plan, root, name=wanted["title"], stem="plan", reserved=RESERVED_KEYS),
            status=wanted["status"],
        )
        put_plan(plan, wanted, viewer)
        if not may_create_plan(powers, plan.owner_id):
            raise NotAllowedError(_("Du kan ikke lage planer for denne eieren."))
        if plan.visibility == Visibility.PUBLIC and not powers.has("publish", plan.owner_id):
            raise NotAllowedError(_("Bare en godkjenner kan gjøre en plan synlig for alle."))
        plan.position = Plan.objects.filter(root=root).count() + 1
        plan.save(force_insert=True)
        put_merges(plan, wanted.get("merges", []), viewer)
        refuse_taking_over_in_circle(plan, "merges")
        put_knowledge(plan, wanted)
        put_framework(plan, wanted.get("framework", ""))
    return plan
