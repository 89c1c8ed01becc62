"""Reads of accounts."""

from uuid import UUID

from django.contrib.auth.tokens import default_token_generator

from rodtrad.accounts.models import User


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
