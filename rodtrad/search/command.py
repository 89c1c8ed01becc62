"""What the console command `search rebuild` does."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rodtrad.organisations.models import Root
from rodtrad.search.operations import rebuild


class UnknownRootError(Exception):
    """There is no such root; says which there are."""


def rebuild_index(slug: str = "") -> Iterator[str]:
    """Write the index of one root, or of all, anew; yield a line for each. Raises UnknownRootError."""
    roots = list(Root.objects.order_by("slug"))
    chosen = [root for root in roots if slug in ("", root.slug)]
    if slug and not chosen:
        known = ", ".join(root.slug for root in roots) or _("ingen")
        text = _("Fant ingen organisasjon «%(slug)s». Her er: %(known)s.")
        raise UnknownRootError(text % {"slug": slug, "known": known})
    for root in chosen:
        written = rebuild(root_id=root.id)
        text = _("%(root)s: %(count)d ting i søkeindeksen.")
        yield text % {"root": root.slug, "count": written}
