"""The second factor: an app's codes, and recovery codes for when the app is gone."""

import base64
import re
import secrets
from hashlib import sha256

from django.db import transaction

from rodtrad.accounts.attempts import SECOND_FACTOR, count_attempts, counted_name, forget_way, note_attempt
from rodtrad.accounts.errors import (
    AlreadySetUpError,
    TooManyAsksError,
    TooManyInRowError,
    WrongCodeError,
)
from rodtrad.accounts.models import RecoveryCode, SecondFactor, User
from rodtrad.accounts.sealing import seal, unseal
from rodtrad.accounts.totp import counter_of

#: An hour's wrong codes for one person, whatever addresses they come from: whoever tries has the password already.
CODES_PER_NAME = 10
#: Wrong codes in a row after which the app's count no longer (NIST SP 800-63B § 3.2.2): a guess each hour would
#: else be right some year.
MOST_IN_ROW = 100
_RECOVERY_CODES = 10
_APP_CODE = re.compile(r"[0-9]{6}")


@transaction.atomic
def set_up_second_factor(*, user: User, secret: str, code: str) -> list[str]:
    """Demand codes from now on, and return recovery codes, which are never shown again.

    Raises WrongCodeError when the app does not show this code, AlreadySetUpError when there is one.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if SecondFactor.objects.filter(user=user).exists():
        raise AlreadySetUpError
    counter = counter_of(secret, _typed(code))
    if counter is None:
        raise WrongCodeError
    SecondFactor.objects.create(user=user, secret=seal(secret), counter=counter)
    return new_recovery_codes(user=user)


@transaction.atomic
def new_recovery_codes(*, user: User) -> list[str]:
    """Replace the person's recovery codes, and return the new ones: 80 random bits each."""
    User.objects.select_for_update().get(pk=user.pk)
    codes = [base64.b32encode(secrets.token_bytes(10)).decode("ascii") for _number in range(_RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    return ["-".join(re.findall("....", code)) for code in codes]


def check_second_factor(*, user: User, code: str, address: str | None) -> bool:
    """Use a code up, and tell whether it was a recovery code.

    Raises WrongCodeError, TooManyAsksError when there have been too many of those lately, and TooManyInRowError when
    there have been so many without a right one between that only a recovery code counts.
    """
    name, typed = counted_name(user.email), _typed(code)
    if count_attempts(way=SECOND_FACTOR, name=name) >= CODES_PER_NAME:
        raise TooManyAsksError
    is_of_app = bool(_APP_CODE.fullmatch(typed))
    if not (_use_app_code(user, typed) if is_of_app else _use_recovery_code(user, typed)):
        note_attempt(name=name, address=address, way=SECOND_FACTOR)
        raise WrongCodeError
    forget_way(name=name, way=SECOND_FACTOR)
    return not is_of_app


@transaction.atomic
def take_away_second_factor(*, user: User) -> bool:
    """Ask for the password only from now on; False when there was nothing to take away."""
    RecoveryCode.objects.filter(user=user).delete()
    gone, _by_model = SecondFactor.objects.filter(user=user).delete()
    return gone > 0


@transaction.atomic
def _use_recovery_code(user: User, code: str) -> bool:
    gone, _by_model = RecoveryCode.objects.filter(user=user, digest=_digest(user, code)).delete()
    if gone:
        SecondFactor.objects.filter(user=user).update(failures=0)
    return gone > 0


def _use_app_code(user: User, code: str) -> bool:
    with transaction.atomic():
        found = SecondFactor.objects.select_for_update().filter(user=user).first()
        secret = unseal(found.secret) if found else None
        if found is None or secret is None:
            return False
        is_open = found.failures < MOST_IN_ROW
        counter = counter_of(secret, code, after=found.counter) if is_open else None
        if counter is not None:
            found.counter, found.failures = counter, 0
        elif is_open:
            found.failures += 1
        found.save(update_fields=["counter", "failures"])
    if not is_open:
        raise TooManyInRowError
    return counter is not None


def _typed(code: str) -> str:
    """Return a code without what people put between its parts."""
    return re.sub(r"[\s-]", "", code).upper()


def _digest(user: User, code: str) -> str:
    return sha256(f"{user.pk}:{code}".encode()).hexdigest()
