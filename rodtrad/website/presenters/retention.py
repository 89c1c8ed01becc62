"""How long history is kept, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.goals.queries.retention import Limits


@dataclass(frozen=True)
class KeptWords:
    texts: str
    names: str


def kept_words(limits: Limits) -> KeptWords:
    return KeptWords(_months(limits.texts), _months(limits.names))


def _months(months: int | None) -> str:
    if not months:
        return _("for alltid")
    return ngettext("i %(count)d måned", "i %(count)d måneder", months) % {"count": months}
