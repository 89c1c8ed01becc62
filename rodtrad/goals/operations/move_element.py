from django.utils.translation import gettext as _

from rodtrad.goals.errors import MovedMeanwhileError
from rodtrad.goals.models import Element, Link, LinkKind, Placement
from rodtrad.goals.operations.links import link_by_place
from rodtrad.goals.operations.places import Standing, cleaned_number, place_of, reorder, standing_of
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
    based_on: Standing | None = None,
) -> Placement:
    """Put an element of the plan under another, or at its top, as number `index` from 0 there; None is last.

    `number` is a new number, None keeps the one it has. A move does not by itself change the thread: `move_link`
    lets the element contribute to what it now stands under instead of what it stood under. Number and place are
    locked in an adopted plan; `correction` is why they are corrected. The order itself is not locked.
    `based_on` is where it stood when the person began: what they left as it was stays as others have made it since,
    and what both changed raises MovedMeanwhileError.
    """
    with one_write(actor=actor, root=plan.root, reason=correction.strip()) as powers:
        require_plan(powers, fresh_plan(plan), reason=correction.strip())
        in_turn("placements", plan.pk)
        place = place_of(element, plan, field="element")
        wanted = Standing(under.key if under else "", -1 if index is None else index, number or "")
        moves = based_on is None or (wanted.under, wanted.index) != (based_on.under, based_on.index)
        renumbers = number is not None and (based_on is None or wanted.number != based_on.number)
        if based_on is not None:
            _refuse_moved(place, based_on, wanted, moves=moves, renumbers=renumbers)
        before = place.parent.element if place.parent else None
        if renumbers:
            place.number = cleaned_number(wanted.number)
        if moves:
            place.parent = above = place_of(under, plan, field="under") if under else None
            place.parent_level_id = above.level_id if above else None
        place.save(update_fields=["parent", "parent_level", "number"])  # at once: one correction, not two
        if moves:
            reorder(plan, place, index)
        if moves and move_link and before != under:
            _move_link(element, before, under)
    place.refresh_from_db()
    return place


def _refuse_moved(
    place: Placement, based_on: Standing, wanted: Standing, *, moves: bool, renumbers: bool
) -> None:
    """Raise when others have moved or numbered it otherwise since the person began to do the same."""
    now = standing_of(place)
    faults: dict[str, str] = {}
    if moves and now.under not in (based_on.under, wanted.under):
        above = f"«{place.parent.element.title}»" if place.parent else _("ingenting: øverst i planen")
        faults["under"] = (
            _("Noen andre har flyttet det mens du valgte. Det står nå under %s. Velg på nytt.") % above
        )
    if renumbers and now.number not in (based_on.number, wanted.number):
        faults["number"] = (
            _("Noen andre har gitt det nummeret «%s» mens du skrev. Skriv nummeret på nytt.") % now.number
        )
    if faults:
        raise MovedMeanwhileError(faults)


def _move_link(element: Element, before: Element | None, under: Element | None) -> None:
    if before is not None:
        Link.objects.filter(child=element, parent=before, kind=LinkKind.CONTRIBUTES).delete()
    if under is not None:
        link_by_place(element, under)
