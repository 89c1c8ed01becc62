from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.goals.errors import AdoptedTextError, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations.fields import Changes, Values, cleaned, put_relations, put_values, values_of
from rodtrad.goals.operations.versions import own_changes, refuse_conflicts
from rodtrad.goals.operations.writing import adopted_text, fresh_plan, one_write
from rodtrad.goals.permissions import ADOPTED_TEXT, Powers, is_locked, may_show_wider, open_fields
from rodtrad.organisations.permissions import Person


def change_element(
    *,
    actor: Person,
    element: Element,
    changes: Changes | Mapping[str, Any],
    based_on: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Element:
    """Change some fields of an element, and return it as it then stands.

    `based_on` holds the fields as they were when the person began (`unpack_version`, or `values_of`): what they left
    as it was keeps what others have made of it since, and what both changed raises ChangedMeanwhile. Without it,
    what is sent is stored. `reason` is why adopted text is corrected. Raises NotAllowedError and FieldErrors too.
    """
    mine = cleaned(changes)
    with one_write(actor=actor, root=element.root, reason=reason.strip()) as powers:
        row = lock_element(element)
        now = values_of(row)
        wanted = own_changes(mine, based_on, now)
        require_fields(powers, row, wanted, reason=reason.strip())
        refuse_conflicts(row, wanted, based_on, now)
        apply_values(row, wanted)
    return row


def lock_element(element: Element) -> Element:
    """Read the element as it stands, and keep other writers waiting until this transaction ends."""
    (row,) = lock_elements([element])
    return row


def lock_elements(elements: Collection[Element]) -> list[Element]:
    """Read the elements as they stand, by id, and keep other writers waiting until this transaction ends.

    The plans first and then the elements, as an adoption does, each in one order: nobody waits in a ring.
    """
    by_plan = {one.plan_id: one for one in elements}
    plans = {identity: fresh_plan(by_plan[identity].plan) for identity in sorted(by_plan)}
    wanted = Element.objects.filter(pk__in=[one.pk for one in elements]).select_related("responsible")
    rows = list(wanted.select_for_update(of=("self",)).order_by("pk"))
    standing = {row.pk for row in rows}
    for one in elements:
        if one.pk not in standing:
            raise FieldErrors({"": _("«%s» finnes ikke lenger. Noen har slettet det eller slått det sammen med noe.")
                               % one.title})  # fmt: skip
    for row in rows:
        row.plan = plans.get(row.plan_id) or fresh_plan(row.plan)
    return rows


def require_fields(
    powers: Powers, element: Element, wanted: Mapping[str, object], *, reason: str = ""
) -> None:
    """Raise unless the person may change these fields of the element to these values."""
    allowed = open_fields(powers, element)
    refused = wanted.keys() - allowed
    if is_locked(element.plan) and (refused & ADOPTED_TEXT) and not reason:
        raise AdoptedTextError({field: adopted_text(field) for field in refused & ADOPTED_TEXT})
    if refused:
        raise NotAllowedError(_("Du kan ikke endre dette på «%s».") % element.title)
    if "visibility" in wanted:
        after = int(str(wanted["visibility"]))
        if not may_show_wider(powers, element.plan, element.visibility, after):
            raise NotAllowedError(
                _("Bare den som er godkjenner for planen, kan gjøre «%s» synlig for alle.") % element.title
            )


def apply_values(element: Element, values: Values) -> None:
    """Store the values; nothing is written when there are none."""
    if not values:
        return
    put_values(element, values)
    columns = [field for field in values if field not in ("contributing", "sdg", "areas")]
    if columns:
        element.save(update_fields=[*columns, *(["sort_key"] if "title" in columns else [])])
    put_relations(element, values)
