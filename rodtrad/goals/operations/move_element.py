from rodtrad.goals.models import Element, Link, LinkKind, Placement
from rodtrad.goals.operations.links import link_by_place
from rodtrad.goals.operations.places import cleaned_number, place_of, reorder
from rodtrad.goals.operations.writing import fresh_plan, in_turn, one_write, require_plan
from rodtrad.organisations.permissions import Person
from rodtrad.plans.models import Plan


def move_element(
    *,
    actor: Person,
    element: Element,
    plan: Plan,
    under: Element | None,
    index: int | None = None,
    number: str | None = None,
    move_link: bool = False,
    correction: str = "",
) -> Placement:
    """Put an element of the plan under another, or at its top, as number `index` from 0 there; None is last.

    `number` is a new number, None keeps the one it has. A move does not by itself change the thread: `move_link`
    lets the element contribute to what it now stands under instead of what it stood under. Number and place are
    locked in an adopted plan; `correction` is why they are corrected. The order itself is not locked.
    """
    with one_write(actor=actor, root=plan.root, reason=correction.strip()) as powers:
        require_plan(powers, fresh_plan(plan), reason=correction.strip())
        in_turn("placements", plan.pk)
        place = place_of(element, plan, field="element")
        above = place_of(under, plan, field="under") if under else None
        before = place.parent.element if place.parent else None
        place.parent = above
        place.parent_level_id = above.level_id if above else None
        if number is not None:
            place.number = cleaned_number(number)
        place.save(update_fields=["parent", "parent_level", "number"])
        reorder(plan, place, index)
        if move_link and before != under:
            _move_link(element, before, under)
    place.refresh_from_db()
    return place


def _move_link(element: Element, before: Element | None, under: Element | None) -> None:
    if before is not None:
        Link.objects.filter(child=element, parent=before, kind=LinkKind.CONTRIBUTES).delete()
    if under is not None:
        link_by_place(element, under)
