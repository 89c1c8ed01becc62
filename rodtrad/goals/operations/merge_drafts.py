from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.goals.errors import ChangedMeanwhile, FieldErrors
from rodtrad.goals.models import Comment, ConflictStep, Element, FormerKey, Placement
from rodtrad.goals.operations.change_element import apply_values, lock_elements
from rodtrad.goals.operations.fields import Changes, Values, cleaned, values_of
from rodtrad.goals.operations.leave_review import leave_review
from rodtrad.goals.operations.links import move_links
from rodtrad.goals.operations.versions import conflicts_in
from rodtrad.goals.operations.writing import in_turn, one_write, require_draft, require_plan
from rodtrad.organisations.permissions import Person, viewer_for

#: What is read of those that go, and written anew by the person or lost.
GOING = ("title", "description", "handling", "responsible", "starts", "ends")
_GATHERED = ("contributing", "sdg", "areas", "keywords")


def merge_drafts(
    *,
    actor: Person,
    keep: Element,
    others: Sequence[Element],
    changes: Changes | Mapping[str, Any],
    based_on: Mapping[UUID, Mapping[str, Any]] | None = None,
) -> Element:
    """Make several drafts of one level in one plan into the one that is kept, with `changes` to it.

    It gets the others' links, places, units, sustainable development goals, comments and what stands under them. The
    others are deleted; their addresses lead to it. `based_on` holds for each of them the fields as the person read
    them: where somebody has written something else in what is changed or goes away, ChangedMeanwhile tells.
    """
    given = cleaned(changes)
    with one_write(actor=actor, root=keep.root) as powers:
        in_turn("placements", keep.plan_id)  # before any row, and the rows in order: nobody waits in a ring
        locked = {row.pk: row for row in lock_elements([keep, *others])}
        row = locked[keep.pk]
        gone = [locked[one.pk] for one in others]
        require_plan(powers, row.plan)
        require_draft(row.plan)
        _require_alike(row, gone, actor)
        before = values_of(row)
        _refuse_rewritten(row, given, gone, based_on or {})
        wanted = {**_gathered(before, gone), **given}
        for one in gone:
            _hand_over(one, row, actor)
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


def _refuse_rewritten(
    keep: Element, given: Values, others: Sequence[Element], started: Mapping[UUID, Mapping[str, Any]]
) -> None:
    """Raise when somebody has written, since the person read it, what this merge would write over or delete."""
    now = {one.pk: values_of(one) for one in (keep, *others)}
    conflicts = conflicts_in(keep, given, started.get(keep.pk), now[keep.pk])
    for one in others:
        said = {field: now[one.pk][field] for field in GOING}
        conflicts += conflicts_in(one, said, started.get(one.pk), said)
    if conflicts:
        raise ChangedMeanwhile(conflicts, now)


def _gathered(before: Values, others: Sequence[Element]) -> Values:
    found: Values = {}
    for field in _GATHERED:
        rows = [before, *(values_of(one, [field]) for one in others)]
        found[field] = sorted({code for row in rows for code in row[field]})  # type: ignore[union-attr]  # lists
    return found


def _hand_over(gone: Element, keep: Element, actor: Person) -> None:
    """Give all that hangs on the one to the other, and delete it."""
    leave_review(gone, actor)
    Comment.objects.filter(element=gone).update(element=keep)
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
