"""Reads of accounts."""

from collections.abc import Collection
from uuid import UUID

from django.apps import apps
from django.contrib.auth.tokens import default_token_generator
from django.db.models import F
from django.utils import timezone

from rodtrad.accounts.models import SecondFactor, Session, User
from rodtrad.accounts.sealing import unseal


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


def letter_addresses(people: Collection[UUID]) -> dict[UUID, str]:
    """Return the e-mail addresses of those of the people who can log in and have not turned letters off."""
    open_accounts = User.objects.filter(pk__in=people, is_active=True, wants_letters=True)
    return dict(open_accounts.values_list("pk", "email"))


def sessions_of(user: User) -> list[Session]:
    """Return the browsers that the person is logged in with, the last used first."""
    held = Session.objects.filter(user=user, expire_date__gt=timezone.now()).defer("session_data")
    return list(held.order_by(F("seen").desc(nulls_last=True), "-expire_date"))


def has_second_factor(user: User) -> bool:
    return SecondFactor.objects.filter(user=user).exists()


def codes_left(user: User) -> int:
    """Return how many recovery codes the person has not used."""
    return user.recovery_codes.count()


def former_names(user: User) -> tuple[list[str], list[str]]:
    """Return the addresses and the names that the person has had here, those of today first."""
    events = apps.get_model("accounts", "UserEvent")._base_manager.filter(pgh_obj_id=user.pk)
    told = [(user.email, user.name), *events.order_by("-pgh_id").values_list("email", "name")]
    return list(dict.fromkeys(email for email, _name in told)), list(
        dict.fromkeys(name for _email, name in told)
    )


def pseudonymised_accounts() -> list[tuple[UUID, str]]:
    """Return the accounts with a pseudonym, and the day they got it: what is done again after an older restore."""
    rows = User.objects.filter(left__isnull=False).order_by("left").values_list("id", "left")
    return [(identity, timezone.localdate(left).isoformat()) for identity, left in rows if left]


def named_accounts(ids: Collection[UUID]) -> list[User]:
    """Return those of the accounts that still have their name."""
    return list(User.objects.filter(id__in=ids, left__isnull=True).order_by("id"))


def count_unreadable_factors() -> int:
    """Return how many second factors were sealed with another SECRET_KEY than this one."""
    return sum(unseal(sealed) is None for sealed in SecondFactor.objects.values_list("secret", flat=True))
