"""What a password must be, in words; Django's own sentence has no Norwegian translation."""

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "Passordet er for kort. Det må ha minst %d tegn.",
            "Passordet er for kort. Det må ha minst %d tegn.",
            self.min_length,
        ) % (self.min_length,)

    def get_help_text(self) -> str:
        return ngettext(
            "Passordet må ha minst %d tegn.", "Passordet må ha minst %d tegn.", self.min_length
        ) % (self.min_length,)


class NotOnesOwnName:
    """Refuse a password with the person's name or address in it: the first that someone who knows them tries."""

    #: A shorter part of a name stands in too many ordinary words.
    shortest = 4

    def validate(self, password: str, user: Any = None) -> None:
        told = f"{getattr(user, 'name', '')} {getattr(user, 'email', '').partition('@')[0]}".casefold()
        parts = [part for part in re.split(r"[\W_]+", told) if len(part) >= self.shortest]
        if any(part in password.casefold() for part in parts):
            raise ValidationError(
                _(
                    "Passordet har navnet eller e-postadressen din i seg. Velg noe andre ikke forbinder med deg."
                ),
                code="password_has_own_name",
            )

    def get_help_text(self) -> str:
        return _("Det kan ikke ha navnet eller e-postadressen din i seg.")


def password_help() -> str:
    """Say what a password must be, before it is written."""
    told = [one.get_help_text() for one in get_default_password_validators() if isinstance(one, LongEnough)]
    told.append(_("En setning med mellomrom er fin, og så lang du vil. Du trenger ikke tall eller tegn."))
    told.append(_("Det kan ikke ha navnet eller e-postadressen din i seg, eller være et som mange bruker."))
    told.append(_("Du trenger ikke bytte det bare fordi det har gått en tid."))
    return " ".join(told)
