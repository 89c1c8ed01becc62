"""What stood when a form was made: carried by the form, signed, so that two who write at once are told apart."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.formats import date_format
from django.utils.translation import gettext as _

_SALT = "rodtrad.website.begun"
#: The hidden field that carries it.
VERSION = "versjon"


class BadVersionError(Exception):
    """A version that we did not sign, or of something else."""


def pack(identity: object, values: Mapping[str, Any]) -> str:
    """Return the signed version that the form carries: what stood when the form was made."""
    return signing.dumps({"of": str(identity), "was": dict(values)}, salt=_SALT, compress=True)


def unpack(text: str, identity: object) -> dict[str, Any]:
    """Return what stood. Raises BadVersionError."""
    try:
        found = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise BadVersionError from error
    if found["of"] != str(identity):
        raise BadVersionError
    was: dict[str, Any] = found["was"]
    return was


class BegunForm(forms.Form):
    """A form that tells what somebody else has written since it was made: what stands now is shown, and what is sent
    once more is taken as the answer to it."""

    #: What somebody else has changed that the person changed too, as it stands now: the form shows it.
    told: Mapping[str, Any] = {}  # replaced, never changed

    def carried(self, begun: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the form carries on: what it was made of, and what it has told of since.

        What it has not told of stays as it was, so that an untouched box never takes another's words away.
        """
        return {**begun, **self.told}

    def tell_meanwhile(self, now: Mapping[str, Any]) -> None:
        """Say at each field what stands there now; on top for what the form has no field for."""
        self.told = dict(now)
        for name, value in now.items():
            field = name if name in self.fields else None
            told = _(
                "Noen andre har endret dette siden du begynte. Nå står det: %s. Lagre på nytt for å bruke ditt."
            )
            self.add_error(field, told % (self.in_words(name, value) or "–"))

    def in_words(self, name: str, now: Any) -> str:
        """Return a value that stands as a person reads it."""
        return _in_words(self.fields.get(name), now)


def _in_words(field: forms.Field | None, now: Any) -> str:
    """Return a value as the form shows it: a choice by its words, rows one after another, a day as it is written."""
    if isinstance(now, list | tuple):
        rows = (_in_words(None, one) for one in now if one not in (None, ""))
        return " · ".join(row for row in rows if row)
    said = "" if now is None else str(now)
    choices = getattr(getattr(field, "widget", None), "choices", ())
    if said and (words := next((str(words) for key, words in choices if str(key) == said), "")):
        return words.strip()
    try:
        return date_format(date.fromisoformat(said), "DATE_FORMAT")
    except ValueError:
        return said
