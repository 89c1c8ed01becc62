"""Counts in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def number_word(count: int) -> str:
    """Write two to twelve as words; one has a gender in Norwegian and stays a figure."""
    words = {
        0: pgettext("number", "ingen"),
        2: pgettext("number", "to"),
        3: pgettext("number", "tre"),
        4: pgettext("number", "fire"),
        5: pgettext("number", "fem"),
        6: pgettext("number", "seks"),
        7: pgettext("number", "sju"),
        8: pgettext("number", "åtte"),
        9: pgettext("number", "ni"),
        10: pgettext("number", "ti"),
        11: pgettext("number", "elleve"),
        12: pgettext("number", "tolv"),
    }
    return words.get(count, f"{count:,}".replace(",", "\u00a0"))


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(parts: Sequence[str]) -> str:
    """Join as in a sentence: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s og %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
