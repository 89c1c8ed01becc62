"""How far figures have come on their way in, a line in the terminal now and then."""

import time
from collections.abc import Callable

from rodtrad.core.words import gettext as _
from rodtrad.core.words import ngettext
from rodtrad.indicators.operations.progress import Stage, seconds_left, share_done

_SECONDS_BETWEEN = 2.0


class FigureTeller:
    """Says percent, what is being done, and how long is left."""

    def __init__(
        self,
        say: Callable[[str], None],
        *,
        is_fetched: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say, self._is_fetched, self._clock = say, is_fetched, clock
        self._begun = self._told = clock()

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        now = self._clock()
        if now - self._told < _SECONDS_BETWEEN:
            return
        self._told = now
        share = share_done(stage, done, total, is_fetched=self._is_fetched)
        line = _("%(percent)d %%: %(what)s.") % {"percent": 100 * share, "what": _words(stage, done, total)}
        left = round(seconds_left(now - self._begun, share) or 0)
        if left:
            line += " " + ngettext("Omtrent %d sekund igjen.", "Omtrent %d sekunder igjen.", left) % left
        self._say(line)


def _words(stage: Stage, done: int, total: int) -> str:
    if stage is Stage.ASKED:
        return _("%(done)d av %(total)d svar er kommet") % {"done": done, "total": total}
    return _("leser tallene") if stage is Stage.READ else _("lagrer")
