"""Keys of new elements: made from the title, once in the root, and never one that an address had before."""

from django.utils.translation import gettext as _

from rodtrad.core.text import free_key, is_key, key_from
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, FormerKey
from rodtrad.goals.operations.writing import in_turn
from rodtrad.organisations.models import Root


def new_key(root: Root, *, wanted: str, title: str, level_key: str) -> str:
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
    return free_key(stem, _taken_from(root, stem))


def _is_taken(root: Root, key: str) -> bool:
    return (
        Element.objects.filter(root=root, key=key).exists()
        or FormerKey.objects.filter(root=root, key=key).exists()
    )


def _taken_from(root: Root, stem: str) -> set[str]:
    rows = Element.objects.filter(root=root, key__startswith=stem).values_list("key", flat=True)
    former = FormerKey.objects.filter(root=root, key__startswith=stem).values_list("key", flat=True)
    return {*rows, *former}
