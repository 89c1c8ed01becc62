"""What every write has in common: one transaction, who writes, and the database's refusals in words."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from psycopg import Error

from rodtrad.cases.errors import ChangedMeanwhile, FieldErrors
from rodtrad.core.history import told_by
from rodtrad.core.text import free_key, key_from
from rodtrad.core.web.meanwhile import changed_by_both, differing
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, Powers, powers_in, powers_of_installation
from rodtrad.organisations.queries import new_key as new_key_of

Row = TypeVar("Row", bound=Model)
#: Words that stand where a key does in an address.
_IN_ADDRESSES = ("les-inn",)


@contextmanager
def one_write(*, actor: Person | None, root: Root) -> Iterator[Powers]:
    """Write in one transaction, told to the audit trail as the actor's; give what the actor may do in the root.

    Without an actor it is the installation itself that writes, by a command.
    """
    try:
        with told_by(user=str(actor.pk) if actor and actor.pk else ""), transaction.atomic():
            yield powers_of_installation(root) if actor is None else powers_in(actor, root)
    except IntegrityError as error:
        cause = error.__cause__
        name = cause.diag.constraint_name if isinstance(cause, Error) else None
        found = _sentences().get(name or "")
        if found is None:
            raise
        raise FieldErrors(dict([found])) from error


def in_turn(what: str, identity: UUID) -> None:
    """Let writers of the same thing go one at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"rodtrad {what} {identity}"]
        )


def locked(row: Row, gone: str) -> Row:
    """Read the row as it stands, and keep other writers waiting; `gone` tells that somebody has deleted it."""
    found = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise FieldErrors({"": gone})
    return found


def own_changes(
    mine: Mapping[str, Any], based_on: Mapping[str, Any] | None, now: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the person changes. Raises ChangedMeanwhile when somebody else has changed the same since."""
    wanted = differing(mine, based_on, now)
    if both := changed_by_both(wanted, based_on, now):
        raise ChangedMeanwhile(both)
    return wanted


def refuse_unseen(based_on: Mapping[str, Any] | None, now: Mapping[str, Any]) -> None:
    """Raise ChangedMeanwhile when anything is otherwise than the person saw it: for what takes it all away."""
    changed = changed_by_both(now, based_on, now)
    if changed:
        raise ChangedMeanwhile(changed)


class KeyMaker:
    """Makes keys for many rows of the root; other writers wait until the transaction ends."""

    def __init__(self, model: type[Model], root: Root, *, stem: str) -> None:
        in_turn(f"{model._meta.label} keys", root.pk)
        rows = model._default_manager.filter(root=root).values_list("key", flat=True)
        self._taken, self._stem = {*rows, *_IN_ADDRESSES}, stem

    def new(self, name: str) -> str:
        key = free_key(key_from(name) or self._stem, self._taken)
        self._taken.add(key)
        return key


def new_key(model: type[Model], root: Root, *, name: str, stem: str) -> str:
    """Return a key made from the name that no row of the root has; the writers wait for one another."""
    in_turn(f"{model._meta.label} keys", root.pk)
    return new_key_of(model, root, name=name, stem=stem, reserved=_IN_ADDRESSES)


def renumber(rows: list[Row], place: Callable[[Row], int], attribute: str) -> None:
    """Number the rows from one in the order given, those that go down first, so that no two have one number."""
    wrong = [(number, row) for number, row in enumerate(rows, start=1) if place(row) != number]
    down = [(number, row) for number, row in wrong if place(row) > number]
    up = [(number, row) for number, row in reversed(wrong) if place(row) < number]
    for number, row in [*down, *up]:
        setattr(row, attribute, number)
        row.save(update_fields=[attribute])


def _sentences() -> dict[str, tuple[str, str]]:
    """Return the field and the sentence of each constraint that somebody can run into."""
    return {
        "body_valid_in_order": ("valid_to", _("Slutten kan ikke være før starten.")),
        "meeting_ends_after_it_begins": ("ends", _("Møtet må slutte etter at det begynner.")),
        "meeting_uid_once": ("", _("Møtet er lagt inn fra før.")),
        "treatment_of_its_meeting": ("meeting", _("Møtet er et annet organs, eller en annen dag.")),
        "attachment_file_once": ("file", _("Saken har dette vedlegget fra før.")),
        "instruction_number_once": ("number", _("Saken har et slikt oppdrag med dette nummeret fra før.")),
    }
