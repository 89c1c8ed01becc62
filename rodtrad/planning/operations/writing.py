"""What freezing and adopting have in common: one transaction, and the plan to oneself."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from rodtrad.core.history import told_by
from rodtrad.goals.permissions import Powers, powers_in
from rodtrad.organisations.permissions import Person
from rodtrad.plans.models import Plan


@contextmanager
def alone_with(plan: Plan, *, actor: Person) -> Iterator[tuple[Plan, Powers]]:
    """Give the plan as it stands, to one writer at a time, with what the actor may do in its root.

    Whoever writes on the plan's thread holds a share of this lock (goals/sql/adoption.sql), so nothing moves meanwhile.
    """
    with told_by(user=str(actor.pk) if actor.pk else ""), transaction.atomic():
        row = Plan.objects.select_for_update(of=("self",)).select_related("root").get(pk=plan.pk)
        yield row, powers_in(actor, row.root)
