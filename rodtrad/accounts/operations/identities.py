"""Whose account it is when someone logs in elsewhere."""

from dataclasses import dataclass

from django.db import transaction

from rodtrad.accounts.errors import ClosedAccountError, OtherIdentityError
from rodtrad.accounts.models import Identity, User


@dataclass(frozen=True)
class IdentityClaims:
    """What the provider vouches for about someone; `email` is empty when it does not vouch for one."""

    issuer: str
    subject: str
    email: str = ""
    name: str = ""
    #: Whether they showed more than a password there.
    has_second_factor: bool = False


@transaction.atomic
def person_for(*, claims: IdentityClaims) -> User | None:
    """Return the account of someone who logged in at the provider; None when there is none.

    The first time it is found by the address that the provider has verified, and then remembers who the provider says
    it is: another person who is given a leaver's address there does not become the leaver here (OtherIdentityError).
    Raises ClosedAccountError for an account that is closed.
    """
    known = (
        Identity.objects.filter(issuer=claims.issuer, subject=claims.subject).select_related("user").first()
    )
    user = known.user if known else _by_address(claims)
    if user is not None and not user.is_active:
        raise ClosedAccountError
    if user is not None and known is None:
        _remember(user, claims)
    return user


@transaction.atomic
def make_account_for(*, claims: IdentityClaims) -> User:
    """Make an account without a password for someone the provider vouches for, address included."""
    assert claims.email
    user = User.objects.create_user(claims.email, claims.name or claims.email)
    _remember(user, claims)
    return user


def _by_address(claims: IdentityClaims) -> User | None:
    if not claims.email:
        return None
    return User.objects.select_for_update().filter(email__iexact=claims.email).first()


def _remember(user: User, claims: IdentityClaims) -> None:
    row, _made = Identity.objects.get_or_create(
        user=user, issuer=claims.issuer, defaults={"subject": claims.subject}
    )
    if row.subject != claims.subject:
        raise OtherIdentityError
