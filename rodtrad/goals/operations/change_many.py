from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations.change_element import apply_values, lock_elements
from rodtrad.goals.operations.fields import Changes, Values, cleaned, values_of
from rodtrad.goals.operations.versions import conflicts_in, own_changes
from rodtrad.goals.operations.writing import one_write
from rodtrad.goals.permissions import may_change_all
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person

#: What can be changed for many at once.
BULK_FIELDS = ("responsible", "starts", "ends", "progress")
MOST_ELEMENTS = 500


def change_many(
    *,
    actor: Person,
    root: Root,
    elements: Sequence[Element],
    changes: Changes | Mapping[str, Any],
    based_on: Mapping[UUID, Mapping[str, Any]] | None = None,
) -> int:
    """Give several elements the same responsible, period or progress; return how many were changed.

    All or none: one that the person may not change refuses them all, by name. `based_on` holds for each element the
    fields as they were when the person chose; where somebody has changed them since, ChangedMeanwhile tells.
    """
    mine = cleaned(changes)
    if mine.keys() - set(BULK_FIELDS):
        raise FieldErrors(
            {field: _("Feltet endres ett sted om gangen.") for field in mine.keys() - set(BULK_FIELDS)}
        )
    if len(elements) > MOST_ELEMENTS:
        raise FieldErrors({"": _("Velg høyst %d elementer om gangen.") % MOST_ELEMENTS})
    with one_write(actor=actor, root=root) as powers:
        rows = lock_elements(elements)
        refused = [
            row.title for row in rows if row.root_id != root.pk or not may_change_all(powers, row, mine)
        ]
        if refused:
            names = ", ".join(f"«{title}»" for title in sorted(refused)[:5])
            more = _(" og %d til") % (len(refused) - 5) if len(refused) > 5 else ""
            raise NotAllowedError(_("Ingenting er endret. Du kan ikke endre dette på %s.") % (names + more))
        return _change_all(rows, mine, based_on or {})


def _change_all(rows: Sequence[Element], mine: Values, based_on: Mapping[UUID, Mapping[str, Any]]) -> int:
    conflicts: list[FieldConflict] = []
    standing: dict[UUID, Values] = {}
    changed = 0
    for row in rows:
        now = standing[row.pk] = values_of(row, BULK_FIELDS)
        wanted = own_changes(mine, None, now)
        conflicts += conflicts_in(row, wanted, based_on.get(row.pk), now)
        if wanted and not conflicts:
            try:
                apply_values(row, wanted)
            except FieldErrors as error:
                named = {field: f"{row.title}: {text}" for field, text in error.by_field.items()}
                raise FieldErrors(named) from error
            changed += 1
    if conflicts:
        raise ChangedMeanwhile(conflicts, standing)
    return changed
