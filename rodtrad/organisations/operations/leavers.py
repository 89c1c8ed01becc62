"""Someone leaves: another takes over, and in the end the name goes."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from rodtrad.accounts.models import User
from rodtrad.accounts.operations import end_sessions, pseudonymise_account
from rodtrad.accounts.queries import former_names
from rodtrad.core.leavers import Leaver, holdings
from rodtrad.organisations.errors import RoleHeldError
from rodtrad.organisations.models import AnsweredRequest, ApiToken, Invitation, Role
from rodtrad.organisations.operations.roles import assign_role, end_role, keeping_an_administrator
from rodtrad.organisations.operations.tokens import revoke_tokens


@transaction.atomic
def hand_over(
    *, leaver: User, units: Collection[UUID], successor: User | None, pseudonymise: bool = False
) -> str:
    """End the leaver's roles at the units, and give them to the successor; return the pseudonym if there is one.

    Responsibility for goals, plans and exceptions is held by units, so it stays where it is: whoever has the role
    there answers for it. When the leaver has no role left in a root, what is open and their own there follows.
    Raises LastAdministratorError, and then nothing has changed.
    """
    roles = list(Role.objects.filter(user=leaver, organisation_id__in=units).select_related("organisation"))
    for role in roles:
        if successor is not None:
            _take_over(role, successor)
    for role in roles:
        end_role(role=role)
    for root_id in {role.root_id for role in roles}:
        if not Role.objects.filter(user=leaver, root_id=root_id).exists():
            _leave_root(leaver, root_id, successor)
    if not Role.objects.filter(user=leaver).exists():
        end_sessions(user=leaver)
        revoke_tokens(ApiToken.objects.filter(user=leaver))
    return pseudonymise_person(user=leaver) if pseudonymise else ""


def _take_over(role: Role, successor: User) -> None:
    try:
        assign_role(user=successor, organisation=role.organisation, kind=role.kind, ends=role.ends)
    except RoleHeldError:
        held = Role.objects.filter(user=successor, organisation=role.organisation, kind=role.kind)
        if role.ends is None:
            held.update(ends=None)
        else:
            held.filter(ends__lt=role.ends).update(ends=role.ends)


def _leave_root(leaver: User, root_id: UUID, successor: User | None) -> None:
    """Let go of what someone without a role in the root has open there."""
    for holding in holdings():
        holding.hand_over(leaver=leaver, root_id=root_id, successor=successor)


@transaction.atomic
def pseudonymise_leaver(*, leaver: User, successor: User | None) -> str:
    """Hand everything over in all roots and take the name away; return the pseudonym. Raises LastAdministratorError."""
    units = Role.objects.filter(user=leaver).values_list("organisation_id", flat=True)
    return hand_over(leaver=leaver, units=list(units), successor=successor, pseudonymise=True)


@transaction.atomic
def pseudonymise_person(*, user: User) -> str:
    """End the person's roles everywhere and replace name and address; return the pseudonym.

    Raises LastAdministratorError when a root would be left without an administrator: hand over first.
    """
    emails, names = former_names(user)
    roots = set(Role.ever.filter(user=user).values_list("root_id", flat=True))
    with ExitStack() as held:
        for root_id in sorted(roots):
            held.enter_context(keeping_an_administrator(root_id))
        Role.objects.filter(user=user).update(ends=timezone.localdate())
        for root_id in roots:
            _leave_root(user, root_id, None)
        pseudonym = pseudonymise_account(user=user)
        leaver = Leaver(user.pk, tuple(names), tuple(emails), user.email, pseudonym)
        for holding in holdings():
            holding.forget(leaver)
    return pseudonym


class AccessHolding:
    """What a person has let others in with: invitations they sent, and tokens."""

    def open_things(self, *, person: UUID, root_id: UUID) -> Iterator[str]:
        if sent := _open_invitations().filter(root_id=root_id, invited_by_id=person).count():
            yield ngettext("%d invitasjon som venter", "%d invitasjoner som venter", sent) % sent

    def hand_over(self, *, leaver: User, root_id: UUID, successor: User | None) -> None:
        sent = _open_invitations().filter(root_id=root_id, invited_by=leaver)
        if successor is None:
            sent.update(revoked=timezone.now())
        else:
            sent.update(invited_by=successor)
        revoke_tokens(ApiToken.objects.filter(user=leaver, root_id=root_id))

    def forget(self, leaver: Leaver) -> None:
        """Revoke what the person's programs got in with; people put names in the names they give."""
        tokens = ApiToken.objects.filter(user_id=leaver.id)
        revoke_tokens(tokens)
        tokens.update(name=leaver.pseudonym)
        _events("ApiTokenEvent").filter(user_id=leaver.id).update(name=leaver.pseudonym)
        AnsweredRequest.objects.filter(user_id=leaver.id).delete()
        for email in leaver.emails:
            _open_invitations().filter(email__iexact=email).update(revoked=timezone.now())
            for rows in (Invitation.objects, _events("InvitationEvent")):
                rows.filter(email__iexact=email).update(email=leaver.address)


ACCESS_HOLDING = AccessHolding()


def _open_invitations() -> models.QuerySet[Invitation]:
    return Invitation.objects.filter(accepted__isnull=True, revoked__isnull=True)


def _events(name: str) -> models.Manager[Any]:
    events: models.Manager[Any] = apps.get_model("organisations", name)._base_manager
    return events
