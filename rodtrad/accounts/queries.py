"""Reads of accounts."""

from uuid import UUID

from django.contrib.auth.tokens import default_token_generator
from django.db.models import F
from django.utils import timezone

from rodtrad.accounts.models import SecondFactor, Session, User


def account_for_mail(*, email: str) -> User | None:
    """Return the open account with a password of its own that has this e-mail address."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    return user if user is not None and user.has_usable_password() else None


def account_of_code(code: str) -> User | None:
    """Return the account that the code in a mailed link lets someone choose a password for, while it is valid."""
    identity, _dot, token = code.partition(".")
    try:
        user = User.objects.filter(pk=UUID(identity), is_active=True).first()
    except ValueError:
        return None
    return user if user is not None and default_token_generator.check_token(user, token) else None


def open_account(identity: str) -> User | None:
    """Return an account that can log in, by its id."""
    try:
        return User.objects.filter(pk=UUID(identity), is_active=True).first()
    except ValueError:
        return None


def account_with_address(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def sessions_of(user: User) -> list[Session]:
    """Return the browsers that the person is logged in with, the last used first."""
    held = Session.objects.filter(user=user, expire_date__gt=timezone.now()).defer("session_data")
    return list(held.order_by(F("seen").desc(nulls_last=True), "-expire_date"))


def has_second_factor(user: User) -> bool:
    return SecondFactor.objects.filter(user=user).exists()


def codes_left(user: User) -> int:
    """Return how many recovery codes the person has not used."""
    return user.recovery_codes.count()
