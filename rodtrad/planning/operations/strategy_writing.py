"""What all writes of a planstrategi have in common: alone with it, allowed to, and while it is still a draft."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import FieldErrors, NotAllowedError, WrongStateError
from rodtrad.planning.models import PlanningStrategy
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_write_strategy
from rodtrad.plans.models import LOCKED


@contextmanager
def writing_strategy(strategy: PlanningStrategy, *, actor: Person) -> Iterator[PlanningStrategy]:
    """Give the strategy as it stands, to one writer at a time. Raises NotAllowedError and WrongStateError."""
    with alone_with(strategy.plan, actor=actor) as (plan, powers):
        if not may_write_strategy(powers, plan):
            raise NotAllowedError(
                _("Du kan ikke endre «%s». Det kan en redaktør eller godkjenner for enheten som eier planen.")
                % plan.title
            )
        if plan.status in LOCKED:
            raise WrongStateError(
                _("«%s» er vedtatt. Det som skal endres, tas opp i en ny planstrategi.") % plan.title
            )
        row = PlanningStrategy.objects.select_related("plan", "root").get(pk=strategy.pk)
        yield row


def said_by(row: Model, fields: tuple[str, ...]) -> str:
    """Return a digest of what the row says: two who write at once are told apart by it."""
    told = repr([(name, getattr(row, f"{name}_id", None) or getattr(row, name)) for name in fields])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def refuse_stale(row: Model, fields: tuple[str, ...], based_on: str) -> None:
    """Raise FieldErrors when somebody else has changed the row since the person opened the form."""
    if based_on and based_on != said_by(row, fields):
        raise FieldErrors(
            {
                "": _(
                    "Noen andre har endret dette mens du skrev. Ingenting er lagret. Se hva som står nå i en ny fane, "
                    "ta det med her, og lagre på nytt."
                )
            }
        )


def put(row: Model, values: dict[str, Any]) -> None:
    """Set the values and store the row when something differs; what a person writes is no longer an example."""
    changed = row._state.adding
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    if not changed:
        return
    if getattr(row, "origin", None) == Origin.EXAMPLE and not row._state.adding:
        row.origin = Origin.OWN  # type: ignore[attr-defined]  # every part of a strategy is Sourced
    row.save()
