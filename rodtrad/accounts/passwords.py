"""What a password must be, in words; Django's own sentence has no Norwegian translation."""

import re
import unicodedata
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_ROWS = ("1234567890", "0123456789", "qwertyuiopå", "asdfghjkløæ", "zxcvbnm", "abcdefghijklmnopqrstuvwxyzæøå")
#: What Norwegian passwords are made of when nobody thinks, the name of this service, and what English lists lack.
_GUESSED_WORDS = frozenset((Path(__file__).parent / "data" / "guessed_words.txt").read_text("utf-8").split())


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


class NotGuessedFirst:
    """Refuse a long password that programs that guess try early: a known word with a year after it, keys in a row.

    Known words, rows of keys, years and repetitions are taken out; what is left must be something of one's own
    (NIST SP 800-63B § 3.1.1.2: common, expected and repetitive values, and the name of the service).
    """

    #: So many signs must be left.
    enough = 6

    def validate(self, password: str, user: Any = None) -> None:
        text = unicodedata.normalize("NFKC", password).casefold()
        domain = re.split(r"[\W_]+", getattr(user, "email", "").partition("@")[2].casefold())
        words = {*_GUESSED_WORDS, *(part for part in domain if len(part) >= NotOnesOwnName.shortest)}
        rest = re.sub(r"[\W_]+", "", _one_time(text)) or _one_time(text)
        for word in sorted((*words, *_rows_of_keys(rest)), key=len, reverse=True):
            rest = rest.replace(word, "")
        rest = re.sub(r"(?:19|20)\d\d", "", rest)
        if len(re.sub(r"(.)\1+", r"\1", rest)) < self.enough:
            raise ValidationError(
                _(
                    "Passordet er et av de første som blir gjettet. Velg noe som er ditt eget, gjerne en setning."
                ),
                code="password_guessed_first",
            )

    def get_help_text(self) -> str:
        return _("Det kan ikke være et kjent ord med tall etter, eller taster på rad.")


def _one_time(text: str) -> str:
    """Return what a text repeats, once: «abcabcabc» is «abc»."""
    size = (text + text).find(text, 1)
    return text[:size] if text else ""


def _rows_of_keys(text: str) -> list[str]:
    """Return the longest pieces of four signs or more that stand in a row on the keyboard, or in the alphabet."""
    found = []
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for start in range(len(row)):
            piece = next(
                (row[start:end] for end in range(len(row), start + 3, -1) if row[start:end] in text), ""
            )
            found += [piece] if piece else []
    return found


def password_help() -> str:
    """Say what a password must be, before it is written."""
    told = [one.get_help_text() for one in get_default_password_validators() if isinstance(one, LongEnough)]
    told.append(_("En setning med mellomrom er fin, og så lang du vil. Du trenger ikke tall eller tegn."))
    told.append(
        _("Det kan ikke ha navnet eller e-postadressen din i seg, eller være et kjent ord med tall etter.")
    )
    told.append(_("Du trenger ikke bytte det bare fordi det har gått en tid."))
    return " ".join(told)
