from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict
from rodtrad.organisations.permissions import Person
from rodtrad.targets.models import Target
from rodtrad.targets.operations.target_values import WANTED, TargetValues, make_own, put_target, target_values
from rodtrad.targets.operations.target_writing import lock_target, one_target_write


def change_target(
    *, actor: Person, target: Target, values: Mapping[str, Any], based_on: Mapping[str, Any] | None = None
) -> Target:
    """Change what is wanted of an indicator. With other figures it is set today, and ours, whatever it was before.

    `based_on` holds the values as they were when the person began; what both changed raises ChangedMeanwhile. Raises
    NotAllowedError and FieldErrors too.
    """
    with one_target_write(actor=actor, element=target.element):
        row = lock_target(target)
        now = target_values(row)
        was = now if based_on is None else based_on
        wanted = {
            name: said for name, said in values.items() if said not in (was.get(name), now.get(name, said))
        }
        wanted |= {name: said for name, said in values.items() if name not in now}
        _refuse_conflicts(row, wanted, was, now)
        if not wanted:
            return row
        put_target(row, wanted)
        if wanted.keys() & {*WANTED}:
            row.set_on = timezone.localdate()
            make_own(row)
        row.save()
    return row


def _refuse_conflicts(
    target: Target, wanted: TargetValues, was: Mapping[str, Any], now: TargetValues
) -> None:
    """Raise ChangedMeanwhile when somebody else has changed the same fields since the person began."""
    both = [name for name in wanted if name in now and was.get(name, now[name]) != now[name]]
    if both:
        told = [FieldConflict(target, name, was[name], now[name], wanted[name]) for name in both]
        raise ChangedMeanwhile(told, {target.pk: now})
