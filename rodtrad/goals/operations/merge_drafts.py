from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import ConflictStep, Element, FormerKey, Placement
from rodtrad.goals.operations.change_element import apply_values, lock_element
from rodtrad.goals.operations.fields import Changes, Values, cleaned, values_of
from rodtrad.goals.operations.links import move_links
from rodtrad.goals.operations.writing import in_turn, one_write, require_draft, require_plan
from rodtrad.organisations.permissions import Person, viewer_for

_GATHERED = ("contributing", "sdg", "areas", "keywords")


def merge_drafts(
    *, actor: Person, keep: Element, others: Sequence[Element], changes: Changes | Mapping[str, Any]
) -> Element:
    """Make several drafts of one level in one plan into the one that is kept, with `changes` to it.

    It gets the others' links, places, units, sustainable development goals and what stands under them. The others are
    deleted; their addresses lead to it.
    """
    given = cleaned(changes)
    with one_write(actor=actor, root=keep.root) as powers:
        row = lock_element(keep)
        require_plan(powers, row.plan)
        require_draft(row.plan)
        in_turn("placements", row.plan_id)
        gone = [lock_element(one) for one in sorted(others, key=lambda one: str(one.pk))]
        _require_alike(row, gone, actor)
        before = values_of(row)
        wanted = {**_gathered(before, gone), **given}
        for one in gone:
            _hand_over(one, row)
        apply_values(row, {field: value for field, value in wanted.items() if value != before[field]})
    return row


def _require_alike(keep: Element, others: Sequence[Element], actor: Person) -> None:
    if not others or keep.pk in {one.pk for one in others}:
        raise FieldErrors({"others": _("Velg minst ett annet element å slå sammen med.")})
    seen = Element.objects.visible_to(viewer_for(actor, keep.root)).filter(pk__in=[one.pk for one in others])
    if seen.count() != len({one.pk for one in others}):
        raise FieldErrors({"others": _("Elementet finnes ikke.")})
    for one in others:
        if (one.plan_id, one.level_id) != (keep.plan_id, keep.level_id):
            raise FieldErrors({"others": _("«%s» står ikke på samme nivå i samme plan.") % one.title})


def _gathered(before: Values, others: Sequence[Element]) -> Values:
    found: Values = {}
    for field in _GATHERED:
        rows = [before, *(values_of(one, [field]) for one in others)]
        found[field] = sorted({code for row in rows for code in row[field]})  # type: ignore[union-attr]  # lists
    return found


def _hand_over(gone: Element, keep: Element) -> None:
    """Give all that hangs on the one to the other, and delete it."""
    move_links(gone, keep)
    held = {row.plan_id: row for row in Placement.objects.filter(element=keep)}
    for place in Placement.objects.filter(element=gone):
        if place.plan_id in held:
            kept = held[place.plan_id]
            Placement.objects.filter(pk=kept.pk, parent=place).update(
                parent=place.parent_id, parent_level=place.parent_level_id
            )
            Placement.objects.filter(parent=place).update(parent=kept, parent_level=kept.level_id)
            place.delete()
        else:
            Placement.objects.filter(pk=place.pk).update(element=keep)
    ConflictStep.objects.filter(element=gone).update(element=keep)
    Element.objects.filter(predecessor=gone).update(predecessor=keep)
    if gone.predecessor_id and not keep.predecessor_id:
        Element.objects.filter(pk=keep.pk).update(predecessor=gone.predecessor_id)
    FormerKey.objects.filter(element=gone).update(element=keep)
    FormerKey.objects.create(root_id=keep.root_id, key=gone.key, element=keep)
    gone.delete()
