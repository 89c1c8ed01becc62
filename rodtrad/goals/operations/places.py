"""Where elements stand in a plan: after what, under what, and in what order."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from rodtrad.core.text import storable
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, Placement
from rodtrad.plans.models import Plan

_AT_A_TIME = 500


def place_of(element: Element, plan: Plan, *, field: str) -> Placement:
    """Return the element's place in the plan. Raises FieldErrors when it has none."""
    found = Placement.objects.filter(plan=plan, element=element).first()
    if found is None:
        raise FieldErrors(
            {field: _("«%(title)s» står ikke i «%(plan)s».") % {"title": element.title, "plan": plan.title}}
        )
    return found


@dataclass(frozen=True)
class Standing:
    """Where an element stands in a plan: the key of what is over it, "" at the top; its place from 0; its number."""

    under: str
    index: int
    number: str


def standing_of(place: Placement) -> Standing:
    above = place.parent.element.key if place.parent else ""
    before = Placement.objects.filter(plan=place.plan_id, parent=place.parent_id, position__lt=place.position)
    return Standing(above, before.count(), place.number)


def put_last(element: Element, plan: Plan, *, under: Element | None, number: str) -> Placement:
    """Place the element last under another, or last at the top of the plan."""
    above = place_of(under, plan, field="under") if under else None
    return Placement.objects.create(
        root_id=plan.root_id,
        plan=plan,
        element=element,
        level_id=element.level_id,
        number=cleaned_number(number),
        parent=above,
        parent_level_id=above.level_id if above else None,
        position=_after_all(plan, above),
    )


def cleaned_number(number: str) -> str:
    text = " ".join(storable(number).split())
    if len(text) > 30:
        raise FieldErrors({"number": _("Nummeret er for langt. Det kan være høyst 30 tegn.")})
    return text


def _after_all(plan: Plan, above: Placement | None) -> int:
    """Return a position after what stands under the same. Only the order among those must be strict."""
    rows = Placement.objects.filter(plan=plan)
    if above is not None:
        rows = rows.filter(parent=above)
    last = rows.aggregate(last=Max("position"))["last"]
    return max(last if last is not None else -1, above.position if above else -1) + 1


def reorder(plan: Plan, moved: Placement, index: int | None) -> None:
    """Put a placement at an index among those that stand under the same, and number the plan's order anew."""
    rows = list(Placement.objects.filter(plan=plan).order_by("position", "id"))
    under: dict[UUID | None, list[Placement]] = defaultdict(list)
    for row in rows:
        if row.pk != moved.pk:
            under[row.parent_id].append(row)
    siblings = under[moved.parent_id]
    own = next(row for row in rows if row.pk == moved.pk)
    siblings.insert(len(siblings) if index is None else max(0, min(index, len(siblings))), own)
    changed = []
    for position, row in enumerate(_walk(under, None), 1):
        if row.position != position:
            row.position = position
            changed.append(row)
    Placement.objects.bulk_update(changed, ["position"], batch_size=_AT_A_TIME)


def _walk(under: dict[UUID | None, list[Placement]], above: UUID | None) -> Iterator[Placement]:
    for row in under[above]:
        yield row
        yield from _walk(under, row.pk)
