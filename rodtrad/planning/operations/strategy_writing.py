"""What all writes of a planstrategi have in common: alone with it, allowed to, and while it is still a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import NotAllowedError, WrongStateError
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
