from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, Placement
from rodtrad.goals.operations.places import put_last
from rodtrad.goals.operations.writing import fresh_plan, in_turn, one_write, require_plan
from rodtrad.organisations.permissions import Person, viewer_for
from rodtrad.plans.models import Plan


def carry_over(
    *,
    actor: Person,
    element: Element,
    plan: Plan,
    under: Element | None = None,
    number: str = "",
    correction: str = "",
) -> Placement:
    """Let an element stand in another plan too, last under another or at the top; it stays the same element."""
    with one_write(actor=actor, root=plan.root, reason=correction.strip()) as powers:
        require_plan(powers, fresh_plan(plan), reason=correction.strip())
        if not Element.objects.filter(pk=element.pk).visible_to(viewer_for(actor, element.root)).exists():
            raise FieldErrors({"element": _("Elementet finnes ikke.")})
        if element.root_id != plan.root_id:
            raise FieldErrors({"plan": _("Et element kan bare stå i planene til sin egen organisasjon.")})
        in_turn("placements", plan.pk)
        if Placement.objects.filter(plan=plan, element=element).exists():
            raise FieldErrors({"plan": _("Elementet står i planen fra før.")})
        return put_last(element, plan, under=under, number=number)
