from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict, NotAllowedError
from rodtrad.goals.models import Conflict
from rodtrad.goals.operations.conflicts_fields import (
    ConflictValues,
    cleaned_conflict,
    conflict_values,
    lock_conflict,
    put_conflict,
    put_steps,
)
from rodtrad.goals.operations.writing import one_write
from rodtrad.goals.permissions import Powers, may_publish_conflict, may_write_conflict
from rodtrad.organisations.permissions import Person, viewer_for


def change_conflict(
    *, actor: Person, conflict: Conflict, values: Mapping[str, Any], based_on: Mapping[str, Any] | None = None
) -> Conflict:
    """Change a goal conflict; its steps are one field, all of them in order.

    `based_on` holds the fields as they were when the person began; what both changed raises ChangedMeanwhile. Raises
    NotAllowedError and FieldErrors too.
    """
    mine = cleaned_conflict(values)
    with one_write(actor=actor, root=conflict.root) as powers:
        row = lock_conflict(conflict)
        now = conflict_values(row)
        was = now if based_on is None else based_on
        wanted = {field: said for field, said in mine.items() if said not in (was.get(field), now[field])}
        _require(powers, row, wanted)
        _refuse_conflicts(row, wanted, based_on, now)
        put_conflict(row, wanted)
        if "owner" in wanted and not may_write_conflict(powers, row.owner_id):
            raise NotAllowedError(_("Du kan ikke gi målkonflikten til denne eieren."))
        if wanted.keys() - {"steps"}:
            row.save()
        if "steps" in wanted:
            put_steps(row, mine["steps"], viewer_for(actor, row.root))
    return row


def _require(powers: Powers, conflict: Conflict, wanted: Mapping[str, Any]) -> None:
    publishes = wanted.get("visibility") == Visibility.PUBLIC
    if publishes and not may_publish_conflict(powers, conflict.owner_id):
        raise NotAllowedError(_("Bare en godkjenner kan gjøre en målkonflikt synlig for alle."))
    may_write = may_write_conflict(powers, conflict.owner_id)
    only_shows = wanted.keys() <= {"visibility"} and may_publish_conflict(powers, conflict.owner_id)
    if not may_write and not only_shows:
        raise NotAllowedError(_("Du kan ikke endre målkonflikten «%s».") % conflict.title)


def _refuse_conflicts(
    conflict: Conflict, wanted: ConflictValues, started: Mapping[str, Any] | None, now: ConflictValues
) -> None:
    """Raise ChangedMeanwhile when somebody else has changed the same fields since the person began."""
    if started is None:
        return
    both = [field for field in wanted if started.get(field, now[field]) != now[field]]
    if both:
        told = [FieldConflict(conflict, field, started[field], now[field], wanted[field]) for field in both]
        raise ChangedMeanwhile(told, {conflict.pk: now})
