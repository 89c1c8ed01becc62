"""What the console command `search rebuild` does."""

import time
from collections.abc import Callable, Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.organisations.models import Root
from rodtrad.search.operations import rebuild
from rodtrad.search.operations.writing import Stage

#: Seconds between two lines about how far it has come.
BETWEEN = 2.0


def silent(_line: str) -> None:
    """Tell nobody."""


class UnknownRootError(Exception):
    """There is no such root; says which there are."""


def rebuild_index(slug: str = "", *, say: Callable[[str], None] = silent) -> Iterator[str]:
    """Write the index of one root, or of all, anew; yield a line for each. Raises UnknownRootError.

    `say` is told now and then how far a root that takes long has come.
    """
    roots = list(Root.objects.order_by("slug"))
    chosen = [root for root in roots if slug in ("", root.slug)]
    if slug and not chosen:
        known = ", ".join(root.slug for root in roots) or _("ingen")
        text = _("Fant ingen organisasjon «%(slug)s». Her er: %(known)s.")
        raise UnknownRootError(text % {"slug": slug, "known": known})
    own = [(root.slug, root.id) for root in chosen]
    shared: list[tuple[str, UUID | None]] = [] if slug else [(_("felles"), None)]
    for name, root_id in (*own, *shared):
        written = rebuild(root_id=root_id, progress=_Teller(name, say))
        text = _("%(root)s: %(count)d ting i søkeindeksen.")
        yield text % {"root": name, "count": written}


class _Teller:
    """Says how far one root has come, a line now and then."""

    def __init__(self, slug: str, say: Callable[[str], None]) -> None:
        self._slug, self._say, self._told_at = slug, say, time.monotonic()

    def __call__(self, stage: Stage, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self._told_at >= BETWEEN:
            self._told_at = now
            values = {"root": self._slug, "done": done, "of": of}
            if stage is Stage.READ:
                self._say(_("%(root)s: har lest %(done)d av %(of)d ting.") % values)
            else:
                self._say(_("%(root)s: har skrevet %(done)d av %(of)d ting.") % values)
