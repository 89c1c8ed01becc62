"""What a password must be, in words; Django's own sentence has no Norwegian translation."""

from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
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


def password_help() -> str:
    """Say what a password must be, before it is written."""
    told = [one.get_help_text() for one in get_default_password_validators() if isinstance(one, LongEnough)]
    told.append(_("Det kan ikke ligne på navnet eller e-postadressen din, eller være et som mange bruker."))
    return " ".join(told)
