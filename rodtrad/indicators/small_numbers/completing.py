"""What figures that nobody here knows could be, so that the sums they stand in hold.

What was hidden before it came, or stands hidden since an earlier file, is not known to us. The worst is supposed: that
each is small where that can be.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from rodtrad.indicators.small_numbers.otherwise import Sum

K = TypeVar("K", bound=Hashable)


def complete(
    known: Mapping[K, float], sums: Sequence[Sum[K]], *, hidden: Mapping[K, int], lacking: Collection[K]
) -> dict[K, float]:
    """Return a count for each that is not known: `hidden` with their thresholds, and `lacking`, which nobody hid."""
    return _Completing(dict(known), sums, hidden, set(lacking)).run()


class _Completing(Generic[K]):
    def __init__(
        self, values: dict[K, float], sums: Sequence[Sum[K]], hidden: Mapping[K, int], lacking: set[K]
    ) -> None:
        self.values, self.sums, self.hidden, self.lacking = values, sums, hidden, lacking
        self.of: dict[K, list[Sum[K]]] = defaultdict(list)
        for one in sums:
            for key in (one.total, *one.parts):
                if key not in values:
                    self.of[key].append(one)

    def run(self) -> dict[K, float]:
        wanted = [*self.hidden, *self.lacking]
        if not wanted:
            return {}
        touched = list(dict.fromkeys(one for key in wanted for one in self.of[key]))
        self._follow(touched)
        for one in touched:
            if one.total in self.values:
                self._share_out(one)
        for key in wanted:
            if key not in self.values:
                self._set(key, 1 if key in self.hidden else 0)
        return {key: self.values[key] for key in wanted}

    def _follow(self, waiting: list[Sum[K]]) -> None:
        """Set what sums with one unknown say of it, and what that says of others."""
        waiting = list(waiting)
        while waiting:
            one = waiting.pop()
            unknown = [key for key in (one.total, *one.parts) if key not in self.values]
            if len(unknown) != 1:
                continue
            [key] = unknown
            parts = sum(self.values[part] for part in one.parts if part != key)
            value = parts if key == one.total else max(self.values[one.total] - parts, 0)
            self.values[key] = value
            waiting += self.of[key]

    def _set(self, key: K, value: float) -> None:
        self.values[key] = value
        self._follow(self.of[key])

    def _share_out(self, one: Sum[K]) -> None:
        """Share what is left of a total among the parts that are not known, as small as can be."""
        while unknown := [part for part in one.parts if part not in self.values]:
            left = self.values[one.total] - sum(self.values.get(part, 0) for part in one.parts)
            hidden = [part for part in unknown if part in self.hidden]
            first = hidden[0] if hidden else unknown[0]
            self._set(first, self._portion(first, left, len(hidden), len(unknown)))

    def _portion(self, key: K, left: float, hidden: int, unknown: int) -> float:
        """Return what the first of the unknown gets: an even share where all can be small, else one."""
        if unknown == 1 or key in self.lacking:
            return max(left, 0)
        if left < hidden:
            return 1 if left >= 1 else 0
        if unknown == hidden and left <= hidden * (self.hidden[key] - 1):
            return left // hidden
        return 1
