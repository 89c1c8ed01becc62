"""Which small counts must not be published, and which others would give them away.

A count from one up to a threshold is hidden (three for KOSTRA's services, five for users of care; zero is shown). Then,
where a total and all its parts but one are known, the one could be reckoned: so where exactly one part is hidden its
total is hidden too, and where only the total is hidden its smallest part. That is repeated through sums of sums. Last,
each hidden figure must have been able to be otherwise, see `otherwise`; until all are, more is hidden.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import inf
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.indicators.small_numbers.completing import complete
from rodtrad.indicators.small_numbers.otherwise import Sum, Unseen

THRESHOLD = 3
CARE_THRESHOLD = 5

K = TypeVar("K", bound=Hashable)


class Why(StrEnum):
    """Why a figure is hidden. For those who enter figures; readers could reckon more if they knew which are small."""

    SMALL = "small"
    #: Hidden already where it came from.
    ALREADY = "already"
    #: It would tell another that is hidden.
    TELLS_ANOTHER = "tells_another"


@dataclass(frozen=True)
class Hidden(Generic[K]):
    """A figure that is hidden, why, and for the sake of which other one."""

    why: Why
    protects: K | None = None

    def reason(self, *, threshold: int = THRESHOLD, name: str = "") -> Message:
        """Return why in words; `name` is what the protected figure is called."""
        if self.why is Why.SMALL:
            return Message(_("Skjult: færre enn %(threshold)s."), {"threshold": threshold})
        if self.why is Why.ALREADY:
            return Message(_("Skjult der tallet kommer fra."))
        return Message(
            _("Skjult fordi %(name)s er skjult, og ellers kunne regnes ut av tall som vises."), {"name": name}
        )


def sums_over(parent_of: Mapping[K, K]) -> tuple[Sum[K], ...]:
    """Return one sum for each parent that has children."""
    children: dict[K, list[K]] = defaultdict(list)
    for child, parent in parent_of.items():
        children[parent].append(child)
    return tuple(Sum(parent, tuple(held)) for parent, held in children.items())


def is_small(value: float | None, threshold: int = THRESHOLD) -> bool:
    """Tell whether a count is hidden for its own sake: at least one, and below the threshold."""
    return value is not None and 0 < value < threshold


def hide_small(
    figures: Mapping[K, float | None],
    sums: Iterable[Sum[K]] = (),
    *,
    threshold: int | Mapping[K, int] = THRESHOLD,
    already: Iterable[K] = (),
) -> dict[K, Hidden[K]]:
    """Return the figures that must not be published, with the reason for each.

    `figures` are counts; None is a count that nobody knows. `already` are hidden where they come from, whatever we
    hold of them. The threshold is one for all, or each figure's own.
    """
    limits = dict.fromkeys(figures, threshold) if isinstance(threshold, int) else threshold
    hidden: dict[K, Hidden[K]] = {key: Hidden(Why.ALREADY) for key in already}
    for key, value in figures.items():
        if is_small(value, limits[key]):
            hidden.setdefault(key, Hidden(Why.SMALL))
    if hidden:
        _Hiding(figures, tuple(sums), hidden, limits).run()
    return hidden


class _Hiding(Generic[K]):
    """Hides more until everything hidden could be otherwise."""

    def __init__(
        self,
        figures: Mapping[K, float | None],
        sums: tuple[Sum[K], ...],
        hidden: dict[K, Hidden[K]],
        limits: Mapping[K, int],
    ) -> None:
        self.hidden, self.limits = hidden, limits
        self.sums = tuple(one for one in sums if all(key in figures for key in (one.total, *one.parts)))
        known = {key: value for key, value in figures.items() if value is not None}
        self.lacking = {key for key, value in figures.items() if value is None and key not in hidden}
        unknown = {key: limits[key] for key in hidden if key not in known}
        self.values = known | complete(known, self.sums, hidden=unknown, lacking=self.lacking)
        #: What one does not see who is taken to know which are small; and who is not.
        self.unseen, self.unsorted = Unseen(self.sums), Unseen(self.sums)
        for key in self.lacking:
            self.unseen.add(key, self.values[key], 0, inf)
            self.unsorted.add(key, self.values[key], 0, inf)
        for key in hidden:
            self._keep(key)

    @cached_property
    def everything(self) -> Unseen[K]:
        """Return what one would not see if all was hidden."""
        found = Unseen(self.sums)
        for key, value in self.values.items():
            found.add(key, value, *self._bounds(key))
        return found

    def _keep(self, key: K) -> None:
        value = self.values[key]
        self.unseen.add(key, value, *self._bounds(key))
        self.unsorted.add(key, value, min(0, value), inf)

    def _bounds(self, key: K) -> tuple[float, float]:
        value = self.values[key]
        if is_small(value, self.limits[key]):
            return min(1, value), max(self.limits[key] - 1, value)
        return (-inf if value < 0 else 0), inf

    def run(self) -> None:
        """Go by one sum at a time while that finds anything, since that is quick; then figure by figure."""
        self._settle_all(list(self.hidden))
        safe: set[K] = set()
        while waiting := [key for key in self.hidden if key not in safe]:
            for key in waiting:
                if key in safe:
                    continue
                if (others := self._otherwise(key)) or not self._hide_beside(key):
                    safe |= {key, *others}

    def _otherwise(self, key: K) -> set[K]:
        """Return figures that can differ together with one.

        Where two of one each are hidden and their total of two, nothing more can be hidden from one who knows that all
        three are small; but that nobody is told.
        """
        found = self.unseen.otherwise(key)
        if found or self.everything.otherwise(key):
            return found
        return {key} if self.unsorted.otherwise(key) else set()

    def _settle_all(self, keys: list[K]) -> None:
        """Where only one figure of a sum is not seen, hide its total, or where it is the total the smallest part."""
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in self.hidden:
                continue
            for one in self.unseen.alone_in(key):
                found = self._hide_in(one, protects=key)
                if found is not None:
                    waiting.append(found)

    def _hide_smallest(self, one: Sum[K], protects: K) -> K | None:
        """Hide the smallest part that is shown, one that is not zero if there is any."""
        shown = [part for part in one.parts if part not in self.hidden and part not in self.lacking]
        return self._hide(min(shown, key=self._cost), protects) if shown else None

    def _cost(self, key: K) -> tuple[bool, float, str]:
        value = self.values[key]
        return value == 0, value, str(key)

    def _hide(self, key: K, protects: K) -> K:
        self.hidden[key] = Hidden(Why.TELLS_ANOTHER, protects)
        self._keep(key)
        return key

    def _hide_beside(self, key: K) -> bool:
        """Hide one more figure in the nearest sum that shows any, and what that one needs."""
        seen, waiting = {key}, [key]
        for near in waiting:
            for one in self.unseen.sums_of(near):
                found = self._hide_in(one, protects=key)
                if found is not None:
                    self._settle_all([found])
                    return True
                beyond = [other for other in (one.total, *one.parts) if other not in seen]
                seen.update(beyond)
                waiting += beyond
        return False

    def _hide_in(self, one: Sum[K], protects: K) -> K | None:
        if one.total not in self.hidden and one.total not in self.lacking:
            return self._hide(one.total, protects)
        return self._hide_smallest(one, protects)
