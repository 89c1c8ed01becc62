from collections.abc import Mapping
from typing import Any

from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.permissions import Person
from rodtrad.targets.models import Target
from rodtrad.targets.operations.target_values import put_target
from rodtrad.targets.operations.target_writing import one_target_write


def create_target(
    *, actor: Person, element: Element, indicator: Indicator, values: Mapping[str, Any]
) -> Target:
    """Say what is wanted of an indicator for an element. `values` are those of `target_values`.

    Raises NotAllowedError and FieldErrors.
    """
    with one_target_write(actor=actor, element=element) as row:
        target = Target(root=row.root, element=row, indicator=indicator)
        put_target(target, values)
        target.save(force_insert=True)
    return target
