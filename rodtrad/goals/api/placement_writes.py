"""Where elements stand in plans, written by programs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rodtrad.core.text import is_key
from rodtrad.goals.api.element_writes import element_named, plan_named
from rodtrad.goals.api.routing import router
from rodtrad.goals.api.schemas import PlanPlace
from rodtrad.goals.api.writing import answer_on_element
from rodtrad.goals.api.writing_schemas import NewPlacement, PlacementChanges
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, Placement
from rodtrad.goals.operations import carry_over, move_element, take_out
from rodtrad.organisations.api_writing import Headers, How, HowCorrected, Token, Written
from rodtrad.organisations.models import Root, Scope
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.api import NamedPlan
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import find_plan

WRITES = Token(Scope.WRITE_PLACEMENTS)


@router.post(
    "/elements/{id}/placements",
    response={201: PlanPlace},
    auth=WRITES,
    tags=["placements"],
    summary="Carry an element over",
)
def make_placement(
    request: HttpRequest, id: str, body: NewPlacement, how: HowCorrected, headers: Headers
) -> HttpResponse:
    """Let the element stand in another plan too: last under another element there, or last at the top."""

    def write(element: Element, viewer: Viewer) -> Written:
        plan = plan_named(element.root, viewer, body.plan)
        place = carry_over(
            actor=request.user,
            element=element,
            plan=plan,
            under=element_named(element.root, viewer, body.under, field="under"),
            number=body.number,
            correction=how.correction,
        )
        return Written(201, _told(place, plan, element))

    return answer_on_element(request, id, write, how, headers)


@router.patch(
    "/elements/{id}/placements/{plan}",
    response={200: PlanPlace},
    auth=WRITES,
    tags=["placements"],
    summary="Move an element in a plan",
)
def move(
    request: HttpRequest, id: str, plan: str, body: PlacementChanges, how: HowCorrected, headers: Headers
) -> HttpResponse:
    """Put the element under another in the plan, or at its top. What stands under it comes along."""

    def write(element: Element, viewer: Viewer) -> Written:
        found = _plan_or_404(element.root, viewer, plan)
        place = move_element(
            actor=request.user,
            element=element,
            plan=found,
            under=element_named(element.root, viewer, body.under, field="under"),
            index=body.index,
            number=body.number,
            move_link=body.move_link,
            correction=how.correction,
        )
        return Written(200, _told(place, found, element))

    return answer_on_element(request, id, write, how, headers)


@router.delete(
    "/elements/{id}/placements/{plan}",
    response={204: None},
    auth=WRITES,
    tags=["placements"],
    summary="Take an element out of a plan it is carried over into",
)
def remove_placement(request: HttpRequest, id: str, plan: str, how: How, headers: Headers) -> HttpResponse:
    """Let the element stand no longer in a draft plan that it does not come from."""

    def write(element: Element, viewer: Viewer) -> Written:
        found = _plan_or_404(element.root, viewer, plan)
        if found.pk == element.plan_id:
            raise FieldErrors({"plan": _("Elementet kommer fra denne planen. Ta ut elementet selv.")})
        take_out(actor=request.user, element=element, plan=found)
        return Written(204)

    return answer_on_element(request, id, write, how, headers)


def _plan_or_404(root: Root, viewer: Viewer, key: str) -> Plan:
    found = find_plan(root, viewer, key) if is_key(key) else None
    if found is None:
        raise Http404
    return found


def _told(place: Placement, plan: Plan, element: Element) -> PlanPlace:
    named = NamedPlan(key=plan.key, title=plan.title)
    return PlanPlace(plan=named, number=place.number, carried_over=plan.pk != element.plan_id)
