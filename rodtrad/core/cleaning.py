"""What people and programs send, made into the values that are stored, field by field."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

T = TypeVar("T")


def clean_each(
    given: Mapping[str, Any],
    cleaners: Mapping[str, Callable[[Any], T]],
    refusal: Callable[[dict[str, str]], Exception],
) -> dict[str, T]:
    """Clean each field in its own way: a cleaner raises ValueError with a sentence for what cannot be one.

    Raises the room's `refusal` with a sentence for each fault, a field unknown too.
    """
    faults: dict[str, str] = {}
    values: dict[str, T] = {}
    for field, value in given.items():
        if field not in cleaners:
            faults[field] = _("Feltet «%s» finnes ikke.") % field
            continue
        try:
            values[field] = cleaners[field](value)
        except ValueError as error:
            faults[field] = str(error)
    if faults:
        raise refusal(faults)
    return values
