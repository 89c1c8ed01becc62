"""What a password must be, in words; Django's own sentence has no Norwegian translation."""

from django.contrib.auth.password_validation import MinimumLengthValidator
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
