"""Lanes of a channel: where each thread goes up or down, in the order that crosses least."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_OVERLAP = 5  # two threads level on one another read worse than this many crossings
_CLEAR = 16  # threads nearer than this may not share a lane
_ROUNDS = 4
_SLOW = 120  # nets in one cluster above which only neighbours are tried


@dataclass(frozen=True)
class Net:
    """One source at the left side with all it leads to at the right: one trunk in one lane."""

    key: str
    y: int
    targets: tuple[int, ...]

    @cached_property
    def top(self) -> int:
        return min(self.y, *self.targets)

    @cached_property
    def bottom(self) -> int:
        return max(self.y, *self.targets)

    @property
    def straight(self) -> bool:
        return self.top == self.bottom


def crossings(order: Sequence[Net]) -> int:
    """Count the crossings when the lanes go from left to right in this order."""
    return sum(_crossed(left, right) for at, left in enumerate(order) for right in order[at + 1 :])


def cost(order: Sequence[Net]) -> int:
    """Weigh an order: its crossings, and the lines that would lie on one another."""
    return sum(_weight(left, right) for at, left in enumerate(order) for right in order[at + 1 :])


def ordered(nets: Sequence[Net]) -> list[Net]:
    """Give an order of lanes that never crosses more than the order from top to bottom."""
    order: list[Net] = []
    for cluster in _clusters(nets):
        best = _searched(cluster)
        order.extend(best if crossings(best) <= crossings(cluster) else cluster)
    return order


def assigned(order: Sequence[Net]) -> dict[str, int]:
    """Give each net a lane from the left; threads that never meet share one."""
    lanes: dict[str, int] = {}
    for at, net in enumerate(order):
        before = [
            lanes[other.key]
            for other in order[:at]
            if other.top - _CLEAR < net.bottom and net.top - _CLEAR < other.bottom
            if not other.straight
        ]
        lanes[net.key] = 0 if net.straight else max(before, default=-1) + 1
    return lanes


def _crossed(left: Net, right: Net) -> int:
    """Count how often two nets cross when left has the lane nearer the sources."""
    out = left.top < right.y < left.bottom
    into = sum(right.top < y < right.bottom for y in left.targets if y not in right.targets)
    return int(out) + into


def _weight(left: Net, right: Net) -> int:
    over = right.y in left.targets and right.y not in right.targets
    return _crossed(left, right) + _OVERLAP * int(over)


def _clusters(nets: Sequence[Net]) -> list[list[Net]]:
    """Part the nets where none reaches from one part into the next."""
    clusters: list[list[Net]] = []
    reach = 0
    for net in sorted(nets, key=lambda one: (one.top, one.y, one.key)):
        if clusters and net.top <= reach:
            clusters[-1].append(net)
            reach = max(reach, net.bottom)
        else:
            clusters.append([net])
            reach = net.bottom
    return [sorted(cluster, key=lambda one: (one.y, one.key)) for cluster in clusters]


def _searched(cluster: list[Net]) -> list[Net]:
    """Start from the best of three simple orders and move one lane at a time while it helps."""
    rising = [net for net in cluster if sum(net.targets) < net.y * len(net.targets)]
    falling = [net for net in reversed(cluster) if net not in rising]
    best = min((cluster, rising + falling, falling + rising), key=cost)
    far = 1 if len(best) > _SLOW else len(best)
    for _ in range(_ROUNDS):
        moved = _improved(best, far)
        if moved == best:
            break
        best = moved
    return best


def _improved(order: list[Net], far: int) -> list[Net]:
    """Try each net in every place within reach, counting only what the move changes."""
    result = list(order)
    for net in order:
        at = result.index(net)
        gain, place = _best_move(result, at, far)
        if gain > 0:
            result.insert(place, result.pop(at))
    return result


def _best_move(order: list[Net], at: int, far: int) -> tuple[int, int]:
    net, best, place = order[at], 0, at
    gain = 0
    for spot in range(at - 1, max(at - far, 0) - 1, -1):
        gain += _weight(order[spot], net) - _weight(net, order[spot])
        if gain > best:
            best, place = gain, spot
    gain = 0
    for spot in range(at + 1, min(at + far + 1, len(order))):
        gain += _weight(net, order[spot]) - _weight(order[spot], net)
        if gain > best:
            best, place = gain, spot
    return best, place
