from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.history import told_by
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element
from rodtrad.goals.operations.change_element import apply_values, lock_element
from rodtrad.goals.operations.create_element import make_in_plan
from rodtrad.goals.operations.fields import Values, cleaned, values_of
from rodtrad.goals.operations.links import copy_links_up
from rodtrad.goals.operations.places import place_of, reorder
from rodtrad.goals.operations.versions import refuse_conflicts
from rodtrad.goals.operations.writing import in_turn, one_write, require_draft, require_plan
from rodtrad.organisations.permissions import Person

MOST_PARTS = 20


@dataclass(frozen=True)
class Part:
    """What one of the parts says."""

    title: str
    description: str = ""


def split_draft(
    *,
    actor: Person,
    element: Element,
    parts: Sequence[Part],
    based_on: Mapping[str, Any] | None = None,
) -> list[Element]:
    """Divide a draft into two or more. The first part is the element itself, with its key, links and what is under it.

    The others are new, right after it, with its other fields, and contribute to the same. `based_on` holds title and
    description as the person read them before dividing: when others have changed them since, ChangedMeanwhile tells.
    """
    said = [cleaned({"title": part.title, "description": part.description}) for part in parts]
    if not 2 <= len(parts) <= MOST_PARTS:
        raise FieldErrors({"": _("Del i minst to og høyst %d deler.") % MOST_PARTS})
    # the trail tells it, so that whoever compares sees where the parts come from
    with told_by(split=str(element.pk)), one_write(actor=actor, root=element.root) as powers:
        in_turn("placements", element.plan_id)  # before any row, as everyone does: nobody waits in a ring
        row = lock_element(element)
        require_plan(powers, row.plan)
        require_draft(row.plan)
        values = values_of(row)
        refuse_conflicts(row, said[0], based_on, values)
        apply_values(row, _differing(said[0], values))
        place = place_of(row, row.plan, field="element")
        under = place.parent.element if place.parent else None
        rows = [row]
        for part in said[1:]:
            new, new_place = make_in_plan(powers, row.plan, row.level, {**values, **part}, under=under)
            copy_links_up(row, new)
            reorder(row.plan, new_place, _index_after(rows[-1]))
            rows.append(new)
    return rows


def _differing(said: Values, values: Values) -> Values:
    return {field: value for field, value in said.items() if value != values[field]}


def _index_after(element: Element) -> int:
    place = place_of(element, element.plan, field="element")
    siblings = element.plan.placements.filter(parent=place.parent_id)
    return siblings.filter(position__lte=place.position).count()
