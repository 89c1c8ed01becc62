"""Who has what, from when, until when. A root that had an administrator always keeps one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.accounts.operations import end_sessions
from rodtrad.organisations.errors import LastAdministratorError, RoleHeldError
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.organisations.queries import lacks_second_factor


@contextmanager
def keeping_an_administrator(root_id: UUID) -> Iterator[None]:
    """Undo the block when it takes away the last administrator of the whole root; one change of roles at a time.

    Raises LastAdministratorError. Only who has the role without an end, and can log in, counts.
    """
    with transaction.atomic():
        root = Root.objects.select_for_update().get(id=root_id)
        before = _has_administrator(root_id)
        yield
        if before and not _has_administrator(root_id):
            raise LastAdministratorError(root.name)


def _has_administrator(root_id: UUID) -> bool:
    return Role.objects.filter(
        root_id=root_id,
        kind=RoleKind.ADMINISTRATOR,
        organisation__parent__isnull=True,
        ends__isnull=True,
        user__is_active=True,
    ).exists()


def assign_role(*, user: User, organisation: Organisation, kind: str, ends: date | None = None) -> Role:
    """Give a person a role from today. Raises RoleHeldError when they have it, LastAdministratorError."""
    with keeping_an_administrator(organisation.root_id):
        if Role.objects.filter(user=user, organisation=organisation, kind=kind).exists():
            raise RoleHeldError
        role = Role.objects.create(
            user=user, root_id=organisation.root_id, organisation=organisation, kind=kind, ends=ends
        )
        if lacks_second_factor(user):
            end_sessions(user=user)  # they log in anew, and set it up before the role can be used
    return role


def change_role(*, role: Role, kind: str, ends: date | None) -> None:
    """Make it another role, or let it end another day. Raises RoleHeldError and LastAdministratorError.

    Another role is a new one from today, and the old one ends, so that it can be told who could do what when.
    """
    with keeping_an_administrator(role.root_id):
        role = (
            Role.objects.select_for_update(of=("self",))
            .select_related("user", "organisation")
            .get(id=role.id)
        )
        if kind == role.kind:
            Role.objects.filter(id=role.id).update(ends=ends)
            return
        _end(role)
        assign_role(user=role.user, organisation=role.organisation, kind=kind, ends=ends)


def end_role(*, role: Role) -> None:
    """Let a role count no longer, from now. Raises LastAdministratorError."""
    with keeping_an_administrator(role.root_id):
        _end(role)


def _end(role: Role) -> None:
    Role.objects.filter(id=role.id).update(ends=timezone.localdate())
