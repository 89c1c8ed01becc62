"""Which small counts must not be published, and which others would give them away.

A count from one up to a threshold is hidden (three for KOSTRA's services, five for users of care; zero is shown). Then,
where a total and all its parts but one are known, the one could be reckoned: so where exactly one part is hidden its
total is hidden too, and where only the total is hidden its smallest part. That is repeated through sums of sums until
nothing more can be reckoned.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.indicators.small_numbers.unknowns import Equation, determined

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
class Sum(Generic[K]):
    """A total that is the sum of its parts: a county's municipalities, or all and women and men."""

    total: K
    parts: tuple[K, ...]


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
    threshold: int = THRESHOLD,
    already: Iterable[K] = (),
) -> dict[K, Hidden[K]]:
    """Return the figures that must not be published, with the reason for each.

    `figures` are counts; None is a count that nobody knows. `already` are hidden where they come from, whatever we
    hold of them. A sum with a figure that nobody knows tells nothing of the others.
    """
    hidden: dict[K, Hidden[K]] = {key: Hidden(Why.ALREADY) for key in already}
    for key, value in figures.items():
        if is_small(value, threshold):
            hidden.setdefault(key, Hidden(Why.SMALL))
    if hidden:
        _Hiding(figures, tuple(sums), hidden).run()
    return hidden


class _Hiding(Generic[K]):
    """Hides more until nothing hidden can be reckoned from what is shown."""

    def __init__(
        self, figures: Mapping[K, float | None], sums: tuple[Sum[K], ...], hidden: dict[K, Hidden[K]]
    ) -> None:
        self.figures, self.hidden = figures, hidden
        self.sums = tuple(one for one in sums if self._is_known(one))
        self.of: dict[K, list[Sum[K]]] = defaultdict(list)
        for one in self.sums:
            for key in (one.total, *one.parts):
                self.of[key].append(one)

    def _is_known(self, one: Sum[K]) -> bool:
        return all(key in self.hidden or self.figures.get(key) is not None for key in (one.total, *one.parts))

    def run(self) -> None:
        """Go by one sum at a time while that finds anything, since that is quick; then by all together."""
        waiting = [one for key in list(self.hidden) for one in self.of[key]]
        while waiting:
            while waiting:
                waiting += self._settle(waiting.pop())
            waiting = [one for key in self._found_together() for one in self._hide_beside(key)]

    def _settle(self, one: Sum[K]) -> list[Sum[K]]:
        """Hide what a sum needs hidden, and return the sums that are touched by it."""
        parts = [part for part in one.parts if part in self.hidden]
        if one.total in self.hidden:
            return [] if parts else self._hide_smallest(one, protects=one.total)
        if len(parts) == 1 or (parts and self._tells_all(one, parts)):
            return self._hide(one.total, protects=parts[0])
        return []

    def _tells_all(self, one: Sum[K], parts: list[K]) -> bool:
        """Tell whether the hidden parts can be nothing but the least that they can be, as two that sum to two."""
        shown = sum(self.figures[part] or 0 for part in one.parts if part not in self.hidden)
        return (self.figures[one.total] or 0) - shown <= sum(self._least(part) for part in parts)

    def _least(self, key: K, seen: frozenset[K] = frozenset()) -> float:
        """Return the least that a reader knows a hidden figure to be: one, or what is known of its parts."""
        if key not in self.hidden:
            return self.figures[key] or 0
        known = [
            sum(self._least(part, seen | {key}) for part in one.parts)
            for one in self.of[key]
            if one.total == key and not seen & set(one.parts)
        ]
        return max(1, *known) if known else 1

    def _hide_smallest(self, one: Sum[K], protects: K) -> list[Sum[K]]:
        """Hide the smallest part that is shown, one that is not zero if there is any; the total if no part is."""
        shown = [part for part in one.parts if part not in self.hidden]
        if shown:
            return self._hide(min(shown, key=self._cost), protects)
        return [] if one.total in self.hidden else self._hide(one.total, protects)

    def _cost(self, key: K) -> tuple[bool, float, str]:
        value = self.figures[key] or 0
        return value == 0, value, str(key)

    def _hide(self, key: K, protects: K) -> list[Sum[K]]:
        self.hidden[key] = Hidden(Why.TELLS_ANOTHER, protects)
        return list(self.of[key])

    def _found_together(self) -> list[K]:
        """Return hidden figures that can be reckoned from several sums together."""
        equations = [
            Equation({one.total: 1} | dict.fromkeys(one.parts, -1), self.hidden) for one in self.sums
        ]
        return sorted(determined(equations), key=str)

    def _hide_beside(self, key: K) -> list[Sum[K]]:
        for one in self.of[key]:
            if one.total not in self.hidden:
                return self._hide(one.total, protects=key)
            touched = self._hide_smallest(one, protects=key)
            if touched:
                return touched
        return []
