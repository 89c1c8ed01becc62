"""Whether hidden figures could be otherwise, by all that a reader can know.

A reader knows the figures that are shown, which totals are sums of which parts, and the threshold. A hidden figure is
kept only where that leaves more than one count possible. So another set of counts is looked for, in which it differs
and everything shown is the same: it moves by one, and every sum that then does not hold is mended by moving another.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

#: Moves that are tried for one figure. Where they are used up it counts as given away, and more is hidden.
_MOST_MOVES = 60
#: Figures of one sum that are tried, beside those that mend another sum too.
_MOST_TRIED = 40


@dataclass(frozen=True)
class Sum(Generic[K]):
    """A total that is the sum of its parts: a county's municipalities, or all and women and men."""

    total: K
    parts: tuple[K, ...]


class Unseen(Generic[K]):
    """The figures a reader does not see: what they can be, and the sums they stand in."""

    def __init__(self, sums: Sequence[Sum[K]]) -> None:
        self._sums = sums
        self._places: dict[K, list[tuple[int, int]]] = {}
        for number, one in enumerate(sums):
            self._places.setdefault(one.total, []).append((number, 1))
            for part in one.parts:
                self._places.setdefault(part, []).append((number, -1))
        self._in: list[dict[K, int]] = [{} for _one in sums]
        #: How far each may go down and up.
        self._room: dict[K, tuple[float, float]] = {}

    def add(self, key: K, value: float, least: float, most: float) -> None:
        """Say that a figure is not seen, what it is, and between what a reader knows it to be."""
        self._room[key] = (value - least, most - value)
        for number, sign in self._places.get(key, ()):
            self._in[number][key] = sign

    def sums_of(self, key: K) -> list[Sum[K]]:
        """Return the sums a figure stands in, those with fewest that are not seen first: they tell the most."""
        numbers = sorted((number for number, _sign in self.places(key)), key=lambda one: len(self._in[one]))
        return [self._sums[number] for number in numbers]

    def alone_in(self, key: K) -> list[Sum[K]]:
        """Return the sums in which nothing else is unseen."""
        return [self._sums[number] for number, _sign in self.places(key) if len(self._in[number]) == 1]

    def otherwise(self, key: K) -> set[K]:
        """Return figures that can all differ at once, this among them; none where it may be known exactly."""
        for step in (-1, 1):
            if self._has_room(key, step):
                search = _Search(self, {key: step}, {})
                search.unbalance(key, step, 1)
                if search.mend():
                    return set(search.moved)
        return set()

    def places(self, key: K) -> Sequence[tuple[int, int]]:
        return self._places.get(key, ())

    def members(self, number: int) -> Mapping[K, int]:
        return self._in[number]

    def _has_room(self, key: K, step: int) -> bool:
        down, up = self._room[key]
        return (up if step > 0 else down) >= 1

    def may_move(self, key: K, step: int, moved: Mapping[K, int]) -> bool:
        return key not in moved and self._has_room(key, step)


@dataclass
class _Search(Generic[K]):
    """One way of moving figures: those moved so far, and by how much each sum does not hold."""

    unseen: Unseen[K]
    moved: dict[K, int]
    off: dict[int, int]
    left: int = _MOST_MOVES

    def mend(self) -> bool:
        """Move figures until every sum holds; tell whether that could be done."""
        if not self.off:
            return True
        number = min(self.off, key=lambda one: len(self.unseen.members(one)))
        for key, step in self._candidates(number):
            if self.left <= 0:
                return False
            self.left -= 1
            self.moved[key] = step
            self.unbalance(key, step, 1)
            if self.mend():
                return True
            self.unbalance(key, step, -1)
            del self.moved[key]
        return False

    def unbalance(self, key: K, step: int, times: int) -> None:
        for number, sign in self.unseen.places(key):
            off = self.off.get(number, 0) + sign * step * times
            if off:
                self.off[number] = off
            else:
                self.off.pop(number, None)

    def _candidates(self, number: int) -> list[tuple[K, int]]:
        """Return the moves that bring a sum nearer, the one that leaves least to mend first."""
        direction = -1 if self.off[number] > 0 else 1
        found: list[tuple[float, int, K, int]] = []
        for key, sign in self._tried(number):
            step = direction * sign
            if not self.unseen.may_move(key, step, self.moved):
                continue
            cost = self._cost(key, step)
            if cost == -len(self.unseen.places(key)):
                return [(key, step)]
            if cost < inf:
                found.append((cost, len(found), key, step))
        return [(key, step) for _cost, _order, key, step in sorted(found, key=lambda one: one[:2])]

    def _tried(self, number: int) -> Iterable[tuple[K, int]]:
        """Return figures of a sum: all, or where they are many those of other sums that do not hold, and some."""
        members = self.unseen.members(number)
        if len(members) <= _MOST_TRIED:
            return members.items()
        others = [self.unseen.members(other) for other in self.off if other != number]
        small = [one for one in others if len(one) <= _MOST_TRIED]
        both = {key: members[key] for one in small for key in one if key in members}
        return (both | dict(islice(members.items(), _MOST_TRIED))).items()

    def _cost(self, key: K, step: int) -> float:
        """Return how much more there would be to mend; infinite where nothing could mend it."""
        cost = 0
        for number, sign in self.unseen.places(key):
            before = self.off.get(number, 0)
            after = before + sign * step
            if after and not before and len(self.unseen.members(number)) == 1:
                return inf
            cost += abs(after) - abs(before)
        return cost
