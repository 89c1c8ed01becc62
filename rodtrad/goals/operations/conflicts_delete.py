from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.goals.errors import ChangedMeanwhile, NotAllowedError
from rodtrad.goals.models import Conflict
from rodtrad.goals.operations.conflicts_fields import conflict_values, lock_conflict
from rodtrad.goals.operations.writing import one_write
from rodtrad.goals.permissions import Powers, may_delete_conflict, may_write_conflict
from rodtrad.organisations.permissions import Person


def delete_conflict(*, actor: Person, conflict: Conflict, based_on: Mapping[str, Any] | None = None) -> None:
    """Delete a goal conflict with its steps; the elements that they name stay, and so does the audit trail.

    `based_on` holds the fields as the person saw them: if any is another now, ChangedMeanwhile is raised. Raises
    NotAllowedError and FieldErrors too.
    """
    with one_write(actor=actor, root=conflict.root) as powers:
        row = lock_conflict(conflict)
        if not may_delete_conflict(powers, row):
            raise NotAllowedError(why_not_delete(powers, row))
        if based_on is not None and (now := conflict_values(row)) != based_on:
            raise ChangedMeanwhile([], {row.pk: now})
        row.delete()


def why_not_delete(powers: Powers, conflict: Conflict) -> str:
    """Return why the person may not delete the conflict."""
    if not may_write_conflict(powers, conflict.owner_id):
        return _("Du kan ikke slette målkonflikten «%s».") % conflict.title
    if conflict.visibility == Visibility.PUBLIC:
        return _("«%s» er synlig for alle. Da er det en godkjenner som kan slette den.") % conflict.title
    return (
        _("«%s» hører til vedtaket av en plan. Da er det en godkjenner som kan slette den.") % conflict.title
    )
