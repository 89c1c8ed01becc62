"""Places labels in a column so that none overlaps, each as near its own height as the others let it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

Gap = tuple[float, float]
_DUST = 1e-6


@dataclass(frozen=True, slots=True)
class Wanted:
    """The height where a label's middle would like to be, and how tall it is."""

    middle: float
    height: float


def spread(wanted: Sequence[Wanted], low: float, high: float, blocked: Sequence[Gap] = ()) -> list[float]:
    """Return where the middles go, between low and high, in the order of what is wanted.

    Blocked stretches stay free when there is room beside them. Where even the whole column is too short, the labels are
    laid one after the other from `low` and run past `high`: give a column at least as tall as they are together.
    """
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at].middle, at))
    sorted_wanted = [wanted[at] for at in order]
    best: tuple[float, list[float]] | None = None
    for columns in (list(_free(low, high, blocked)), [(low, high)]):
        best = min(_arrangements(sorted_wanted, columns), default=None, key=lambda one: one[0])
        if best:
            break
    placed = best[1] if best else _packed(sorted_wanted, low)
    result = [0.0] * len(wanted)
    for at, middle in zip(order, placed, strict=True):
        result[at] = middle
    return result


def _free(low: float, high: float, blocked: Sequence[Gap]) -> Iterator[Gap]:
    at = low
    for start, end in sorted(blocked):
        if start > at:
            yield (at, min(start, high))
        at = max(at, end)
        if at >= high:
            return
    if at < high:
        yield (at, high)


def _arrangements(wanted: Sequence[Wanted], columns: Sequence[Gap]) -> Iterator[tuple[float, list[float]]]:
    """Yield every way to share the labels out between the free columns in order, with how far they are moved."""
    for cuts in combinations_with_replacement(range(len(wanted) + 1), max(0, len(columns) - 1)):
        bounds = [0, *cuts, len(wanted)]
        placed: list[float] = []
        for (low, high), start, end in zip(columns, bounds, bounds[1:], strict=False):
            part = wanted[start:end]
            if sum(label.height for label in part) > high - low + _DUST:
                break
            placed += _in_column(part, low, high)
        else:
            if columns:
                yield sum((at - label.middle) ** 2 for at, label in zip(placed, wanted, strict=True)), placed


def _in_column(labels: Sequence[Wanted], low: float, high: float) -> list[float]:
    """Place sorted labels in one column that is tall enough, with the least squared distance moved.

    Each label less what stands above it must not fall; that is isotonic regression, by pooling neighbours.
    """
    above: list[float] = []
    total = 0.0
    for label in labels:
        above.append(total + label.height / 2)
        total += label.height
    pools: list[list[float]] = []
    for label, offset in zip(labels, above, strict=True):
        pools.append([label.middle - offset, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, count = pools.pop()
            pools[-1] = [
                (pools[-1][0] * pools[-1][1] + mean * count) / (pools[-1][1] + count),
                pools[-1][1] + count,
            ]
    starts = [mean for mean, count in pools for _ in range(int(count))]
    return [min(max(start, low), high - total) + offset for start, offset in zip(starts, above, strict=True)]


def _packed(labels: Sequence[Wanted], low: float) -> list[float]:
    placed, at = [], low
    for label in labels:
        placed.append(at + label.height / 2)
        at += label.height
    return placed
