"""Someone leaves: another takes over, and in the end the name goes."""

from collections.abc import Collection
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.accounts.operations import pseudonymise_account
from rodtrad.organisations.errors import RoleHeldError
from rodtrad.organisations.models import ApiToken, Invitation, Role
from rodtrad.organisations.operations.roles import assign_role, end_role, keeping_an_administrator


@transaction.atomic
def hand_over(
    *, leaver: User, units: Collection[UUID], successor: User | None, pseudonymise: bool = False
) -> str:
    """End the leaver's roles at the units, and give them to the successor; return the pseudonym if there is one.

    Responsibility for goals, plans and exceptions is held by units, so it stays where it is: whoever has the role
    there answers for it. Raises LastAdministratorError, and then nothing has changed.
    """
    roles = list(Role.objects.filter(user=leaver, organisation_id__in=units).select_related("organisation"))
    for role in roles:
        if successor is not None:
            _take_over(role, successor)
    for role in roles:
        end_role(role=role)
    return pseudonymise_person(user=leaver) if pseudonymise else ""


def _take_over(role: Role, successor: User) -> None:
    try:
        assign_role(user=successor, organisation=role.organisation, kind=role.kind, ends=role.ends)
    except RoleHeldError:
        if role.ends is None:
            Role.objects.filter(user=successor, organisation=role.organisation, kind=role.kind).update(
                ends=None
            )


@transaction.atomic
def pseudonymise_person(*, user: User) -> str:
    """End the person's roles everywhere and replace name and address; return the pseudonym.

    Raises LastAdministratorError when a root would be left without an administrator: hand over first.
    """
    email = user.email
    roots = sorted(set(Role.objects.filter(user=user).values_list("root_id", flat=True)))
    with ExitStack() as held:
        for root in roots:
            held.enter_context(keeping_an_administrator(root))
        today = timezone.localdate()
        Role.objects.filter(user=user).update(ends=today)
        pseudonym = pseudonymise_account(user=user)
        _end_tokens(user, pseudonym)
        waiting = Invitation.objects.filter(accepted__isnull=True, revoked__isnull=True)
        waiting.filter(models.Q(invited_by=user) | models.Q(email__iexact=email)).update(
            revoked=timezone.now()
        )
        Invitation.objects.filter(email__iexact=email).update(email=user.email)
        _events("InvitationEvent").filter(email__iexact=email).update(email=user.email)
    return pseudonym


def _end_tokens(user: User, pseudonym: str) -> None:
    """Revoke what the person's programs got in with; people put names in the names they give."""
    ApiToken.objects.filter(user=user, revoked__isnull=True).update(revoked=timezone.now())
    ApiToken.objects.filter(user=user).update(name=pseudonym)
    _events("ApiTokenEvent").filter(user_id=user.pk).update(name=pseudonym)


def _events(name: str) -> models.Manager[Any]:
    events: models.Manager[Any] = apps.get_model("organisations", name)._base_manager
    return events
