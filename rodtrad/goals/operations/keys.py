"""Keys of new elements: made from the title, once in the root, and never one that an address had before."""

import re
import unicodedata

from django.utils.translation import gettext as _

from rodtrad.core.text import is_key
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, FormerKey
from rodtrad.goals.operations.writing import in_turn
from rodtrad.organisations.models import Root

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 48


def key_from(title: str) -> str:
    """Return a key that says the title's first words; empty when it has no letter or digit that a key may have."""
    small = unicodedata.normalize("NFKC", title).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", small).encode("ascii", "ignore").decode()
    words = _OTHER.sub("-", plain).strip("-")
    return words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]


def free_key(root: Root, *, wanted: str, title: str, level_key: str) -> str:
    """Return the key asked for, or one made from the title. Others who make keys in the root wait."""
    in_turn("keys", root.pk)
    if wanted:
        if not is_key(wanted):
            raise FieldErrors(
                {"key": _("En nøkkel har små bokstaver a–z, sifre og bindestrek, høyst 64 tegn.")}
            )
        if _is_taken(root, wanted):
            raise FieldErrors({"key": _("Nøkkelen er i bruk. Velg en annen.")})
        return wanted
    stem = key_from(title) or level_key
    taken = _taken_from(root, stem)
    number = 2
    key = stem
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


def _is_taken(root: Root, key: str) -> bool:
    return (
        Element.objects.filter(root=root, key=key).exists()
        or FormerKey.objects.filter(root=root, key=key).exists()
    )


def _taken_from(root: Root, stem: str) -> set[str]:
    rows = Element.objects.filter(root=root, key__startswith=stem).values_list("key", flat=True)
    former = FormerKey.objects.filter(root=root, key__startswith=stem).values_list("key", flat=True)
    return {*rows, *former}
