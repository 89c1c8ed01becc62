"""What every write of a target has in common: the element stands still, and the person may write there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils.translation import gettext as _
from psycopg import Error

from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations.change_element import lock_element
from rodtrad.goals.operations.writing import one_write
from rodtrad.organisations.permissions import Person
from rodtrad.targets.models import Target
from rodtrad.targets.permissions import may_set_targets


@contextmanager
def one_target_write(*, actor: Person, element: Element) -> Iterator[Element]:
    """Write in one transaction; give the element as it stands, locked: its targets are written one at a time.

    Raises NotAllowedError, and FieldErrors when the element is gone or a file has set the same target meanwhile.
    """
    try:
        with one_write(actor=actor, root=element.root) as powers:
            row = lock_element(element)
            if not may_set_targets(powers, row):
                raise NotAllowedError(
                    _(
                        "Du kan ikke sette måltall for «%s». Det kan den som er redaktør for planen eller for enheten "
                        "som er ansvarlig."
                    )
                    % element.title
                )
            yield row
    except IntegrityError as error:
        cause = error.__cause__
        if not isinstance(cause, Error) or cause.diag.constraint_name != "target_once":
            raise
        told = _("Noen andre har nettopp lagt inn et måltall for det samme. Last siden på nytt.")
        raise FieldErrors({"organisation": told}) from error


def lock_target(target: Target) -> Target:
    """Read the target as it stands, and keep other writers waiting until this transaction ends."""
    rows = Target.objects.select_for_update(of=("self",)).select_related("organisation", "indicator", "root")
    row = rows.filter(pk=target.pk).first()
    if row is None:
        raise FieldErrors({"": _("Måltallet finnes ikke lenger. Noen har slettet det.")})
    return row
