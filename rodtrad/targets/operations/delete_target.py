from collections.abc import Mapping
from typing import Any

from rodtrad.goals.errors import ChangedMeanwhile
from rodtrad.organisations.permissions import Person
from rodtrad.targets.models import Target
from rodtrad.targets.operations.target_values import target_values
from rodtrad.targets.operations.target_writing import lock_target, one_target_write


def delete_target(*, actor: Person, target: Target, based_on: Mapping[str, Any] | None = None) -> None:
    """Delete what is wanted of an indicator; the indicator, its figures and the audit trail stay.

    `based_on` holds the values as the person saw them: if any is another now, ChangedMeanwhile is raised. Raises
    NotAllowedError and FieldErrors too.
    """
    with one_target_write(actor=actor, element=target.element):
        row = lock_target(target)
        if based_on is not None and (now := target_values(row)) != based_on:
            raise ChangedMeanwhile([], {row.pk: now})
        row.delete()
