"""What people and files send, as the values that are stored. Each raises ValueError with a sentence."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors
from rodtrad.core.cleaning import clean_each
from rodtrad.core.text import storable

LONGEST_TEXT = 50_000
MOST_VOTES = 9999
Cleaner = Callable[[Any], Any]
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?")


def cleaned(given: Mapping[str, Any], cleaners: Mapping[str, Cleaner]) -> dict[str, Any]:
    """Clean each field in its own way. Raise FieldErrors with a sentence for each fault, a field unknown too."""
    return clean_each(given, cleaners, FieldErrors)


def plain(given: Any) -> str:
    return " ".join(storable(str(given or "")).split())


def line(most: int, missing: str = "") -> Cleaner:
    """Return a cleaner for one line of text of at most so many characters; `missing` is said when it is empty."""

    def clean(given: Any) -> str:
        text = plain(given)
        if missing and not text:
            raise ValueError(missing)
        return _within(text, most)

    return clean


def text(given: Any) -> str:
    return _within(storable(str(given or "")).replace("\r\n", "\n").replace("\r", "\n").strip(), LONGEST_TEXT)


def needed_text(missing: str) -> Cleaner:
    def clean(given: Any) -> str:
        found = text(given)
        if not found:
            raise ValueError(missing)
        return found

    return clean


def _within(told: str, most: int) -> str:
    if len(told) > most:
        raise ValueError(
            _("Teksten er %(length)d tegn. Den kan være høyst %(most)d.")
            % {"length": len(told), "most": most}
        )
    return told


def one_of(choices: Sequence[str], *, empty: bool = False) -> Cleaner:
    def clean(given: Any) -> str:
        value = plain(given)
        if value not in choices and not (empty and not value):
            raise ValueError(_("«%s» er ikke blant valgene.") % value)
        return value

    return clean


def number_of(choices: Sequence[int]) -> Cleaner:
    def clean(given: Any) -> int:
        if str(given) not in map(str, choices):
            raise ValueError(_("«%s» er ikke blant valgene.") % given)
        return int(given)

    return clean


def day(given: Any) -> str:
    """Return the day as in ISO 8601, or nothing."""
    if not given:
        return ""
    if isinstance(given, date):
        return given.isoformat()
    try:
        return date.fromisoformat(str(given).strip()).isoformat()
    except ValueError:
        raise ValueError(_("«%s» er ikke en dato. Skriv år-måned-dag, som 2026-01-31.") % given) from None


def needed_day(given: Any) -> str:
    found = day(given)
    if not found:
        raise ValueError(_("Skriv en dato."))
    return found


def clock(given: Any) -> str:
    """Return the time as hours and minutes, or nothing."""
    if not given:
        return ""
    if isinstance(given, time):
        return f"{given:%H:%M}"
    found = _TIME.fullmatch(str(given).strip())
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return f"{int(found[1]):02d}:{found[2]}"
    raise ValueError(_("«%s» er ikke et klokkeslett. Skriv time og minutt, som 17:30.") % given)


def address(given: Any) -> str:
    found: str = line(600)(given)
    try:
        parts = urlsplit(found)
    except ValueError:
        parts = urlsplit("")
    if found and not (parts.scheme in ("http", "https") and parts.netloc):
        raise ValueError(_("«%s» er ikke en nettadresse. Den begynner med https://.") % found)
    return found


def votes(given: Any) -> int | None:
    found = plain(given)
    if not found:
        return None
    if not found.isdecimal() or len(found) > 5 or int(found) > MOST_VOTES:
        raise ValueError(_("«%s» er ikke et antall stemmer.") % found)
    return int(found)


def as_day(stored: str) -> date | None:
    return date.fromisoformat(stored) if stored else None


def as_clock(stored: str) -> time | None:
    return time.fromisoformat(stored) if stored else None
