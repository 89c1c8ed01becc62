"""Norwegian organisation numbers: nine digits, the last a check digit by modulus 11."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def check_digit(first_eight: str) -> int | None:
    """Return the ninth digit for the first eight, or None when no number may begin so (remainder 1)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_eight, _WEIGHTS, strict=True))
    digit = (11 - total % 11) % 11
    return None if digit == 10 else digit


def is_organisation_number(value: str) -> bool:
    """Tell whether the value is a well-formed organisation number (it says nothing of the register)."""
    return bool(re.fullmatch(r"[0-9]{9}", value)) and check_digit(value[:8]) == int(value[8])


def validate_organisation_number(value: str) -> None:
    """Raise ValidationError unless the value is empty or a well-formed organisation number."""
    if value and not is_organisation_number(value):
        raise ValidationError(
            _(
                "%(value)s er ikke et gyldig organisasjonsnummer. Det har ni siffer; det siste er kontrollsiffer."
            ),
            params={"value": value},
        )
