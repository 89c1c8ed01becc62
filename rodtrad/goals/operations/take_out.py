from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import ConflictStep, Element
from rodtrad.goals.operations.create_element import refuse_locked
from rodtrad.goals.operations.leave_review import leave_review
from rodtrad.goals.operations.places import place_of
from rodtrad.goals.operations.writing import fresh_plan, in_turn, one_write, require_plan
from rodtrad.organisations.permissions import Person
from rodtrad.plans.models import Plan


def take_out(*, actor: Person, element: Element, plan: Plan) -> bool:
    """Take an element out of a draft plan; tell whether it is gone.

    What is carried over stays where it comes from. What comes from this plan is deleted with its links, unless
    something stands under it, carries it over, follows it, or names it in a conflict.
    """
    with one_write(actor=actor, root=plan.root) as powers:
        current = fresh_plan(plan)
        require_plan(powers, current)
        refuse_locked(current)
        in_turn("placements", plan.pk)
        place = place_of(element, plan, field="element")
        if place.children.exists():
            raise FieldErrors({"": _("Noe står under «%s». Flytt det først.") % element.title})
        if element.plan_id != plan.pk:
            place.delete()
            return False
        _refuse_needed(element)
        leave_review(element, actor)
        try:
            element.delete()
        except ProtectedError as error:
            raise FieldErrors({"": _("Noe annet viser til «%s».") % element.title}) from error
        return True


def _refuse_needed(element: Element) -> None:
    if element.placements.exclude(plan=element.plan_id).exists():
        raise FieldErrors({"": _("«%s» er videreført i andre planer. Ta det ut der først.") % element.title})
    if element.successors.exists():
        raise FieldErrors({"": _("«%s» er omskrevet i en annen plan.") % element.title})
    if ConflictStep.objects.filter(element=element).exists():
        raise FieldErrors({"": _("«%s» står i en målkonflikt.") % element.title})
